import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../steps/stand-in.ts';
import { type Stand, stand } from './stand.ts';

const CAL = 'anna@group.calendar.google.com';
const EVENTS = `calendars/${encodeURIComponent(CAL)}/events`;

let google: Stand;
beforeEach(async () => {
  google = await stand();
  await google.tell('/calendars', { id: CAL, summary: 'Анна' });
});
afterEach(() => google.close());

const at = (hour: number, day = 22) => ({
  dateTime: `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00`,
  timeZone: 'Europe/Kyiv',
});
const cut = (hour: number, more: object = {}) => ({
  summary: 'Стрижка',
  start: at(hour),
  end: at(hour + 1),
  ...more,
});
const insert = (body: object, query = '') => google.calendar('POST', `${EVENTS}${query}`, body);
const list = async (query = ''): Promise<Json> =>
  (await google.calendar('GET', `${EVENTS}?${query}`)).body;
const ids = (body: Json): string[] => body.items.map((one: Json) => one.id);
const refused = (status: number, reason: string) => ({
  status,
  body: { error: { code: status, errors: [expect.objectContaining({ reason })] } },
});

describe('inserting an event', () => {
  it("answers with the event in the calendar's zone", async () => {
    const answer = await insert(
      cut(10, { id: 'abc0123', extendedProperties: { private: { bookingId: 'b_1' } } }),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      kind: 'calendar#event',
      id: 'abc0123',
      iCalUID: 'abc0123@google.com',
      status: 'confirmed',
      etag: expect.stringMatching(/^"\d+"$/),
      summary: 'Стрижка',
      start: { dateTime: '2026-11-22T10:00:00+02:00', timeZone: 'Europe/Kyiv' },
      end: { dateTime: '2026-11-22T11:00:00+02:00', timeZone: 'Europe/Kyiv' },
      extendedProperties: { private: { bookingId: 'b_1' } },
      creator: { email: google.credentials.client_email },
      created: '2026-11-20T10:00:00.000Z',
      reminders: { useDefault: true },
    });
    expect(answer.body.conferenceData).toBeUndefined();
    const shown = await google.calendar('GET', `${EVENTS}/abc0123?timeZone=UTC`);
    expect(shown.body.start.dateTime).toBe('2026-11-22T08:00:00Z');
  });

  it('takes an id once, even that of a deleted event', async () => {
    await insert(cut(10, { id: 'abc0123' }));
    const again = await insert(cut(12, { id: 'abc0123' }));
    expect(again).toMatchObject({
      status: 409,
      body: {
        error: {
          errors: [
            {
              domain: 'global',
              reason: 'duplicate',
              message: 'The requested identifier already exists.',
            },
          ],
          code: 409,
          message: 'The requested identifier already exists.',
        },
      },
    });
    await google.calendar('DELETE', `${EVENTS}/abc0123`);
    expect(await insert(cut(10, { id: 'abc0123' }))).toMatchObject(refused(409, 'duplicate'));
    const revived = await google.calendar('PATCH', `${EVENTS}/abc0123`, { status: 'confirmed' });
    expect(revived.body.status).toBe('confirmed');
    expect(ids(await list())).toEqual(['abc0123']);
  });

  it.each([
    ['an id that is too short', { id: 'abcd' }, 'invalid'],
    ['an id in base64url', { id: 'Zx-_9wXyz' }, 'invalid'],
    ['an id and a UID', { id: 'abcde', iCalUID: 'x@y' }, 'invalid'],
    ['no start', { start: undefined }, 'required'],
    ['an hour without zone or offset', { start: { dateTime: '2026-11-22T10:00:00' } }, 'required'],
    ['a zone that is none', { start: { ...at(10), timeZone: 'Europe/Kiev2' } }, 'invalid'],
    [
      'a day that is none',
      { start: { date: '2026-02-30' }, end: { date: '2026-03-02' } },
      'invalid',
    ],
    ['an end before its start', { end: at(9) }, 'timeRangeEmpty'],
    ['half a day', { start: { date: '2026-11-22' } }, 'invalid'],
    ['a field nobody knows', { color: 'red' }, 'badRequest'],
    ['a property that is no text', { extendedProperties: { private: { n: 1 } } }, 'invalid'],
    ['a rule it cannot read', { recurrence: ['RRULE:FREQ=HOURLY'] }, 'invalid'],
    ['a rule that stands still', { recurrence: ['RRULE:FREQ=DAILY;INTERVAL=0'] }, 'invalid'],
  ])('refuses %s', async (_, more, reason) => {
    expect(await insert(cut(10, more))).toMatchObject(refused(400, reason));
    expect((await list()).items).toEqual([]);
  });

  it('lets a service account invite nobody', async () => {
    const guest = { attendees: [{ email: 'client@example.com' }] };
    expect(await insert(cut(10, guest))).toMatchObject(refused(403, 'forbiddenForServiceAccounts'));
    await google.tell('/accounts', { delegation: true });
    expect((await insert(cut(10, guest))).status).toBe(200);
  });
});

