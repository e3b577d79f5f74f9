import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGoogle } from '../../../../infra/local/providers/google/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { readServiceAccount } from '../../../../shared/platform/service-account.ts';
import { google } from '../../../../shared/providers/google/index.ts';
import type { CalendarApi, GoogleResult } from '../../../../shared/sync/index.ts';

const CALENDAR = 'anna@group.calendar.google.com';
const DRAFT = {
  summary: 'Стрижка: Олена',
  start: { dateTime: '2026-11-24T15:00:00', timeZone: 'Europe/Kyiv' },
  end: { dateTime: '2026-11-24T16:00:00', timeZone: 'Europe/Kyiv' },
  privateProperties: { bookingId: 'BOOKING00001' },
};
const SPAN = { timeMin: '2026-11-24T00:00:00.000Z', timeMax: '2026-11-25T00:00:00.000Z' };

const standIn = createGoogle();
let served: Awaited<ReturnType<typeof serveProvider>>;
let calendar: CalendarApi;
let names = 0;

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
async function control(path: string, body: object): Promise<any> {
  const request = { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(served.control + path, request);
  const answer = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(answer));
  return answer;
}
beforeAll(async () => {
  served = await serveProvider(standIn);
  process.env.GOOGLE_API_ROOT = served.url;
});
afterAll(async () => {
  delete process.env.GOOGLE_API_ROOT;
  await served.close();
});
beforeEach(async () => {
  standIn.reset();
  names += 1;
  const { credentials } = await control('/accounts', { email: `front-${names}@desk.example` });
  await control('/calendars', { id: CALENDAR, time_zone: 'Europe/Kyiv' });
  const account = readServiceAccount(JSON.stringify(credentials));
  if (!account) throw new Error('no account');
  calendar = google(account).calendar;
});

function answered<Value>(result: GoogleResult<Value>): Value {
  if (result.kind === 'ok') return result.value;
  throw new Error(`${result.kind}: ${result.why}`);
}

describe('an event', () => {
  it('is inserted once by its own id, moved, read and deleted', async () => {
    const made = answered(await calendar.insert(CALENDAR, 'b00king1', DRAFT));
    expect(made).toMatchObject({
      id: 'b00king1',
      status: 'confirmed',
      transparent: false,
      privateProperties: { bookingId: 'BOOKING00001' },
    });
    expect(await calendar.insert(CALENDAR, 'b00king1', DRAFT)).toMatchObject({ kind: 'exists' });
    const end = { dateTime: '2026-11-24T17:00:00', timeZone: 'Europe/Kyiv' };
    const moved = answered(await calendar.patch(CALENDAR, 'b00king1', { end }));
    expect(moved.summary).toBe(DRAFT.summary);
    const options = { ifMatch: made.etag ?? '' };
    expect(await calendar.patch(CALENDAR, 'b00king1', { end }, options)).toMatchObject({
      kind: 'changed',
    });
    expect(answered(await calendar.get(CALENDAR, 'b00king1')).etag).toBe(moved.etag);
    expect(await calendar.remove(CALENDAR, 'b00king1')).toEqual({ kind: 'ok', value: undefined });
    expect(await calendar.remove(CALENDAR, 'b00king1')).toMatchObject({ kind: 'gone' });
    expect(await calendar.insert(CALENDAR, 'b00king1', DRAFT)).toMatchObject({ kind: 'exists' });
    const back = await calendar.patch(CALENDAR, 'b00king1', { ...DRAFT, status: 'confirmed' });
    expect(back).toMatchObject({ kind: 'ok', value: { status: 'confirmed' } });
    expect(await calendar.get(CALENDAR, 'unknown1')).toMatchObject({ kind: 'not_found' });
  });

  it('gets a Meet link some time after it was asked for', async () => {
    await control('/limits', { meetSeconds: 0 });
    const made = answered(
      await calendar.insert(CALENDAR, 'b00king2', { ...DRAFT, meetRequestId: 'r1' }),
    );
    expect(made.meet).toEqual({ status: 'pending' });
    await expect
      .poll(async () => answered(await calendar.get(CALENDAR, 'b00king2')).meet)
      .toMatchObject({ status: 'success', url: expect.stringMatching(/^https:\/\/meet/) });
  });
});

