import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGoogle } from '../../../../infra/local/providers/google/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { VirtualClock } from '../../../../infra/local/time/virtual-clock.ts';
import type { Booking } from '../../../../shared/bookings/index.ts';
import type { BookingId, ProjectId, SpecialistId } from '../../../../shared/platform/ids.ts';
import { readServiceAccount } from '../../../../shared/platform/service-account.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { google } from '../../../../shared/providers/google/index.ts';
import {
  calendarDestination,
  type Destination,
  type SyncItem,
  type SyncOutcome,
} from '../../../../shared/sync/index.ts';
import { aBooking } from './a-booking.ts';

const PLACE = 'anna@group.calendar.google.com';
const OTHER = 'olha@group.calendar.google.com';
const PROJECT = {
  projectId: 'salon' as ProjectId,
  language: 'uk',
  timeZone: 'Europe/Kyiv',
  slotMinutes: 30,
  services: [
    { serviceId: 'haircut', name: 'Стрижка', slots: 2 },
    { serviceId: 'advice', name: 'Консультація', slots: 1, online: true },
  ],
  specialists: [
    { specialistId: 'S1' as SpecialistId, name: 'Анна', googleCalendarId: PLACE },
    { specialistId: 'S2' as SpecialistId, name: 'Ольга', googleCalendarId: OTHER },
    { specialistId: 'S3' as SpecialistId, name: 'Ірина' },
  ],
  googleAccount: 'front@desk.example',
} as unknown as Project;

const clock = new VirtualClock(0);
const standIn = createGoogle(clock);
const now = () => new Date(clock.now()).toISOString();
let served: Awaited<ReturnType<typeof serveProvider>>;
let destination: Destination;
let account: ReturnType<typeof readServiceAccount>;
const links = new Map<BookingId, string>();

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
async function control(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(served.control + path, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(answer));
  return answer;
}
const events = (calendar = PLACE) =>
  control('GET', `/events?calendar=${encodeURIComponent(calendar)}`);
const seen = async (calendar = PLACE) =>
  (await events(calendar)).map(
    (one: { summary: string; start: { dateTime: string } }) =>
      `${one.start.dateTime?.slice(5, 16)} ${one.summary}`,
  );
const calls = () => standIn.requests().filter(({ path }) => path.startsWith('/calendar'));

beforeAll(async () => {
  served = await serveProvider(standIn, () => new Date(clock.now()));
  process.env.GOOGLE_API_ROOT = served.url;
});
afterAll(async () => {
  delete process.env.GOOGLE_API_ROOT;
  clock.stop();
  await served.close();
});
let names = 0;
beforeEach(async () => {
  standIn.reset();
  links.clear();
  remotes.clear();
  names += 1;
  // A name of its own: tokens of an account that was reset are remembered otherwise.
  const made = await control('POST', '/accounts', { email: `front-${names}@desk.example` });
  account = readServiceAccount(JSON.stringify(made.credentials));
  for (const id of [PLACE, OTHER]) await control('POST', '/calendars', { id });
  standIn.clearRequests();
  destination = calendarDestination({
    api: google,
    connectionOf: async () => account,
    keepLink: async ({ bookingId }, url) => {
      links.set(bookingId, url);
    },
  });
});

/** Writes, and remembers what is there as the worker does. */
const remotes = new Map<BookingId, NonNullable<SyncItem['remote']>>();
async function write(...bookings: Booking[]): Promise<SyncOutcome[]> {
  const items = bookings.map((booking): SyncItem => {
    const remote = remotes.get(booking.bookingId);
    return { booking, ...(remote ? { remote } : {}) };
  });
  const outcomes = await destination.write({ project: PROJECT, place: PLACE, items, now: now() });
  return bookings.map(({ bookingId }) => {
    const outcome = outcomes.get(bookingId);
    if (!outcome) throw new Error('no outcome');
    if ('remote' in outcome) remotes.set(bookingId, outcome.remote);
    if (outcome.kind === 'gone') remotes.delete(bookingId);
    return outcome;
  });
}
const leave = async (booking: Booking, remote = remotes.get(booking.bookingId)) =>
  (
    await destination.write({
      ...{ project: PROJECT, place: PLACE, now: now() },
      items: [{ booking, remove: true, ...(remote ? { remote } : {}) }],
    })
  ).get(booking.bookingId);
const first = aBooking();
const second = aBooking({
  bookingId: 'BOOKING0000000000002' as BookingId,
  clientName: 'Марія',
  startsAt: '2026-11-21T12:00:00.000Z',
  endsAt: '2026-11-21T13:00:00.000Z',
});