describe('changing an event', () => {
  beforeEach(async () => {
    await insert(
      cut(10, {
        id: 'abcde',
        location: 'Київ',
        extendedProperties: { private: { a: '1', b: '2' } },
      }),
    );
  });
  const patch = (body: object, headers?: Record<string, string>) =>
    google.calendar('PATCH', `${EVENTS}/abcde`, body, headers);

  it('merges what a patch says, and takes away what is null', async () => {
    const { body } = await patch({
      summary: null,
      start: { dateTime: '2026-11-22T12:00:00' },
      end: at(14),
      extendedProperties: { private: { b: null, c: '3' } },
    });
    expect(body).toMatchObject({
      location: 'Київ',
      sequence: 1,
      start: { dateTime: '2026-11-22T12:00:00+02:00' },
      extendedProperties: { private: { a: '1', c: '3' } },
    });
    expect(body.summary).toBeUndefined();
    expect(body.extendedProperties.private.b).toBeUndefined();
    const day = await patch({
      start: { date: '2026-11-22', dateTime: null },
      end: { date: '2026-11-23', dateTime: null },
    });
    expect(day.body.start).toEqual({ date: '2026-11-22' });
  });

  it('replaces everything by a put', async () => {
    const { body } = await google.calendar('PUT', `${EVENTS}/abcde`, cut(15));
    expect(body.location).toBeUndefined();
    expect(body.extendedProperties).toBeUndefined();
    expect(await google.calendar('PUT', `${EVENTS}/abcde`, { summary: 'x' })).toMatchObject(
      refused(400, 'required'),
    );
  });

  it('stops at another etag', async () => {
    const { etag } = (await google.calendar('GET', `${EVENTS}/abcde`)).body;
    const moved = await patch({ summary: 'первый' }, { 'if-match': etag });
    expect(moved.status).toBe(200);
    expect(moved.body.etag).not.toBe(etag);
    expect(await patch({ summary: 'второй' }, { 'if-match': etag })).toMatchObject(
      refused(412, 'conditionNotMet'),
    );
    const late = await google.calendar('DELETE', `${EVENTS}/abcde`, undefined, {
      'if-match': etag,
    });
    expect(late).toMatchObject(refused(412, 'conditionNotMet'));
    expect((await patch({ summary: 'первый' })).body.etag).toBe(moved.body.etag);
    const same = await google.calendar('GET', `${EVENTS}/abcde`, undefined, {
      'if-none-match': moved.body.etag,
    });
    expect(same.status).toBe(304);
  });

  it('deletes once, then says that it is gone', async () => {
    expect(await google.calendar('DELETE', `${EVENTS}/abcde`)).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(await google.calendar('DELETE', `${EVENTS}/abcde`)).toMatchObject(
      refused(410, 'deleted'),
    );
    expect(await google.calendar('DELETE', `${EVENTS}/nobody`)).toMatchObject(
      refused(404, 'notFound'),
    );
    expect((await google.calendar('GET', `${EVENTS}/abcde`)).body.status).toBe('cancelled');
  });
});

