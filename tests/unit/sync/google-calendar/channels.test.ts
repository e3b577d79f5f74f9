import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamodb } from '../../../../shared/platform/aws/dynamodb.ts';
import type { PlatformSecret } from '../../../../shared/platform/secrets/platform-secret.ts';
import { mintWebhookToken } from '../../../../shared/platform/secrets/webhook-token.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { google } from '../../../../shared/providers/google/index.ts';
import {
  receiveNotification,
  renewChannels,
  type UpkeepMessage,
} from '../../../../shared/sync/index.ts';
import { documents } from '../../../steps/bookings.ts';
import { ANNA, MARIA } from '../../../steps/salon.ts';
import { type Json, type SalonCalendars, startCalendars } from './salon-calendars.ts';

/** Nobody hears there. */
const API = 'http://127.0.0.1:9';
const ELSEWHERE = 'http://localhost:9';
const DAY = 86_400;

let world: Awaited<ReturnType<typeof startCalendars>>;
let desk: SalonCalendars;
beforeAll(async () => {
  world = await startCalendars();
});
afterAll(() => world.close());
beforeEach(async () => {
  desk = await world.open();
});

const renew = ({
  apiUrl = API,
  secret = 'the secret',
  account = desk.account as typeof desk.account | undefined,
} = {}) =>
  renewChannels(desk.project, {
    ...{ api: google, apiUrl, now: world.now() },
    connectionOf: async () => account,
    secretOf: async () => secret,
  });
/** Channels of this test that are neither stopped nor expired. */
async function open(): Promise<Json[]> {
  const own = [ANNA, MARIA].map((one) => desk.calendarOf(one));
  const all: Json[] = await world.control('GET', '/channels');
  return all
    .filter((one) => own.includes(one.calendar) && !one.stopped && one.expires_at > world.now())
    .sort((a, b) => a.calendar.localeCompare(b.calendar));
}
const watches = () => desk.calls().filter((call) => call === 'POST ').length;

describe('the channels of a project', () => {
  it('are one for each calendar, opened once, and for a week', async () => {
    await renew();
    const channels = await open();
    expect(channels).toMatchObject(
      [ANNA, MARIA].map((one) => ({
        calendar: desk.calendarOf(one),
        address: `${API}/webhook/google/calendar`,
        token: 'the secret',
      })),
    );
    expect(watches()).toBe(2);
    await renew();
    expect(await open()).toEqual(channels);
    expect(watches()).toBe(0);
  });

  it('are renewed a day before they end; the old one goes after the new one is there', async () => {
    await renew();
    const [old] = await open();
    world.pass(5.9 * DAY);
    await renew();
    expect((await open()).map(({ id }) => id)).toContain(old.id);
    world.pass(0.2 * DAY);
    const before = world.standIn.requests().length;
    await renew();
    const made = world.standIn.requests().slice(before);
    const asked = made.filter(({ path }) => path.startsWith('/calendar'));
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual([
      ...['watch', 'stop'],
      ...['watch', 'stop'],
    ]);
    const now = await open();
    expect(now).toHaveLength(2);
    expect(now.map(({ id }) => id)).not.toContain(old.id);
  });

  it('are opened anew at a new address, and with a new secret', async () => {
    await renew();
    await renew({ apiUrl: ELSEWHERE });
    expect((await open()).map(({ address }) => address)).toEqual(
      Array(2).fill(`${ELSEWHERE}/webhook/google/calendar`),
    );
    await renew({ apiUrl: ELSEWHERE, secret: 'another' });
    expect((await open()).map(({ token }) => token)).toEqual(['another', 'another']);
  });

  it('end with the calendar, and with the account', async () => {
    await renew();
    desk.project = {
      ...desk.project,
      specialists: desk.project.specialists.map(({ googleCalendarId, ...one }) =>
        one.specialistId === ANNA && googleCalendarId ? { ...one, googleCalendarId } : one,
      ),
    };
    await renew();
    expect(await open()).toHaveLength(1);
    const { googleAccount: _, ...left } = desk.project;
    desk.project = left;
    await renewChannels(desk.project, {
      ...{ api: google, apiUrl: API, now: world.now() },
      ...{ connectionOf: async () => undefined, secretOf: async () => 'the secret' },
    });
    expect(await rows()).toEqual([]);
  });

  it('of a calendar that is closed to us do not keep the others waiting', async () => {
    const { clientEmail: email } = desk.account;
    const calendar = desk.calendarOf(ANNA);
    await world.control('POST', '/calendars/share', { calendar, email, role: null });
    await renew();
    expect((await open()).map((one) => one.calendar)).toEqual([desk.calendarOf(MARIA)]);
    await world.control('POST', '/calendars/share', { calendar, email, role: 'writer' });
    await renew();
    expect(await open()).toHaveLength(2);
  });

  it('are one for each calendar, also when two workers open them at once', async () => {
    await Promise.all([renew(), renew(), renew()]);
    expect(await open()).toHaveLength(2);
    expect((await rows()).map(({ channelId }) => channelId).sort()).toEqual(
      (await open()).map(({ id }) => id).sort(),
    );
  });

  it('are not taken for open when Google did not answer', async () => {
    world.standIn.fail({ status: 500, times: 2, applyThenFail: true, path: '/calendar/v3' });
    await renew();
    expect(await rows()).toEqual([]);
    await renew();
    expect(await rows()).toHaveLength(2);
  });
});

