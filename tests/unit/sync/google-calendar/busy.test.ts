import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancel, reschedule } from '../../../../shared/bookings/index.ts';
import type { ProjectId } from '../../../../shared/platform/ids.ts';
import { eventIdOf } from '../../../../shared/sync/google-calendar/event-id.ts';
import { ANNA, MARIA } from '../../../steps/salon.ts';
import { type SalonCalendars, startCalendars } from './salon-calendars.ts';

let world: Awaited<ReturnType<typeof startCalendars>>;
let desk: SalonCalendars;
beforeAll(async () => {
  world = await startCalendars();
});
afterAll(() => world.close());
beforeEach(async () => {
  desk = await world.open();
});

const DENTIST = { summary: 'Dentist', start: '2026-11-24T15:00', end: '2026-11-24T16:00' };
const BUSY = {
  specialistId: ANNA,
  startsAt: '2026-11-24T13:00:00.000Z',
  endsAt: '2026-11-24T14:00:00.000Z',
};
const member = { kind: 'member', id: 'owner' } as const;

/** A booking that its calendar shows. */
async function shown(time?: string, specialistId = ANNA) {
  const booking = await desk.books(time, specialistId);
  desk.tell(booking);
  await desk.syncs();
  return booking;
}

describe('what a calendar says of its owner’s time', () => {
  it('is other people’s events, not our own', async () => {
    await shown();
    await desk.hand('add', DENTIST);
    expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [BUSY], unreadable: [] });
  });

  it('costs one call while nothing changes, and while only we write', async () => {
    await desk.imports();
    desk.calls();
    expect(await desk.imports()).toMatchObject({ kind: 'unchanged' });
    expect(desk.calls()).toEqual(['GET maxResults singleEvents syncToken']);
    await shown();
    desk.calls();
    expect(await desk.imports()).toMatchObject({ kind: 'unchanged' });
    expect(desk.calls()).toHaveLength(1);
    await desk.hand('add', DENTIST);
    desk.calls();
    expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [BUSY] });
    expect(desk.calls()).toEqual([
      'GET maxResults singleEvents syncToken',
      'GET maxResults singleEvents timeMax timeMin',
    ]);
  });

  it('is everything when everything is wanted, and of its owners each', async () => {
    await desk.hand('add', DENTIST);
    await desk.imports();
    const shared = desk.calendarOf(ANNA);
    desk.project = {
      ...desk.project,
      specialists: desk.project.specialists.map((one) => ({ ...one, googleCalendarId: shared })),
    };
    expect(await desk.imports()).toMatchObject({ kind: 'unchanged' });
    const everything = { whole: true };
    expect(await desk.imports(ANNA, everything)).toMatchObject({ busy: [{}, {}, {}] });
  });

  it('is right in the calendar’s own zone, on whole days and on the day of 23 hours', async () => {
    await desk.hand('add', { summary: 'Away', start: '2026-11-25', end: '2026-11-27' });
    await desk.hand('add', { summary: 'Clock', start: '2027-03-28', end: '2027-03-29' });
    const reading = await desk.imports(ANNA, { to: '2027-06-01T00:00:00.000Z' });
    expect(reading).toMatchObject({
      busy: [
        { startsAt: '2026-11-24T22:00:00.000Z', endsAt: '2026-11-26T22:00:00.000Z' },
        { startsAt: '2027-03-27T22:00:00.000Z', endsAt: '2027-03-28T21:00:00.000Z' },
      ],
    });
  });

  it('leaves out what is free or declined, and has every occurrence of a series', async () => {
    await desk.hand('add', { ...DENTIST, transparency: 'transparent' });
    await desk.hand('add', {
      ...DENTIST,
      attendees: [
        { email: 'boss@salon.example', responseStatus: 'accepted' },
        { email: 'anna@salon.example', self: true, responseStatus: 'declined' },
      ],
    });
    await desk.hand('add', { ...DENTIST, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
    expect(await desk.imports()).toMatchObject({
      busy: [
        BUSY,
        { startsAt: '2026-12-01T13:00:00.000Z' },
        { startsAt: '2026-12-08T13:00:00.000Z' },
      ],
    });
  });

  it('is the same from pages of one, of which the first is empty', async () => {
    await world.control('POST', '/limits', { calendarPage: 1, calendarEmptyPage: true });
    try {
      await desk.hand('add', DENTIST);
      await desk.hand('add', { ...DENTIST, start: '2026-11-24T17:00', end: '2026-11-24T18:00' });
      expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [BUSY, {}] });
      expect(await desk.imports()).toMatchObject({ kind: 'unchanged' });
    } finally {
      await world.control('POST', '/limits', { calendarPage: null, calendarEmptyPage: false });
    }
  });

  it('is read span by span when there is too much of it to ask for changes', async () => {
    await world.control('POST', '/limits', { calendarPage: 1 });
    try {
      const early = { start: '2026-11-24T08:00', end: '2026-11-24T08:30' };
      await desk.hand('add', { ...early, recurrence: ['RRULE:FREQ=DAILY;COUNT=60'] });
      await desk.hand('add', DENTIST);
      const to = '2026-11-26T00:00:00.000Z';
      desk.calls();
      expect(await desk.imports(ANNA, { to })).toMatchObject({ busy: [{}, {}, BUSY] });
      expect(desk.calls()).toHaveLength(40 + 3);
      expect(await desk.imports(ANNA, { to })).toMatchObject({ busy: [{}, {}, BUSY] });
      expect(desk.calls()).toHaveLength(3);
      await world.control('POST', '/limits', { calendarPage: null });
      expect(await desk.imports(ANNA, { to, whole: true })).toMatchObject({ kind: 'read' });
      expect(await desk.imports(ANNA, { to })).toMatchObject({ kind: 'unchanged' });
    } finally {
      await world.control('POST', '/limits', { calendarPage: null });
    }
  });

  it('is read as a whole once Google has forgotten where we were', async () => {
    await desk.imports();
    await desk.hand('add', DENTIST);
    await world.control('POST', '/calendars/expire-sync-tokens', {
      calendar: desk.calendarOf(ANNA),
    });
    expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [BUSY] });
    expect(await desk.imports()).toMatchObject({ kind: 'unchanged' });
    desk.cursor = 'no cursor of Google';
    expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [BUSY] });
  });

  it('is not known while Google does not say it', async () => {
    await desk.imports();
    const { cursor } = desk;
    await world.control('POST', '/limits', { calendarPerUser: 0 });
    expect(await desk.imports()).toMatchObject({ kind: 'failed', retryAfterSeconds: 60 });
    await world.control('POST', '/limits', { calendarPerUser: 600 });
    world.standIn.fail({ status: 503, times: 1, path: '/calendar/v3' });
    expect(await desk.imports()).toMatchObject({ kind: 'failed' });
    const calendar = desk.calendarOf(ANNA);
    const email = desk.account.clientEmail;
    await world.control('POST', '/calendars/share', { calendar, email, role: null });
    expect(await desk.imports()).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining(email),
    });
    expect(desk.cursor).toBe(cursor);
  });

  it('has the bookings of another project in it, and lets them go', async () => {
    const calendar = desk.calendarOf(ANNA);
    const theirs = await world.open({
      specialists: desk.project.specialists.map((one) => ({ ...one, googleCalendarId: calendar })),
    });
    const { clientEmail: email } = theirs.account;
    await world.control('POST', '/calendars/share', { calendar, email, role: 'writer' });
    await desk.imports();
    const booking = await theirs.books('15:00');
    theirs.tell(booking);
    await theirs.syncs();
    expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [{ specialistId: ANNA }] });
    expect(await theirs.imports()).toMatchObject({ kind: 'read', busy: [] });
    const { project } = theirs;
    await cancel({ project, bookingId: booking.bookingId, actor: member, now: world.now() });
    theirs.tell(booking);
    await theirs.syncs();
    expect(await desk.imports()).toMatchObject({ kind: 'read', busy: [] });
  });
});