describe('who may', () => {
  it('finds no calendar that is not shared, and changes none that is only to be read', async () => {
    const share = (role: string | null) => google.tell('/calendars/share', { calendar: CAL, role });
    await share('reader');
    expect((await google.calendar('GET', EVENTS)).body.accessRole).toBe('reader');
    expect(await insert(cut(10))).toMatchObject(refused(403, 'requiredAccessLevel'));
    await share('freeBusyReader');
    expect(await google.calendar('GET', EVENTS)).toMatchObject(refused(403, 'requiredAccessLevel'));
    await share(null);
    expect(await google.calendar('GET', EVENTS)).toMatchObject(refused(404, 'notFound'));
    expect((await google.calendar('GET', 'calendars/primary/events')).body.items).toEqual([]);
  });

  it('limits an account, as 403 or as 429', async () => {
    await google.tell('/limits', { calendarPerUser: 1 });
    await list();
    expect(await google.calendar('GET', EVENTS)).toMatchObject(
      refused(403, 'userRateLimitExceeded'),
    );
    await google.tell('/limits', { calendarOver: 429 });
    expect(await google.calendar('GET', EVENTS)).toMatchObject(
      refused(429, 'userRateLimitExceeded'),
    );
    google.clock.advance(60_000);
    expect((await google.calendar('GET', EVENTS)).status).toBe(200);
  });
});

describe('listing events', () => {
  it('takes timeMin by the end and timeMax by the start, both excluded', async () => {
    await insert(cut(10, { id: 'ten00' }));
    await insert(cut(12, { id: 'noon0' }));
    const between = (from: number, to: number) =>
      list(`timeMin=2026-11-22T${from}:00:00%2B02:00&timeMax=2026-11-22T${to}:00:00%2B02:00`).then(
        ids,
      );
    expect(await between(11, 12)).toEqual([]);
    expect(await between(10, 12)).toEqual(['ten00']);
    expect(await between(11, 13)).toEqual(['noon0']);
    expect(await google.calendar('GET', `${EVENTS}?timeMin=2026-11-22T10:00:00`)).toMatchObject(
      refused(400, 'badRequest'),
    );
  });

  it('finds an event by what it belongs to', async () => {
    const belongs = (bookingId: string) => ({
      extendedProperties: { private: { bookingId, project: 'p' } },
    });
    await insert(cut(10, { id: 'first', ...belongs('b_1') }));
    await insert(cut(12, { id: 'secnd', ...belongs('b_2') }));
    expect(
      ids(
        await list('privateExtendedProperty=bookingId%3Db_2&privateExtendedProperty=project%3Dp'),
      ),
    ).toEqual(['secnd']);
    expect(
      ids(
        await list('privateExtendedProperty=bookingId%3Db_2&privateExtendedProperty=project%3Dq'),
      ),
    ).toEqual([]);
    expect(ids(await list(`q=${encodeURIComponent('стриж')}`))).toEqual(['first', 'secnd']);
  });

  it('turns pages, which may be short', async () => {
    for (let hour = 1; hour <= 5; hour += 1) await insert(cut(hour, { id: `hour${hour}` }));
    const first = await list('maxResults=2&singleEvents=true&orderBy=startTime');
    expect(ids(first)).toEqual(['hour1', 'hour2']);
    expect(first.nextSyncToken).toBeUndefined();
    await google.tell('/limits', { calendarPage: 1 });
    const next = `pageToken=${first.nextPageToken}&singleEvents=true&orderBy=startTime`;
    expect(ids(await list(`${next}&maxResults=2`))).toEqual(['hour3']);
    expect(
      await google.calendar('GET', `${EVENTS}?pageToken=${first.nextPageToken}`),
    ).toMatchObject(refused(400, 'invalid'));
    expect(await google.calendar('GET', `${EVENTS}?orderBy=startTime`)).toMatchObject(
      refused(400, 'invalid'),
    );
  });

  it('may have nothing on its first page', async () => {
    await insert(cut(10, { id: 'first' }));
    await google.tell('/limits', { calendarEmptyPage: true });
    const empty = await list();
    expect(empty.items).toEqual([]);
    expect(empty.nextSyncToken).toBeUndefined();
    const full = await list(`pageToken=${empty.nextPageToken}`);
    expect(ids(full)).toEqual(['first']);
    expect(full.nextSyncToken).toBeDefined();
    for (const bad of [{ calendarPage: 0 }, { calendarOver: 500 }, { nonsense: 1 }]) {
      expect((await google.control('POST', '/limits', bad)).body.error.code).toBe('bad_limits');
    }
  });

  it('shows series as they are, or their occurrences, through a change of clocks', async () => {
    const start = { dateTime: '2026-10-19T10:00:00', timeZone: 'Europe/Kyiv' };
    const end = { dateTime: '2026-10-19T11:00:00', timeZone: 'Europe/Kyiv' };
    const recurrence = ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4'];
    const series = (await insert({ id: 'serie', start, end, recurrence })).body;
    expect(series.recurrence).toEqual(recurrence);
    expect(ids(await list())).toEqual(['serie']);
    const single = await list('singleEvents=true&orderBy=startTime');
    expect(single.items.map((one: Json) => [one.id, one.start.dateTime])).toEqual([
      ['serie_20261019T070000Z', '2026-10-19T10:00:00+03:00'],
      ['serie_20261021T070000Z', '2026-10-21T10:00:00+03:00'],
      ['serie_20261026T080000Z', '2026-10-26T10:00:00+02:00'],
      ['serie_20261028T080000Z', '2026-10-28T10:00:00+02:00'],
    ]);
    await google.calendar('DELETE', `${EVENTS}/serie_20261021T070000Z`);
    await google.calendar('PATCH', `${EVENTS}/serie_20261026T080000Z`, {
      summary: 'інша',
      start: at(15),
      end: at(16),
    });
    const changed = await list('singleEvents=true&orderBy=startTime');
    expect(ids(changed)).toEqual([
      'serie_20261019T070000Z',
      'serie_20261028T080000Z',
      'serie_20261026T080000Z',
    ]);
    expect(changed.items[2]).toMatchObject({
      recurringEventId: 'serie',
      originalStartTime: { dateTime: '2026-10-26T10:00:00+02:00' },
    });
    await google.calendar('DELETE', `${EVENTS}/serie`);
    expect(ids(await list('singleEvents=true'))).toEqual([]);
  });
});