describe('a calendar', () => {
  it('is that of the booking’s specialist; who has none shows nothing', async () => {
    expect(await destination.places(PROJECT)).toEqual([PLACE, OTHER]);
    expect(await destination.placeOf(PROJECT, first)).toBe(PLACE);
    const ofOther = { ...first, specialistId: 'S3' as SpecialistId };
    expect(await destination.placeOf(PROJECT, ofOther)).toBeUndefined();
    const { googleAccount: _, ...installation } = PROJECT;
    account = undefined;
    expect(await destination.places(installation)).toEqual([]);
    expect(await destination.placeOf(installation, first)).toBeUndefined();
  });

  it('shows a booking, follows its changes and lets it go', async () => {
    expect(await write(first, second)).toMatchObject([
      { kind: 'written', action: 'Add' },
      { kind: 'written', action: 'Add' },
    ]);
    expect(await seen()).toEqual(['11-21T10:00 Олена · Стрижка', '11-21T14:00 Марія · Стрижка']);
    expect(calls()).toHaveLength(2);
    expect(await write(first, second)).toMatchObject([
      { kind: 'already there' },
      { kind: 'already there' },
    ]);
    expect(calls()).toHaveLength(2);
    const later = {
      ...first,
      startsAt: '2026-11-21T10:30:00.000Z',
      endsAt: '2026-11-21T11:30:00.000Z',
      version: 2,
    };
    expect(await write(later)).toMatchObject([{ kind: 'written', action: 'Edit' }]);
    expect(await seen()).toEqual(['11-21T12:30 Олена · Стрижка', '11-21T14:00 Марія · Стрижка']);
    expect(await write({ ...later, status: 'CANCELLED', version: 3 })).toMatchObject([
      { kind: 'gone', action: 'Delete' },
    ]);
    expect(await seen()).toEqual(['11-21T14:00 Марія · Стрижка']);
    expect(await write({ ...second, status: 'COMPLETED' })).toMatchObject([
      { kind: 'already there' },
    ]);
  });

  it('takes a booking again that it showed before', async () => {
    await write(first);
    await leave(first);
    expect(await seen()).toEqual([]);
    remotes.clear();
    expect(await write(first)).toMatchObject([{ kind: 'written' }]);
    expect(await seen()).toEqual(['11-21T10:00 Олена · Стрижка']);
  });

  it('is right again after people changed or deleted an event, and keeps what they added', async () => {
    await write(first, second);
    const [{ id }, { id: other }] = await events();
    await control('POST', '/events/change', {
      ...{ calendar: PLACE, id, start: '2026-11-22', end: '2026-11-23', colorId: '5' },
      summary: 'Не турбувати',
    });
    await control('POST', '/events/delete', { calendar: PLACE, id: other });
    for (const remote of remotes.values()) Object.assign(remote, { fingerprint: '' });
    await write(first, second);
    expect(await seen()).toEqual(['11-21T10:00 Олена · Стрижка', '11-21T14:00 Марія · Стрижка']);
    expect((await events())[0].colorId).toBe('5');
  });

  it.each([true, false])(
    'shows a booking once after an answer was lost (done: %s)',
    async (done) => {
      standIn.fail({ status: 500, times: 1, applyThenFail: done, path: '/calendar/v3' });
      expect(await write(first)).toMatchObject([{ kind: 'failed', action: 'Add' }]);
      expect(await write({ ...first, clientName: 'Ірина' })).toMatchObject([{ kind: 'written' }]);
      expect(await seen()).toEqual(['11-21T10:00 Ірина · Стрижка']);
      standIn.fail({ status: 500, times: 1, applyThenFail: done, path: '/calendar/v3' });
      expect(await leave(first)).toMatchObject({ kind: 'failed', action: 'Delete' });
      expect(await leave(first)).toMatchObject({ kind: 'gone' });
      expect(await seen()).toEqual([]);
    },
  );

  it('does not keep others waiting for one that does not work, and does not insist in an outage', async () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      aBooking({ bookingId: `MANY${String(index).padStart(6, '0')}` as BookingId }),
    );
    standIn.fail({ status: 500, times: 2, path: '/calendar/v3' });
    const kinds = (await write(...many)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'written')).toHaveLength(18);
    standIn.fail({ status: 503, times: 1000, path: '/calendar/v3' });
    standIn.clearRequests();
    const moved = many.map((one) => ({ ...one, clientName: 'Ірина' }));
    expect((await write(...moved)).every(({ kind }) => kind === 'failed')).toBe(true);
    expect(calls().length).toBeLessThanOrEqual(8);
  });

  it.each([403, 429])(
    'says with a %i when to come back, and does not go on asking',
    async (over) => {
      await control('POST', '/limits', { calendarPerUser: 0, calendarOver: over });
      const many = Array.from({ length: 30 }, (_, index) =>
        aBooking({ bookingId: `MANY${String(index).padStart(6, '0')}` as BookingId }),
      );
      const outcomes = await write(...many);
      expect(outcomes).toHaveLength(30);
      expect(outcomes.every((one) => one.kind === 'failed' && one.retryAfterSeconds === 60)).toBe(
        true,
      );
      expect(calls().length).toBeLessThanOrEqual(4);
      await control('POST', '/limits', { calendarPerUser: null });
      expect((await write(...many)).every(({ kind }) => kind === 'written')).toBe(true);
      expect(await events()).toHaveLength(30);
    },
  );

  it('that nobody shared says what the owner can do', async () => {
    const share = (role: string | null) =>
      control('POST', '/calendars/share', { calendar: PLACE, email: account?.clientEmail, role });
    await write(first);
    for (const role of ['reader', null]) {
      await share(role);
      expect(await write({ ...first, clientName: 'Ірина' })).toMatchObject([
        {
          kind: 'failed',
          retryAfterSeconds: 300,
          why: expect.stringContaining(account?.clientEmail ?? '-'),
        },
      ]);
      // What it shows stays there as far as we know; what it never showed cannot be there.
      expect(await leave(first)).toMatchObject({ kind: 'failed' });
      expect(await leave(second)).toMatchObject({ kind: 'gone' });
    }
    await expect(destination.read({ project: PROJECT, place: PLACE })).rejects.toThrow(
      account?.clientEmail,
    );
    await share('writer');
    expect(await leave(second)).toMatchObject({ kind: 'gone' });
  });

  it('tells what it shows of a project, and nothing of others', async () => {
    await write(first, second);
    const theirs = aBooking({
      projectId: 'other' as ProjectId,
      bookingId: 'BOOKING0000000000009' as BookingId,
    });
    await destination.write({
      ...{ project: { ...PROJECT, projectId: theirs.projectId }, place: PLACE },
      ...{ items: [{ booking: theirs }], now: now() },
    });
    const { id, ...copied } = (await events())[0];
    expect(id).toBeDefined();
    await control('POST', '/events/add', {
      ...{ calendar: PLACE, summary: copied.summary },
      ...{ start: '2026-11-24T10:00', end: '2026-11-24T11:00' },
      extendedProperties: copied.extendedProperties,
    });
    await control('POST', '/limits', { calendarPage: 1, calendarEmptyPage: true });
    expect(await destination.read({ project: PROJECT, place: PLACE })).toEqual(
      [first, second].map(({ bookingId }) => {
        const { id: event, fingerprint } = remotes.get(bookingId) ?? {};
        return { id: event, bookingId, fingerprint, shows: expect.any(Function) };
      }),
    );
  });
});