describe('a notification', () => {
  const secret = { PLATFORM_KEY: 'a key of the platform' } as PlatformSecret;
  let sent: { message: UpkeepMessage; delay: number }[] = [];
  beforeEach(async () => {
    sent = [];
    const client = documents(world.table.endpoint);
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    await client.send(
      new PutCommand({
        TableName: world.table.tableName,
        Item: {
          ...keys.inboundSettings(desk.project.projectId),
          ...{ quietWindowSeconds: 4, rotation: 3, lowestRotation: 2 },
        },
      }),
    );
    client.destroy();
  });

  const hear = (different: { token?: string; state?: string; put?: () => Promise<void> } = {}) => {
    const { projectId } = desk.project;
    const claim = { projectId, purpose: 'google-calendar', rotation: 2 };
    const { token = mintWebhookToken(secret, claim), state = 'exists' } = different;
    return receiveNotification({
      ...{ secret, now: world.now() },
      headers: { 'x-goog-channel-token': token, 'x-goog-resource-state': state },
      put:
        different.put ??
        (async (message, delay) => {
          sent.push({ message, delay });
        }),
    });
  };

  it('has the calendars read soon, and once more when they were read just before', async () => {
    expect(await hear()).toEqual({ status: 200, body: { ok: true } });
    const message = { projectId: desk.project.projectId, task: 'import' };
    expect(sent).toMatchObject([
      { message, delay: 5 },
      { message, delay: 65 },
    ]);
  });

  it('is one of many, and the others cost nothing', async () => {
    for (let each = 0; each < 10; each += 1) await hear();
    expect(sent).toHaveLength(2);
    world.pass(6);
    await hear();
    expect(sent).toHaveLength(4);
  });

  it('that only says that the channel works is acknowledged', async () => {
    expect(await hear({ state: 'sync' })).toMatchObject({ status: 200 });
    expect(sent).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['a made-up one', 'abc'],
    [
      'one of another purpose',
      mintWebhookToken({ PLATFORM_KEY: 'a key of the platform' } as PlatformSecret, {
        ...{ projectId: 'calendars_1' as never, purpose: 'sendpulse', rotation: 9 },
      }),
    ],
    [
      'one of another key',
      mintWebhookToken({ PLATFORM_KEY: 'another' } as PlatformSecret, {
        ...{ projectId: 'calendars_1' as never, purpose: 'google-calendar', rotation: 9 },
      }),
    ],
  ])('with a wrong secret is refused before anything is read: %s', async (_, token) => {
    let reads = 0;
    dynamodb.middlewareStack.add(
      (next) => (args) => {
        reads += 1;
        return next(args);
      },
      { step: 'initialize', name: 'reads', override: true },
    );
    expect((await hear({ token })).status).toBe(401);
    expect((await hear({ token, state: 'sync' })).status).toBe(401);
    dynamodb.middlewareStack.remove('reads');
    expect([sent, reads]).toEqual([[], 0]);
  });

  it('with a secret that was replaced is refused', async () => {
    const { projectId } = desk.project;
    const old = mintWebhookToken(secret, { projectId, purpose: 'google-calendar', rotation: 1 });
    expect((await hear({ token: old })).status).toBe(401);
    expect(sent).toEqual([]);
  });

  it('is sent again when it could not be queued', async () => {
    const put = () => Promise.reject(new Error('no queue'));
    expect((await hear({ put })).status).toBe(503);
    expect((await hear()).status).toBe(200);
    expect(sent).toHaveLength(2);
  });
});

async function rows(): Promise<Json[]> {
  const client = documents(world.table.endpoint);
  const { QueryCommand } = await import('@aws-sdk/lib-dynamodb');
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: world.table.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.calendarChannels(desk.project.projectId) },
    }),
  );
  client.destroy();
  return Items;
}
