import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSEvent,
} from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { createTelegram } from '../../../infra/local/providers/telegram/index.ts';
import { type Booking, decide, getBooking } from '../../../shared/bookings/index.ts';
import { webhookPurpose } from '../../../shared/bots/index.ts';
import { now } from '../../../shared/platform/clock.ts';
import type { UserId } from '../../../shared/platform/ids.ts';
import { mintWebhookToken } from '../../../shared/platform/secrets/webhook-token.ts';
import { addMember } from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';
import { type Desk, LUKAS, openDesk, SASHA, STRANGER } from './desk.ts';

const TOKEN = `1234567890:${'A'.repeat(35)}`;
const secret = { PLATFORM_KEY: 'k'.repeat(40) };

let dynoxide: Dynoxide;
let secrets: AwsJson;
let queue: FauxqsServer;
let telegram: Awaited<ReturnType<typeof serveProvider>>;
let desk: Desk;
let booking: Booking;
let requests = 0;
let doors: {
  readonly api: Parameters<typeof call>[0];
  readonly told: (event: SQSEvent, context: never) => Promise<{ batchItemFailures: unknown[] }>;
  readonly bot: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;
};

beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret(secret);
  queue = await startFauxqs({ port: 0, logger: false });
  telegram = await serveProvider(createTelegram());
  const sqs = `http://127.0.0.1:${queue.port}`;
  for (const name of ['reception', 'bot-update']) queue.createQueue(name);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: sqs,
    TELEGRAM_API_ROOT: telegram.url,
    RECEPTION_NOTIFICATION_QUEUE_URL: `${sqs}/000000000000/reception`,
    BOT_UPDATE_QUEUE_URL: `${sqs}/000000000000/bot-update`,
  });
  await control('/bots', { token: TOKEN, username: 'DivaBot' });
  for (const id of [LUKAS, SASHA]) {
    await control('/users', { id, first_name: 'Staff', started: ['DivaBot'] });
  }
  const staff = [LUKAS, SASHA].map((chat_id) => ({ chat_id, name: `Person ${chat_id}` }));
  desk = await openDesk({ reception: { bot_token: TOKEN, staff } });
  // The doors read their environment when they are loaded.
  const [api, told, bot] = await Promise.all([
    import('../../../functions/api/telegram.lambda.ts'),
    import('../../../functions/notifications/reception.lambda.ts'),
    import('../../../functions/inbound/reception-bot.lambda.ts'),
  ]);
  doors = { api: api.handler, told: told.handler as never, bot: bot.handler };
});
beforeEach(async () => {
  queue.reset();
  requests += 1;
  // By the real clock, as the doors have it: each at noon of another day.
  const noon = new Date(Date.now() + (2 + requests) * 86_400_000).setUTCHours(10, 0, 0, 0);
  booking = await desk.request({ startsAt: new Date(noon).toISOString() }, now());
});
afterAll(() => Promise.all([telegram.close(), queue.stop(), secrets.close(), dynoxide.close()]));