describe('an online visit', () => {
  const online = aBooking({ serviceId: 'advice' as never, serviceName: 'Консультація' });
  const unfinished = () => remotes.get(online.bookingId)?.unfinished;

  it('gets its link once Google has made it, and asks for one only', async () => {
    expect(await write(online)).toMatchObject([{ kind: 'written', remote: { unfinished: 1 } }]);
    expect(links.size).toBe(0);
    expect(await write(online)).toMatchObject([{ kind: 'already there' }]);
    expect(unfinished()).toBe(2);
    clock.advance(3_000);
    await write(online);
    expect(unfinished()).toBeUndefined();
    const [event] = await events();
    expect(links.get(online.bookingId)).toBe(event.hangoutLink);
    const before = calls().length;
    await write(online);
    await write({ ...online, clientName: 'Ірина', meetingUrl: event.hangoutLink });
    expect(calls().length).toBe(before + 1);
    expect((await events())[0].hangoutLink).toBe(event.hangoutLink);
  });

  it('is asked for anew when Google could not make it, and not for ever', async () => {
    await control('POST', '/meet', { fail: 1 });
    await write(online);
    clock.advance(3_000);
    await write(online);
    expect(unfinished()).toBe(2);
    clock.advance(3_000);
    await write(online);
    expect(links.get(online.bookingId)).toMatch(/^https:\/\/meet\.google\.com/);

    links.clear();
    remotes.clear();
    await control('POST', '/meet', { fail: 100 });
    const never = { ...online, bookingId: 'BOOKING0000000000008' as BookingId };
    let looks = 0;
    do {
      await write(never);
      clock.advance(3_000);
      looks += 1;
    } while (remotes.get(never.bookingId)?.unfinished !== undefined && looks < 50);
    expect(looks).toBeLessThan(12);
    expect(await seen()).toHaveLength(2);
  });

  it('stands in a calendar that makes no links as well', async () => {
    await control('POST', '/calendars', { id: PLACE, meet: false });
    expect(await write(online)).toMatchObject([{ kind: 'written' }]);
    expect(unfinished()).toBeUndefined();
    expect(await seen()).toEqual(['11-21T10:00 Олена · Консультація']);
  });

  it('whose link was asked for by a try without an answer still has one only', async () => {
    standIn.fail({ status: 500, times: 1, applyThenFail: true, path: '/calendar/v3' });
    await write(online);
    await write(online);
    clock.advance(3_000);
    await write(online);
    expect(links.get(online.bookingId)).toBe((await events())[0].hangoutLink);
  });

  it('whose link Zoom makes says it as its place, and asks Google for none', async () => {
    const project = { ...PROJECT, connected: ['zoom'] } as Project;
    const put = (booking: Booking) =>
      destination.write({ ...{ project, place: PLACE, now: now() }, items: [{ booking }] });
    await put(online);
    expect((await events())[0].location).toBe('');
    const zoom = { meetingUrl: 'https://us05web.zoom.us/j/1?pwd=x', meetingBy: 'zoom' } as const;
    expect((await put({ ...online, ...zoom })).get(online.bookingId)).not.toHaveProperty(
      'remote.unfinished',
    );
    expect((await events())[0]).toMatchObject({ location: zoom.meetingUrl });
    expect((await events())[0]).not.toHaveProperty('conferenceData');
    expect(JSON.stringify(calls())).not.toContain('createRequest');
  });

  it('keeps the link that Google made when Zoom is connected later', async () => {
    await write(online);
    clock.advance(3_000);
    await write(online);
    const [{ hangoutLink }] = await events();
    standIn.clearRequests();
    const project = { ...PROJECT, connected: ['zoom'] } as Project;
    const booking = { ...online, clientName: 'Ірина', meetingUrl: hangoutLink };
    await destination.write({ ...{ project, place: PLACE, now: now() }, items: [{ booking }] });
    expect((await events())[0]).toMatchObject({ hangoutLink });
    expect((await events())[0].location).toBe('');
  });
});