describe('incremental sync', () => {
  const sync = (token: string, more = '') =>
    google.calendar('GET', `${EVENTS}?syncToken=${token}${more}`);

  it('tells what changed since, of a deleted event only that it is gone', async () => {
    await insert(cut(10, { id: 'still' }));
    await insert(cut(11, { id: 'goes0' }));
    await insert(cut(12, { id: 'moves' }));
    const { nextSyncToken } = await list();
    expect((await sync(nextSyncToken)).body.items).toEqual([]);
    await google.tell('/events/delete', { id: 'goes0' });
    await google.tell('/events/change', {
      id: 'moves',
      start: '2026-11-23T09:00',
      end: '2026-11-23T10:00',
    });
    const { body } = await sync(nextSyncToken);
    expect(body.items).toEqual([
      { id: 'goes0', status: 'cancelled' },
      expect.objectContaining({
        id: 'moves',
        start: { dateTime: '2026-11-23T09:00:00+02:00', timeZone: 'Europe/Kyiv' },
      }),
    ]);
    expect((await sync(body.nextSyncToken)).body.items).toEqual([]);
    expect((await sync(nextSyncToken)).body.items).toHaveLength(2);
    expect(ids(await list())).toEqual(['still', 'moves']);
    expect((await list('showDeleted=true')).items).toHaveLength(3);
  });

  it('keeps what changes while the pages are turned for the next time', async () => {
    for (let hour = 1; hour <= 3; hour += 1) await insert(cut(hour, { id: `hour${hour}` }));
    const first = await list('maxResults=2');
    await google.tell('/events/change', { id: 'hour1', summary: 'інша' });
    const last = await list(`maxResults=2&pageToken=${first.nextPageToken}`);
    expect(ids((await sync(last.nextSyncToken)).body)).toEqual(['hour1']);
  });

  it.each([
    'iCalUID=x',
    'orderBy=updated',
    'privateExtendedProperty=a%3Db',
    'q=x',
    'sharedExtendedProperty=a%3Db',
    'timeMin=2026-11-20T00:00:00Z',
    'timeMax=2026-11-20T00:00:00Z',
    'updatedMin=2026-11-20T00:00:00Z',
    'showDeleted=false',
    'singleEvents=true',
  ])('does not go together with %s', async (parameter) => {
    const { nextSyncToken } = await list();
    expect(await sync(nextSyncToken, `&${parameter}`)).toMatchObject(refused(400, 'badRequest'));
  });

  it('gives no token to a list of a part', async () => {
    expect((await list('timeMin=2026-11-20T00:00:00Z')).nextSyncToken).toBeUndefined();
    expect(await sync('nonsense')).toMatchObject(refused(400, 'invalid'));
  });

  it('ends with 410 after its days, or on command', async () => {
    const gone = {
      status: 410,
      body: {
        error: {
          errors: [
            {
              domain: 'calendar',
              reason: 'fullSyncRequired',
              message: 'Sync token is no longer valid, a full sync is required.',
              locationType: 'parameter',
              location: 'syncToken',
            },
          ],
          code: 410,
        },
      },
    };
    const { nextSyncToken } = await list();
    await google.tell('/calendars/expire-sync-tokens', { calendar: CAL });
    expect(await sync(nextSyncToken)).toMatchObject(gone);
    const fresh = (await list()).nextSyncToken;
    expect((await sync(fresh)).status).toBe(200);
    google.clock.advance(31 * 86_400_000);
    google.as(await google.signIn());
    expect(await sync(fresh)).toMatchObject(gone);
  });

  it('tells of occurrences that a changed series has no longer', async () => {
    const series = { id: 'dail0', ...cut(10), recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
    await insert(series);
    const { nextSyncToken } = await list('singleEvents=true');
    await google.calendar('PATCH', `${EVENTS}/dail0`, { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
    const { items } = (await sync(nextSyncToken, '&singleEvents=true')).body;
    expect(items.map((one: Json) => [one.id, one.status])).toEqual([
      ['dail0_20261124T080000Z', 'cancelled'],
      ['dail0_20261122T080000Z', 'confirmed'],
      ['dail0_20261123T080000Z', 'confirmed'],
    ]);
  });
});

describe('free/busy', () => {
  const busy = async (more: object = {}) => {
    const { body } = await google.calendar('POST', 'freeBusy', {
      timeMin: '2026-11-22T00:00:00+02:00',
      timeMax: '2026-11-24T00:00:00+02:00',
      items: [{ id: CAL }],
      ...more,
    });
    return body.calendars;
  };

  it('puts times together, without what is transparent or cancelled', async () => {
    await insert(cut(10));
    await insert(cut(11, { id: 'joins' }));
    await insert(cut(14, { transparency: 'transparent' }));
    await insert(cut(16, { id: 'goes0' }));
    await google.calendar('DELETE', `${EVENTS}/goes0`);
    await google.tell('/events/add', {
      start: '2026-11-23',
      end: '2026-11-24',
      summary: 'Відпустка',
    });
    expect(await busy()).toEqual({
      [CAL]: {
        busy: [
          { start: '2026-11-22T08:00:00Z', end: '2026-11-22T10:00:00Z' },
          { start: '2026-11-22T22:00:00Z', end: '2026-11-23T22:00:00Z' },
        ],
      },
    });
    expect((await busy({ timeZone: 'Europe/Kyiv' }))[CAL].busy[0].start).toBe(
      '2026-11-22T10:00:00+02:00',
    );
  });

  it('says inside of a good answer that it cannot look: a missing calendar looks free', async () => {
    await google.tell('/calendars', { id: 'broken', free_busy_error: 'internalError' });
    const items = [{ id: 'nobody' }, { id: 'broken' }, { id: CAL }];
    expect(await busy({ items, calendarExpansionMax: 2 })).toEqual({
      nobody: { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
      broken: { errors: [{ domain: 'global', reason: 'internalError' }], busy: [] },
      [CAL]: { errors: [{ domain: 'global', reason: 'tooManyCalendarsRequested' }], busy: [] },
    });
    const missing = await google.calendar('POST', 'freeBusy', { timeMin: '2026-11-22T00:00:00Z' });
    expect(missing).toMatchObject(refused(400, 'required'));
  });

  it('counts the occurrences of a series', async () => {
    await insert({ ...cut(9), recurrence: ['RRULE:FREQ=DAILY'] });
    expect((await busy())[CAL].busy).toHaveLength(2);
  });
});

describe('a Meet link', () => {
  const meet = (requestId = 'r-1') => ({
    conferenceData: {
      createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } },
    },
  });
  const get = async () => (await google.calendar('GET', `${EVENTS}/meets`)).body;

  it('is pending at first, and there a little later', async () => {
    const { body } = await insert(cut(10, { id: 'meets', ...meet() }), '?conferenceDataVersion=1');
    expect(body.conferenceData).toEqual({
      createRequest: {
        requestId: 'r-1',
        conferenceSolutionKey: { type: 'hangoutsMeet' },
        status: { statusCode: 'pending' },
      },
    });
    expect(body.hangoutLink).toBeUndefined();
    expect((await get()).conferenceData.createRequest.status.statusCode).toBe('pending');
    google.clock.advance(2000);
    const ready = await get();
    expect(ready.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(ready.conferenceData).toMatchObject({
      createRequest: { status: { statusCode: 'success' } },
      entryPoints: [{ entryPointType: 'video', uri: ready.hangoutLink }],
    });
    expect(ready.etag).not.toBe(body.etag);
    await google.calendar('PATCH', `${EVENTS}/meets?conferenceDataVersion=1`, meet());
    expect((await get()).hangoutLink).toBe(ready.hangoutLink);
    await google.calendar('PATCH', `${EVENTS}/meets?conferenceDataVersion=1`, meet('r-2'));
    expect((await get()).hangoutLink).toBeUndefined();
  });

  it('is silently none without the version, and may fail', async () => {
    const { body } = await insert(cut(10, { id: 'meets', ...meet() }));
    expect(body.conferenceData).toBeUndefined();
    await google.tell('/meet', { fail: 1 });
    await google.calendar('PATCH', `${EVENTS}/meets?conferenceDataVersion=1`, meet());
    google.clock.advance(2000);
    expect((await get()).conferenceData.createRequest.status.statusCode).toBe('failure');
    await google.tell('/calendars', { id: CAL, meet: false });
    const never = await google.calendar(
      'PATCH',
      `${EVENTS}/meets?conferenceDataVersion=1`,
      meet('r-2'),
    );
    expect(never).toMatchObject(refused(400, 'invalid'));
  });
});

describe('a person at the calendar', () => {
  it('adds, moves and deletes events by the clock on the wall', async () => {
    const day = await google.tell('/events/add', {
      summary: 'Вихідний',
      start: '2026-11-25',
      end: '2026-11-26',
    });
    const hour = await google.tell('/events/add', {
      summary: 'Лікар',
      start: '2026-11-22T10:00',
      end: '2026-11-22T11:30',
    });
    expect(hour).toMatchObject({
      creator: { email: CAL },
      start: { dateTime: '2026-11-22T10:00:00+02:00' },
    });
    await google.tell('/events/change', {
      id: hour.id,
      start: '2026-11-23T10:00',
      end: '2026-11-23T11:30',
    });
    const shown = await google.look(`/events?from=2026-11-23&to=2026-11-25T12:00`);
    expect(shown.map((one: Json) => one.summary)).toEqual(['Лікар', 'Вихідний']);
    await google.tell('/events/delete', { id: day.id });
    expect(await google.look('/events')).toHaveLength(1);
    const twice = await google.control('POST', '/events/delete', { id: day.id });
    expect(twice).toMatchObject({ status: 410, body: { error: { code: 'refused' } } });
  });

  it("sees failures in the calendar's own words", async () => {
    for (const [status, reason] of [
      [403, 'rateLimitExceeded'],
      [404, 'notFound'],
      [409, 'duplicate'],
      [410, 'fullSyncRequired'],
      [412, 'conditionNotMet'],
      [429, 'rateLimitExceeded'],
      [503, 'backendError'],
    ] as const) {
      await google.tell('/fail', { status, path: '/calendar/v3' });
      expect(await insert(cut(10))).toMatchObject(refused(status, reason));
    }
    await google.tell('/fail', { status: 400, path: '/token' });
    expect((await google.grant('x')).body.error).toBe('invalid_grant');
  });
});