async function control(path: string, body?: object): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${telegram.control}${path}`, init);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** The messages of somebody's chat that are about the booking. */
async function chat(user: number): Promise<string[]> {
  const chats = (await control(`/chats?bot=DivaBot&user=${user}`)) as {
    messages: { text: string }[];
  }[];
  const texts = chats.flatMap(({ messages }) => messages.map(({ text }) => text));
  return texts.filter((text) => text.includes(booking.bookingId));
}

const body = (different: object = {}) => ({
  bookingId: booking.bookingId,
  modelName: 'Somebody else',
  clientName: 'Ivanna',
  date: '2026-11-24',
  time: '15:00',
  ...different,
});
const ask = (sent: unknown, more: { user?: string; headers?: Record<string, string> } = {}) =>
  call(doors.api, {
    route: 'POST /api/integrations/telegram/diva',
    user: 'owner',
    body: sent,
    ...more,
  });
const codeOf = (json: unknown) => (json as { error: { code: string } }).error.code;

/** Hands everything on reception's queue to the function behind it. */
async function tellAll(): Promise<unknown[]> {
  const { ready = [], delayed = [] } = queue.inspectQueue('reception')?.messages ?? {};
  const Records = [...ready, ...delayed];
  return (await doors.told({ Records } as unknown as SQSEvent, {} as never)).batchItemFailures;
}

describe('POST /api/integrations/telegram/diva', () => {
  it('has reception asked about the booking as it is, whatever the caller believes', async () => {
    expect(await ask(body())).toMatchObject({ status: 200, json: { success: true } });
    expect(await tellAll()).toEqual([]);
    for (const member of [LUKAS, SASHA]) {
      const [alert = ''] = await chat(member);
      expect(alert).toMatch(/^🔔 New Booking Alert/);
      expect(alert).toContain('👤 Model: Anna');
    }
  });

  it('asks once for one key, and again for another', async () => {
    const key = (value: string) => ({ headers: { 'idempotency-key': value } });
    for (const value of ['a', 'a', 'b']) await ask(body(), key(value));
    await tellAll();
    expect(await chat(SASHA)).toHaveLength(2);
  });

  it('refuses what it cannot ask, and says nothing', async () => {
    const unknown = await ask(body({ bookingId: 'B0000000000000000001' }));
    expect([unknown.status, codeOf(unknown.json)]).toEqual([404, 'booking_not_found']);
    for (const bookingId of ['x', '../x', '#']) {
      expect((await ask(body({ bookingId }))).status, bookingId).toBe(404);
    }
    for (const missing of ['bookingId', 'modelName', 'clientName', 'date', 'time']) {
      const refused = await ask(body({ [missing]: undefined }));
      expect([refused.status, codeOf(refused.json)], missing).toEqual([400, 'invalid_input']);
    }
    const { projectId } = desk.project;
    const actor = { kind: 'member', id: 'owner' } as const;
    const wish = { projectId, bookingId: booking.bookingId, actor, by: 'Owner', now: now() };
    await decide({ ...wish, to: 'CONFIRMED' });
    const decided = await ask(body());
    expect([decided.status, codeOf(decided.json)]).toEqual([409, 'booking_not_pending']);
    expect(queue.inspectQueue('reception')?.messages.ready).toEqual([]);
  });

  it('is for members of the project alone', async () => {
    expect((await ask(body(), { user: undefined as never })).status).toBe(401);
    const stranger = await ask(body(), { user: 'stranger' });
    expect([stranger.status, codeOf(stranger.json)]).toEqual([400, 'project_required']);
    const named = { 'x-project-id': desk.project.projectId };
    expect((await ask(body(), { user: 'stranger', headers: named })).status).toBe(404);
    const other = await openDesk();
    await addMember({ ...other.project, userId: 'stranger' as UserId, role: 'operator' });
    expect((await ask(body(), { user: 'stranger' })).status).toBe(404);
  });
});

describe('POST /webhook/telegram/diva', () => {
  const update = (user: number, data: string) => ({
    update_id: 100 + requests,
    callback_query: {
      ...{
        id: '4382',
        from: { id: user, is_bot: false, first_name: 'A' },
        chat_instance: '-9',
        data,
      },
      message: { message_id: 6, date: 1, chat: { id: user, type: 'private' }, text: '?' },
    },
  });
  const post = (what: unknown, token?: string) =>
    doors.bot({
      headers: token === undefined ? {} : { 'x-telegram-bot-api-secret-token': token },
      body: JSON.stringify(what),
      isBase64Encoded: false,
    } as never);
  const tokenFor = (role: 'reception' | 'specialist') =>
    mintWebhookToken(secret, {
      projectId: desk.project.projectId,
      purpose: webhookPurpose(role),
      rotation: 1,
    });
  const current = () => getBooking(desk.project.projectId, booking.bookingId);

  it('takes the taps of reception', async () => {
    const taken = await post(
      update(SASHA, `confirm_${booking.bookingId}_1`),
      tokenFor('reception'),
    );
    expect(taken.statusCode).toBe(200);
    expect(await current()).toMatchObject({
      status: 'CONFIRMED',
      decision: { by: `Person ${SASHA}` },
    });
  });

  it('takes nothing from others, nor with another secret', async () => {
    const tap = `confirm_${booking.bookingId}_1`;
    for (const token of [undefined, '', 'forged', tokenFor('specialist')]) {
      expect((await post(update(SASHA, tap), token)).statusCode).toBe(401);
    }
    expect((await post(update(STRANGER, tap), tokenFor('reception'))).statusCode).toBe(200);
    expect((await current())?.version).toBe(1);
  });
});
