import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as api } from '../../../functions/api/specialists.lambda.ts';
import { webhookPurpose } from '../../../shared/bots/index.ts';
import { linkCodeDocument, specialistList } from '../../../shared/contracts/specialists.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { platformSecret } from '../../../shared/platform/secrets/platform-secret.ts';
import { mintWebhookToken } from '../../../shared/platform/secrets/webhook-token.ts';
import { createProject } from '../../../shared/projects/index.ts';
import { linkChat } from '../../../shared/specialists/index.ts';
import type { AwsJson } from '../../steps/aws-json.ts';
import { startQueues } from '../../steps/dialogue.ts';
import { call } from '../../steps/http-request.ts';
import { ANNA_CHAT, botSalon, startSalonBot } from './salon-bot.ts';

const project = botSalon();
const { projectId } = project;
const ALL = '/projects/{project_id}/specialists';
const ONE = `${ALL}/{specialist_id}`;

/** What Telegram was asked, and a bot that answers or does not. */
const telegram = { asked: [] as { method: string; body: Record<string, unknown> }[], up: true };
let server: Server;
let started: Awaited<ReturnType<typeof startSalonBot>>;
let queues: AwsJson & { sent(): Record<string, unknown>[] };
let webhook: (event: never) => Promise<{ statusCode?: number }>;
let retry: (event: SQSEvent, context: never) => Promise<{ batchItemFailures: unknown[] }>;
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = request.url?.split('/').at(-1) ?? '';
      telegram.asked.push({ method, body: JSON.parse(Buffer.concat(chunks).toString() || '{}') });
      const bot = { id: 1, is_bot: true, first_name: 'Kesha', username: 'kesha_zerogap_bot' };
      const result = method === 'getMe' ? bot : { message_id: telegram.asked.length };
      response.writeHead(telegram.up ? 200 : 500, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(telegram.up ? { ok: true, result } : { ok: false, error_code: 500 }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.TELEGRAM_API_ROOT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [started, queues] = await Promise.all([startSalonBot(project), startQueues()]);
  process.env.BOT_UPDATE_QUEUE_URL = `${queues.endpoint}/1/bot-update`;
  await createProject({
    projectId: 'clinic' as ProjectId,
    owner: 'x' as never,
    config: {},
    actor: 't',
  });
  webhook = (await import('../../../functions/inbound/specialist-bot.lambda.ts')).handler as never;
  retry = (await import('../../../functions/inbound/bot-update.lambda.ts')).handler as never;
});
afterAll(async () => {
  server.closeAllConnections();
  await Promise.all([started.close(), queues.close()]);
});

const ask = async <Body>(route: string, specialist_id = 'anna', user = 'owner') => {
  const path = { project_id: projectId, specialist_id };
  const { status, json } = await call(api, { user, route, path });
  return { status, body: json as Body & { error?: { code: string } } };
};
const list = async () => specialistList.parse((await ask(`GET ${ALL}`)).body).specialists;
const offer = (who?: string) =>
  ask<{ code: string; link?: string }>(`POST ${ONE}/telegram-code`, who);
const unlink = (who?: string) => ask<{ linked: boolean }>(`DELETE ${ONE}/telegram`, who);