describe('a calendar', () => {
  /** All pages of a list. */
  async function listAll(syncToken?: string) {
    const ids: string[] = [];
    for (let pageToken: string | undefined; ; ) {
      const query = { ...(syncToken ? { syncToken } : {}), ...(pageToken ? { pageToken } : {}) };
      const page = await calendar.list(CALENDAR, query);
      if (page.kind !== 'ok') return { kind: page.kind, ids };
      ids.push(...page.value.events.map(({ id, status }) => `${id} ${status}`));
      pageToken = page.value.nextPageToken;
      if (!pageToken) return { ids: ids.sort(), next: page.value.nextSyncToken };
    }
  }

  it('is listed page by page, then only what changed, until its token expires', async () => {
    await control('/limits', { calendarPage: 1 });
    await calendar.insert(CALENDAR, 'event1', DRAFT);
    await calendar.insert(CALENDAR, 'event2', DRAFT);
    const whole = await listAll();
    expect(whole.ids).toEqual(['event1 confirmed', 'event2 confirmed']);
    await calendar.remove(CALENDAR, 'event1');
    const changed = await listAll(whole.next);
    expect(changed.ids).toEqual(['event1 cancelled']);
    await control('/calendars/expire-sync-tokens', {});
    expect(await listAll(changed.next)).toMatchObject({ kind: 'sync_token_expired' });
  });

  it('is listed by time, and by a property of ours', async () => {
    await calendar.insert(CALENDAR, 'event1', DRAFT);
    const found = async (query: Parameters<CalendarApi['list']>[1]) =>
      answered(await calendar.list(CALENDAR, query)).events.map(({ id }) => id);
    expect(await found(SPAN)).toEqual(['event1']);
    const before = { timeMin: '2026-11-20T00:00:00.000Z', timeMax: SPAN.timeMin };
    expect(await found(before)).toEqual([]);
    expect(await found({ privateProperty: ['bookingId', 'BOOKING00001'] })).toEqual(['event1']);
    expect(await found({ privateProperty: ['bookingId', 'OTHER'] })).toEqual([]);
  });

  it('tells its busy times; one that cannot be read is not free', async () => {
    await calendar.insert(CALENDAR, 'event1', DRAFT);
    const times = answered(await calendar.freeBusy([CALENDAR, 'nobody@desk.example'], SPAN));
    const busy = times.get(CALENDAR);
    if (!busy || !('busy' in busy)) throw new Error('not known');
    expect(busy.busy.map(({ start }) => new Date(start).toISOString())).toEqual([
      '2026-11-24T13:00:00.000Z',
    ]);
    expect(times.get('nobody@desk.example')).toEqual({ error: 'notFound' });
  });

  it('is watched for a while, and no longer than wanted', async () => {
    const channel = { id: 'c-1', address: `${served.url}/nowhere`, token: 'secret' };
    const made = answered(await calendar.watch(CALENDAR, { ...channel, ttlSeconds: 3600 }));
    const lasts = Date.parse(made.expiresAt) - Date.now();
    expect(lasts).toBeGreaterThan(3_500_000);
    expect(lasts).toBeLessThanOrEqual(3_600_000);
    expect(await calendar.stop(made)).toMatchObject({ kind: 'ok' });
  });

  it('that is shared no more, or asked too often, says so', async () => {
    await control('/limits', { calendarPerUser: 0 });
    expect(await calendar.get(CALENDAR, 'event1')).toMatchObject({
      kind: 'not_now',
      untouched: true,
      retryAfterSeconds: 60,
    });
    await control('/limits', { calendarPerUser: null });
    expect(await calendar.list('nobody@desk.example', {})).toMatchObject({ kind: 'not_found' });
  });
});