describe('with Google Meet connected', () => {
  const OWN = 'owner@gmail.example';
  const connected = { ...PROJECT, connected: ['google-meet'] } as Project;
  const online = aBooking({ serviceId: 'advice' as never, specialistId: 'S3' as SpecialistId });
  beforeEach(async () => {
    await control('POST', '/calendars', { id: OWN, share: [account?.clientEmail] });
    destination = calendarDestination({
      ...{ api: google, connectionOf: async () => account },
      // In the stand-in one account stands for both; its name is that of its calendar.
      meetOf: async () => account && { ...account, clientEmail: OWN },
      keepLink: async ({ bookingId }, url) => {
        links.set(bookingId, url);
      },
    });
  });
  const placed = (booking: Booking, project = connected) => destination.placeOf(project, booking);

  it('an online booking whose specialist has no calendar stands in the owner’s', async () => {
    expect(await destination.places(connected)).toEqual([PLACE, OTHER, OWN]);
    expect(await destination.places(PROJECT)).toEqual([PLACE, OTHER]);
    expect(await placed(online)).toBe(OWN);
    expect(await placed(online, PROJECT)).toBeUndefined();
    expect(await placed({ ...online, specialistId: 'S1' as SpecialistId })).toBe(PLACE);
    expect(await placed({ ...online, serviceId: 'haircut' as never })).toBeUndefined();
  });

  it('nothing stands there whose link is Zoom’s', async () => {
    const both = { ...connected, connected: ['google-meet', 'zoom'] } as Project;
    expect(await placed(online, both)).toBeUndefined();
    expect(await placed({ ...online, meetingUrl: 'https://meet.google.com/a' }, both)).toBe(OWN);
    expect(await placed({ ...online, meetingUrl: 'z', meetingBy: 'zoom' })).toBeUndefined();
  });

  it('a calendar of a specialist that is the owner’s own is one place', async () => {
    const specialists = PROJECT.specialists.map((one) => ({ ...one, googleCalendarId: OWN }));
    expect(await destination.places({ ...connected, specialists })).toEqual([OWN]);
  });

  it('is written and read there by the account that opens it', async () => {
    const asked: string[] = [];
    destination = calendarDestination({
      api: (one) => {
        asked.push(one.clientEmail);
        return google(account as typeof one);
      },
      connectionOf: async () => account,
      meetOf: async () => account && { ...account, clientEmail: OWN },
      keepLink: async () => {},
    });
    const request = { project: connected, place: OWN, now: now() };
    await destination.write({ ...request, items: [{ booking: online }] });
    expect(await seen(OWN)).toEqual(['11-21T10:00 Олена · Стрижка']);
    expect(await destination.read(request)).toMatchObject([{ bookingId: online.bookingId }]);
    await destination.removeStrays({ ...request, bookingIds: [online.bookingId] });
    expect(await seen(OWN)).toEqual([]);
    expect(asked).toEqual([OWN, OWN, OWN]);
    await destination.read({ ...request, place: PLACE });
    expect(asked.at(-1)).toBe(account?.clientEmail);
  });
});