describe('an event of ours that somebody deleted', () => {
  it('flags its booking, and only that', async () => {
    const booking = await shown();
    await shown('12:00');
    await desk.imports();
    await desk.hand('delete', { id: eventIdOf(booking.bookingId) });
    // The first when all is wanted anew: the day has changed, and what was imported does not reach far enough.
    for (const whole of [true, false]) await desk.imports(ANNA, { whole });
    const current = await desk.current(booking);
    expect(current).toMatchObject({
      status: 'CONFIRMED',
      flags: [{ kind: 'deleted_elsewhere', source: 'google-calendar' }],
      actor: { kind: 'sync', id: 'google-calendar' },
    });
    expect(current.version).toBe(booking.version + 1);
    expect(desk.queue).toEqual([]);
  });

  it('cancels its booking when the project wants it so, and tells nobody twice', async () => {
    desk = await world.open({ onDeletedEvent: 'cancel' });
    const booking = await shown();
    await desk.imports();
    await desk.hand('delete', { id: eventIdOf(booking.bookingId) });
    const { cursor } = desk;
    await desk.imports();
    const cancelled = await desk.current(booking);
    expect(cancelled).toMatchObject({
      status: 'CANCELLED',
      actor: { kind: 'sync', id: 'google-calendar' },
    });
    desk.cursor = cursor;
    await desk.imports();
    desk.tell(booking);
    await desk.syncs();
    expect((await desk.current(booking)).version).toBe(cancelled.version);
    expect(await desk.events()).toEqual([]);
    expect(desk.parked).toEqual([]);
  });

  it('is nobody’s doing when we took it out ourselves', async () => {
    desk = await world.open({ onDeletedEvent: 'cancel' });
    const [moved, ended, removed] = [
      await shown('10:00'),
      await shown('11:00'),
      await shown('12:00'),
    ];
    await desk.imports();
    const { project } = desk;
    await reschedule({
      ...{ project, bookingId: moved.bookingId, startsAt: moved.startsAt, specialistId: MARIA },
      ...{ actor: member, idempotencyKey: 'x', now: world.now() },
    });
    await cancel({ project, bookingId: ended.bookingId, actor: member, now: world.now() });
    desk.tell(moved);
    desk.tell(ended);
    desk.tell(removed, { wish: { action: 'Remove', version: removed.version } });
    await desk.syncs();
    expect(await desk.events()).toEqual([]);
    await desk.imports();
    expect(await desk.current(moved)).toMatchObject({ status: 'CONFIRMED', version: 2 });
    expect(await desk.current(removed)).toMatchObject({ status: 'CONFIRMED', version: 1 });
    expect(await desk.events(MARIA)).toHaveLength(1);
  });

  it('is none of another project’s business', async () => {
    const booking = await shown();
    await desk.imports();
    await desk.hand('delete', { id: eventIdOf(booking.bookingId) });
    desk.project = { ...desk.project, projectId: 'somebody_else' as ProjectId };
    await desk.imports();
    expect(await desk.current(booking)).toMatchObject({ version: 1 });
  });
});