describe('the API of specialists', () => {
  it('gives a code and a link that opens the bot with it', async () => {
    const { status, body } = await offer();
    expect(status).toBe(201);
    expect(linkCodeDocument.parse(body).link).toBe(
      `https://t.me/kesha_zerogap_bot?start=${body.code}`,
    );
    const hours = (Date.parse(linkCodeDocument.parse(body).expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
  });

  it('gives a code without a link while the bot does not answer', async () => {
    telegram.up = false;
    const { status, body } = await offer();
    telegram.up = true;
    expect(status).toBe(201);
    expect(body.code).toHaveLength(16);
    expect(body).not.toHaveProperty('link');
  });

  it('shows who is linked and how, and unlinks whom a code has linked', async () => {
    const { code } = (await offer('elena')).body;
    await linkChat({ project, code, chatId: 77, now: new Date().toISOString() });
    expect((await list()).map(({ specialist_id: id, via }) => [id, via])).toEqual([
      ['anna', 'config'],
      ['maria', 'config'],
      ['elena', 'code'],
    ]);
    expect(await unlink('elena')).toMatchObject({ status: 200, body: { linked: false } });
    expect(await unlink('elena')).toMatchObject({ status: 200, body: { linked: false } });
    expect(await unlink('anna')).toMatchObject({
      status: 409,
      body: { error: { code: 'linked_by_config' } },
    });
  });

  it('is closed to everybody else, and knows nobody who is not there', async () => {
    for (const route of [`GET ${ALL}`, `POST ${ONE}/telegram-code`, `DELETE ${ONE}/telegram`]) {
      expect((await ask(route, 'anna', 'x')).body.error?.code).toBe('project_not_found');
      expect((await call(api, { route, path: { project_id: projectId } })).status).toBe(401);
    }
    expect((await offer('nobody')).body.error?.code).toBe('specialist_not_found');
    expect((await unlink('nobody')).status).toBe(404);
  });
});

const secretOf = async (more: { purpose?: string; project?: string } = {}) =>
  mintWebhookToken(await platformSecret(), {
    projectId: (more.project ?? projectId) as ProjectId,
    purpose: more.purpose ?? webhookPurpose('specialist'),
    rotation: 1,
  });
const post = (secret: string | undefined, body: unknown) =>
  webhook({
    headers: secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  } as never);
const today = (update_id: number) => ({
  update_id,
  message: {
    ...{ message_id: 1, date: 1, text: '/today' },
    from: { id: ANNA_CHAT, is_bot: false, first_name: 'A' },
    chat: { id: ANNA_CHAT, type: 'private' },
  },
});
const queued = (body: unknown) =>
  retry(
    { Records: [{ messageId: 'm1', body: JSON.stringify(body) }] } as unknown as SQSEvent,
    {} as never,
  );

describe('the door of the specialist bot', () => {
  it('answers who is known by a genuine secret only, without a call for others', async () => {
    telegram.asked.length = 0;
    for (const secret of [
      undefined,
      '',
      'forged',
      await secretOf({ purpose: 'telegram-reception' }),
    ]) {
      expect((await post(secret, today(1))).statusCode).toBe(401);
    }
    // Anna is a stranger to another project's bot.
    expect((await post(await secretOf({ project: 'clinic' }), today(1))).statusCode).toBe(200);
    expect(telegram.asked).toEqual([]);
    expect((await post(await secretOf(), today(1))).statusCode).toBe(200);
    expect(telegram.asked.map(({ body }) => [body.chat_id, body.text])).toEqual([
      [ANNA_CHAT, 'No bookings for today.'],
    ]);
  });

  it('puts aside what it cannot do now; the queue does it once more', async () => {
    telegram.asked.length = 0;
    telegram.up = false;
    expect((await post(await secretOf(), today(2))).statusCode).toBe(200);
    telegram.up = true;
    const [kept] = queues.sent().slice(-1);
    expect(kept?.MessageBody).toMatchObject({ projectId, role: 'specialist', attempt: 0 });
    // The claim of the first try has to run out before anybody says it again: it goes back to the queue.
    expect(await queued(kept?.MessageBody)).toEqual({ batchItemFailures: [] });
    expect(queues.sent().at(-1)?.MessageBody).toMatchObject({ attempt: 1 });
  });

  it('parks what can never be read', async () => {
    expect((await post(await secretOf(), '{"update_id":')).statusCode).toBe(200);
    const kept = queues.sent().at(-1)?.MessageBody;
    expect(kept).toMatchObject({ raw: '{"update_id":' });
    expect((await queued(kept)).batchItemFailures).toHaveLength(1);
    expect((await queued({ projectId, role: 'barber' })).batchItemFailures).toHaveLength(1);
  });
});