describe('an event of ours that somebody moved', () => {
  it('flags its booking and is put back where the client expects it', async () => {
    const booking = await shown();
    await desk.imports();
    const [{ id, start }] = await desk.events();
    await desk.hand('change', { id, start: '2026-11-24T17:00', end: '2026-11-24T18:00' });
    await desk.imports();
    expect(await desk.current(booking)).toMatchObject({
      startsAt: booking.startsAt,
      flags: [{ kind: 'moved_elsewhere' }],
    });
    await desk.syncs();
    expect((await desk.events())[0].start).toEqual(start);
    await desk.imports();
    await desk.syncs();
    expect((await desk.current(booking)).version).toBe(booking.version + 1);
  });

  it('is not moved by people when the booking has moved and its event not yet', async () => {
    const booking = await shown();
    await desk.imports();
    const [{ id }] = await desk.events();
    // Google tells of it, although nothing that matters was changed.
    await desk.hand('change', { id, colorId: '5' });
    await reschedule({
      ...{ project: desk.project, bookingId: booking.bookingId },
      ...{ startsAt: '2026-11-24T12:00:00.000Z', actor: member },
      ...{ idempotencyKey: 'later', now: world.now() },
    });
    await desk.imports();
    expect(await desk.current(booking)).toMatchObject({ version: 2 });
    expect(desk.queue).toEqual([]);
  });
});

/** The last: it moves the clock. */
describe('an event whose visit has begun', () => {
  it('is deleted without cancelling it', async () => {
    desk = await world.open({ onDeletedEvent: 'cancel' });
    const booking = await shown('10:00');
    const { bookingId } = booking;
    await desk.imports();
    const seconds = (Date.parse(booking.startsAt) - Date.parse(world.now())) / 1000;
    world.pass(seconds + 60);
    await desk.hand('delete', { id: eventIdOf(bookingId) });
    await desk.imports();
    expect(await desk.current(booking)).toMatchObject({ status: 'CONFIRMED', flags: [{}] });
  });
});
