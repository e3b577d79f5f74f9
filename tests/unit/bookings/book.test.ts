import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Book,
  type Booked,
  type BookingRefusal,
  book,
  cancel,
  expire,
  getBooking,
  listBookings,
  listBookingsOfClient,
  reschedule,
  type SetMeetingUrl,
  setMeetingUrl,
} from '../../../shared/bookings/index.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { BookingId, ClientId, ProjectId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { readAll, takenByBookings, takenByDays } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, COLORING, everyDay, HAIRCUT, MANICURE, MARIA, salon } from '../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-21T10:00:00.000Z';
const TEN = '2026-11-24T08:00:00.000Z'; // 10:00 in Kyiv
const HALF_PAST_TEN = '2026-11-24T08:30:00.000Z';
const OLENA = { clientId: 'olena' as ClientId, name: 'Олена', phone: '+380501112233' };
const IVAN = { clientId: 'ivan' as ClientId, name: 'Іван' };

let made = 0;
/** A project of its own, so that tests do not meet. */
function ownSalon(different: Partial<Project> = {}): Project {
  made += 1;
  return salon({ projectId: `salon_${made}` as ProjectId, ...different });
}

function wish(project: Project, different: Partial<Book> = {}): Book {
  return {
    project,
    serviceId: HAIRCUT,
    specialistId: ANNA,
    startsAt: TEN,
    client: OLENA,
    actor: { kind: 'client', id: OLENA.clientId },
    idempotencyKey: 'turn-1',
    now: NOW,
    ...different,
  };
}

async function booked(request: Book): Promise<Booked['booking']> {
  const answer = await book(request);
  if (isRefusal(answer)) throw new Error(`${answer.refused}: ${answer.message}`);
  return answer.booking;
}

function refused(answer: unknown): string | undefined {
  return isRefusal(answer as BookingRefusal) ? (answer as BookingRefusal).refused : undefined;
}

async function expectConsistent(project: Project): Promise<void> {
  const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
  expect(takenByDays(stored)).toEqual(takenByBookings(stored));
}

describe('book', () => {
  it('stores the booking as it was agreed, PENDING, with a code to read aloud', async () => {
    const project = ownSalon();
    const answer = await book(wish(project));
    expect(answer).toEqual({
      created: true,
      booking: {
        projectId: project.projectId,
        bookingId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{20}$/),
        code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{6}$/),
        status: 'PENDING',
        ...{ specialistId: ANNA, specialistName: 'Anna' },
        ...{ serviceId: HAIRCUT, serviceName: 'Haircut', price: 45_000, currency: 'UAH' },
        ...{ startsAt: TEN, endsAt: HALF_PAST_TEN, timeZone: 'Europe/Kyiv' },
        ...{ clientId: 'olena', clientName: 'Олена', clientPhone: '+380501112233' },
        ...{ createdAt: NOW, updatedAt: NOW, version: 1 },
        ...{ request: 1, requestedAt: NOW, reminders: 0 },
        actor: { kind: 'client', id: 'olena' },
      },
    });
    const { booking } = answer as Booked;
    expect(await getBooking(project.projectId, booking.bookingId)).toEqual(booking);
    await expectConsistent(project);
  });

  it('confirms at once where the project says so', async () => {
    expect((await booked(wish(ownSalon({ autoConfirm: true })))).status).toBe('CONFIRMED');
  });

  it('refuses a taken time and offers the nearest free ones', async () => {
    const project = ownSalon();
    await booked(wish(project));
    const late = wish(project, { client: IVAN, idempotencyKey: 'turn-2' });
    expect(await book(late)).toMatchObject({
      refused: 'slot_taken',
      details: {
        alternatives: [
          { startsAt: HALF_PAST_TEN, specialistId: ANNA, serviceId: HAIRCUT },
          { startsAt: '2026-11-24T07:30:00.000Z' },
          { startsAt: '2026-11-24T09:00:00.000Z' },
        ],
      },
    });
    const longer = wish(project, {
      ...{ client: IVAN, idempotencyKey: 'turn-3', serviceId: COLORING },
      startsAt: '2026-11-24T07:00:00.000Z',
    });
    expect(refused(await book(longer))).toBe('slot_taken');
    expect(refused(await book({ ...late, specialistId: MARIA }))).toBeUndefined();
  });

  it.each([
    ['09:01', '2026-11-24T07:31:00.000Z'],
    ['09:15', '2026-11-24T07:45:00.000Z'],
    ['09:29', '2026-11-24T07:59:00.000Z'],
    ['09:01', '2026-11-24T08:01:00.000Z'],
    ['09:15', '2026-11-24T08:15:00.000Z'],
    ['09:29', '2026-11-24T08:29:00.000Z'],
  ])(
    'lets no two share a single minute, after the day begins at %s too',
    async (open, startsAt) => {
      const project = ownSalon();
      await booked(wish(project));
      const shifted = { ...project, workHours: everyDay(open, '18:00') };
      const late = wish(shifted, { client: IVAN, idempotencyKey: 'turn-2' });
      expect(refused(await book({ ...late, startsAt }))).toBe('slot_taken');
      await expectConsistent(project);
    },
  );

  it('looks through the whole horizon for an alternative', async () => {
    const nine = '2026-11-24T07:00:00.000Z';
    const closed = everyDay('09:00', '09:30').weekly;
    const workHours = {
      weekly: { ...closed, mon: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
      exceptions: [],
    };
    const project = ownSalon({ workHours });
    await booked(wish(project, { startsAt: nine }));
    const late = wish(project, { client: IVAN, idempotencyKey: 'turn-2', startsAt: nine });
    expect(await book(late)).toMatchObject({
      details: {
        alternatives: [
          { startsAt: '2026-12-01T07:00:00.000Z' },
          { startsAt: '2026-12-08T07:00:00.000Z' },
          { startsAt: '2026-12-15T07:00:00.000Z' },
        ],
      },
    });
  });

  it.each([
    ['off the slots', { startsAt: '2026-11-24T08:10:00.000Z' }, 'outside_working_hours'],
    ['between minutes', { startsAt: '2026-11-24T08:00:00.001Z' }, 'outside_working_hours'],
    ['no time at all', { startsAt: 'tomorrow' }, 'outside_working_hours'],
    ['before opening', { startsAt: '2026-11-24T06:30:00.000Z' }, 'outside_working_hours'],
    [
      'past closing',
      { startsAt: '2026-11-24T15:30:00.000Z', serviceId: MANICURE },
      'outside_working_hours',
    ],
    ['in the past', { startsAt: '2026-11-20T08:00:00.000Z' }, 'too_soon'],
    ['too far ahead', { startsAt: '2027-11-24T08:00:00.000Z' }, 'beyond_horizon'],
    ['an unknown service', { serviceId: 'tattoo' as never }, 'unknown_service'],
    ['an unknown specialist', { specialistId: 'nobody' as never }, 'unknown_specialist'],
  ])('refuses what findSlots would not offer: %s', async (_, different, code) => {
    const project = ownSalon();
    expect(refused(await book(wish(project, different)))).toBe(code);
    await expectConsistent(project);
  });

  it('refuses services that the specialist does not do, and projects without any', async () => {
    const specialists = [{ specialistId: ANNA, name: 'Anna', serviceIds: [MANICURE] }];
    expect(refused(await book(wish(ownSalon({ specialists }))))).toBe('not_offered_by_specialist');
    expect(refused(await book(wish(ownSalon({ services: [] }))))).toBe('project_incomplete');
  });

  it('answers a copy of the request with the first booking, hours later and after config changes too', async () => {
    const project = ownSalon();
    const first = await booked(wish(project));
    expect(await book(wish(project))).toEqual({ booking: first, created: false });
    const later = { ...wish(project), now: '2026-11-25T10:00:00.000Z' };
    expect(await book(later)).toEqual({ booking: first, created: false });
    const emptied = { ...later, project: { ...project, services: [] } };
    expect(await book(emptied)).toEqual({ booking: first, created: false });
  });

  it('answers a copy with the booking wherever it has gone since, even if others took its time', async () => {
    const project = ownSalon();
    const first = await booked(wish(project));
    const by = { actor: first.actor, now: NOW } as const;
    await reschedule({
      ...{ project, bookingId: first.bookingId, startsAt: HALF_PAST_TEN },
      ...{ ...by, idempotencyKey: 'turn-2' },
    });
    await booked(wish(project, { client: IVAN, idempotencyKey: 'turn-3' }));
    expect(await book(wish(project))).toMatchObject({
      created: false,
      booking: { bookingId: first.bookingId, startsAt: HALF_PAST_TEN },
    });
    await cancel({ project, bookingId: first.bookingId, ...by });
    expect(await book(wish(project))).toMatchObject({
      created: false,
      booking: { status: 'CANCELLED' },
    });
  });

  it('refuses a key that was used for something else', async () => {
    const project = ownSalon();
    await booked(wish(project));
    for (const different of [
      { startsAt: HALF_PAST_TEN },
      { specialistId: MARIA },
      { serviceId: MANICURE, startsAt: '2026-11-24T12:00:00.000Z' },
      { client: IVAN },
    ]) {
      expect(refused(await book(wish(project, different)))).toBe('idempotency_key_reused');
    }
  });

  it('keeps the keys of projects apart', async () => {
    const [one, other] = [ownSalon(), ownSalon()];
    const first = await booked(wish(one));
    const second = await booked(wish(other));
    expect(first.bookingId).not.toBe(second.bookingId);
    expect(await getBooking(other.projectId, first.bookingId)).toBeUndefined();
  });

  it('takes both days of a visit over midnight UTC', async () => {
    const project = ownSalon({
      timeZone: 'America/New_York',
      workHours: everyDay('08:00', '22:00'),
    });
    const startsAt = '2026-11-25T23:30:00.000Z'; // 18:30 in New York
    await booked(wish(project, { startsAt, serviceId: COLORING }));
    const { days } = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
    expect(days.map(({ date }) => date).sort()).toEqual(['2026-11-25', '2026-11-26']);
    await expectConsistent(project);
    const other = { client: IVAN, idempotencyKey: 'turn-2' };
    expect(
      refused(await book(wish(project, { ...other, startsAt: '2026-11-26T00:30:00.000Z' }))),
    ).toBe('slot_taken');
  });

  it('lets 50 clients ask for one time at once and says yes to exactly one', async () => {
    const project = ownSalon();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        book(
          wish(project, {
            client: { clientId: `client-${index}` as ClientId, name: 'Client' },
            idempotencyKey: `turn-${index}`,
          }),
        ),
      ),
    );
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    const losers = answers.filter((answer) => isRefusal(answer));
    expect(losers.every((loser) => loser.refused === 'slot_taken')).toBe(true);
    await expectConsistent(project);
  });

  it('makes one booking of many copies of one request at once', async () => {
    const project = ownSalon();
    const answers = await Promise.all(Array.from({ length: 20 }, () => book(wish(project))));
    const bookings = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer]));
    expect(bookings).toHaveLength(20);
    expect(bookings.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(bookings.map(({ booking }) => booking.bookingId)).size).toBe(1);
  });
});

describe('reschedule', () => {
  const by = { actor: { kind: 'client', id: OLENA.clientId }, now: NOW } as const;

  it('frees the old time and takes the new one, keeping id and code', async () => {
    const project = ownSalon();
    const first = await booked(wish(project));
    const moved = await reschedule({
      ...{ project, bookingId: first.bookingId, specialistId: MARIA, idempotencyKey: 'turn-2' },
      ...{ ...by, startsAt: '2026-11-27T12:00:00.000Z', now: '2026-11-21T11:00:00.000Z' },
    });
    expect(moved).toEqual({
      changed: true,
      booking: {
        ...first,
        ...{ specialistId: MARIA, specialistName: 'Maria', version: 2 },
        ...{ request: 2, requestedAt: '2026-11-21T11:00:00.000Z' },
        ...{ startsAt: '2026-11-27T12:00:00.000Z', endsAt: '2026-11-27T12:30:00.000Z' },
        updatedAt: '2026-11-21T11:00:00.000Z',
      },
    });
    await expectConsistent(project);
    await booked(wish(project, { client: IVAN, idempotencyKey: 'turn-3' }));
  });

  it.each(['google-meet', 'zoom'] as const)(
    'the link of an online visit by %s is its first, and moves with it: of Meet in one calendar, of Zoom anywhere',
    async (maker) => {
      const project = ownSalon();
      const { bookingId } = await booked(wish(project));
      const { projectId } = project;
      const actor = { kind: 'sync', id: maker } as const;
      const url = `https://${maker}.example/1`;
      const link = (other: Partial<SetMeetingUrl> = {}) =>
        setMeetingUrl({ projectId, bookingId, url, maker, actor, now: NOW, ...other });
      expect(await link()).toMatchObject({ changed: true, booking: { meetingBy: maker } });
      expect(await link()).toMatchObject({ changed: false });
      const another = maker === 'zoom' ? 'google-meet' : 'zoom';
      expect(await link({ url: 'https://other.example/2', maker: another })).toMatchObject({
        ...{ changed: false, booking: { meetingUrl: url, meetingBy: maker } },
      });
      const later = { ...by, project, bookingId, startsAt: HALF_PAST_TEN };
      const moved = await reschedule({ ...later, idempotencyKey: 'same' });
      expect(moved).toMatchObject({ booking: { meetingUrl: url, meetingBy: maker } });
      const given = await reschedule({ ...later, specialistId: MARIA, idempotencyKey: 'other' });
      if (maker === 'zoom') expect(given).toMatchObject({ booking: { meetingUrl: url } });
      else {
        expect(given).not.toHaveProperty('booking.meetingUrl');
        expect(given).not.toHaveProperty('booking.meetingBy');
      }
      expect(await getBooking(projectId, bookingId)).toEqual(
        'booking' in given ? given.booking : undefined,
      );
      const anew = await link({ url: 'https://other.example/3' });
      expect(anew).toMatchObject({ changed: true });
    },
  );

  it('may overlap its own old time, nobody else’s', async () => {
    const project = ownSalon();
    const first = await booked(wish(project, { serviceId: COLORING }));
    await booked(
      wish(project, { client: IVAN, idempotencyKey: 'ivan', startsAt: '2026-11-24T10:00:00.000Z' }),
    );
    const move = { project, bookingId: first.bookingId, ...by };
    const half = await reschedule({ ...move, startsAt: HALF_PAST_TEN, idempotencyKey: 'a' });
    expect(half).toMatchObject({ changed: true, booking: { startsAt: HALF_PAST_TEN } });
    const nine = await reschedule({
      ...{ ...move, startsAt: '2026-11-24T09:00:00.000Z', idempotencyKey: 'b' },
    });
    expect(refused(nine)).toBe('slot_taken');
    await expectConsistent(project);
  });

  it('asks for confirmation again when the client moves it, not when the business does', async () => {
    const autoConfirm = ownSalon({ autoConfirm: true });
    const first = await booked(wish(autoConfirm));
    const byHand = { ...autoConfirm, autoConfirm: false };
    const move = { project: byHand, bookingId: first.bookingId, now: NOW };
    const member = { kind: 'member', id: 'owner' } as const;
    expect(
      await reschedule({ ...move, startsAt: HALF_PAST_TEN, actor: member, idempotencyKey: 'a' }),
    ).toMatchObject({ booking: { status: 'CONFIRMED' } });
    expect(await reschedule({ ...move, ...by, startsAt: TEN, idempotencyKey: 'b' })).toMatchObject({
      booking: { status: 'PENDING' },
    });
  });

  it('does nothing for a copy of the request, however late', async () => {
    const project = ownSalon();
    const first = await booked(wish(project));
    const move = { project, bookingId: first.bookingId, ...by };
    await reschedule({ ...move, startsAt: HALF_PAST_TEN, idempotencyKey: 'a' });
    await reschedule({ ...move, startsAt: '2026-11-24T13:00:00.000Z', idempotencyKey: 'b' });
    expect(
      await reschedule({ ...move, startsAt: HALF_PAST_TEN, idempotencyKey: 'a' }),
    ).toMatchObject({
      changed: false,
      booking: { startsAt: '2026-11-24T13:00:00.000Z', version: 3 },
    });
  });

  it('lets many move and cancel one booking at once, and every yes is one version', async () => {
    const project = ownSalon();
    const { bookingId } = await booked(wish(project));
    const asked = { project, bookingId, ...by };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => {
        const startsAt = `2026-11-2${5 + (index % 3)}T1${index % 4}:00:00.000Z`;
        return index === 7
          ? cancel(asked)
          : reschedule({ ...asked, startsAt, idempotencyKey: `move-${index}` });
      }),
    );
    const yes = answers.flatMap((one) => (isRefusal(one) || !one.changed ? [] : [one.booking]));
    const versions = yes.map(({ version }) => version).sort((a, b) => a - b);
    expect(versions).toEqual(versions.map((_, index) => index + 2));
    const last = yes.find(({ version }) => version === versions.length + 1);
    expect(await getBooking(project.projectId, bookingId)).toEqual(last);
    expect(last?.status).toBe('CANCELLED');
    await expectConsistent(project);
  });

  it('refuses what is over, cancelled, foreign or off the slots', async () => {
    const project = ownSalon();
    const first = await booked(wish(project));
    const move = {
      ...{ project, bookingId: first.bookingId, ...by },
      ...{ startsAt: HALF_PAST_TEN, idempotencyKey: 'a' },
    };
    const code = async (different: object) => refused(await reschedule({ ...move, ...different }));
    expect(await code({ ownedBy: IVAN.clientId })).toBe('booking_not_found');
    expect(await code({ bookingId: 'none' as BookingId })).toBe('booking_not_found');
    expect(await code({ project: ownSalon() })).toBe('booking_not_found');
    expect(await code({ startsAt: '2026-11-24T08:31:00.000Z' })).toBe('outside_working_hours');
    expect(await code({ startsAt: '2026-11-25T08:00:00.000Z', now: TEN })).toBe(
      'booking_not_changeable',
    );
    await cancel({ project, bookingId: first.bookingId, ...by });
    expect(await code({})).toBe('booking_not_changeable');
  });
});

describe('cancel and expire', () => {
  const by = { actor: { kind: 'client', id: OLENA.clientId }, now: NOW } as const;

  it('frees the time in the same write, once', async () => {
    const project = ownSalon();
    const { bookingId } = await booked(wish(project));
    const asked = { project, bookingId, ...by, reason: 'ill', ownedBy: OLENA.clientId };
    expect(refused(await cancel({ ...asked, ownedBy: IVAN.clientId }))).toBe('booking_not_found');
    expect(await cancel(asked)).toMatchObject({
      changed: true,
      booking: { status: 'CANCELLED', reason: 'ill', version: 2 },
    });
    expect(await cancel(asked)).toMatchObject({ changed: false, booking: { version: 2 } });
    await booked(wish(project, { client: IVAN, idempotencyKey: 'turn-2' }));
    await expectConsistent(project);
  });

  it('leaves a visit that has begun to the business', async () => {
    const project = ownSalon();
    const { bookingId } = await booked(wish(project));
    const asked = { project, bookingId, ...by, now: TEN };
    expect(refused(await cancel({ ...asked, ownedBy: OLENA.clientId }))).toBe(
      'booking_not_changeable',
    );
    expect(await cancel(asked)).toMatchObject({ changed: true });
  });

  it('expires only what still waits when its time has come, as the timer knew it', async () => {
    const project = ownSalon();
    const { projectId } = project;
    const { bookingId } = await booked(wish(project));
    const timer = { projectId, bookingId, version: 1, now: TEN };
    expect(await expire({ ...timer, now: NOW })).toMatchObject({ changed: false });
    expect(await expire({ ...timer, version: 2 })).toMatchObject({ changed: false });
    expect(await expire({ ...timer, startsAt: HALF_PAST_TEN })).toMatchObject({ changed: false });
    expect(await expire({ ...timer, bookingId: 'none' as BookingId })).toBeUndefined();
    expect(await expire(timer)).toMatchObject({
      changed: true,
      booking: { status: 'CANCELLED', reason: 'expired', actor: { kind: 'timer' } },
    });
    expect(await expire(timer)).toMatchObject({ changed: false });
    await expectConsistent(project);
  });
});

describe('lists', () => {
  it('page through a project by start, and a cursor leads into no other project', async () => {
    const [project, foreign] = [ownSalon(), ownSalon()];
    const hours = ['07', '08', '09', '10', '11'];
    for (const hour of hours) {
      const startsAt = `2026-11-24T${hour}:00:00.000Z`;
      const specialistId = hour === '09' ? MARIA : ANNA;
      await booked(wish(project, { startsAt, specialistId, idempotencyKey: hour }));
    }
    await booked(wish(foreign));
    const range = { from: '2026-11-24T00:00:00.000Z', to: '2026-11-24T11:00:00.000Z' };
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listBookings({
        ...{ projectId: project.projectId, ...range, specialistId: ANNA, limit: 2 },
        ...(cursor ? { cursor } : {}),
      });
      if (isRefusal(page)) throw new Error(page.message);
      expect(page.bookings.length).toBeLessThanOrEqual(2);
      seen.push(...page.bookings.map(({ startsAt }) => startsAt.slice(11, 13)));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual(['07', '08', '10']);

    const first = await listBookings({ projectId: project.projectId, ...range, limit: 1 });
    if (isRefusal(first) || !first.cursor) throw new Error('no cursor');
    const { projectId } = foreign;
    const crossed = await listBookings({ projectId, ...range, cursor: first.cursor });
    expect(crossed).toMatchObject({ bookings: [{ projectId }] });
    expect(await listBookings({ projectId, ...range, cursor: 'nonsense' })).toMatchObject({
      refused: 'invalid_cursor',
    });
  });

  it("show a client's own standing bookings only", async () => {
    const project = ownSalon();
    const { projectId } = project;
    const first = await booked(wish(project));
    const second = await booked(wish(project, { startsAt: HALF_PAST_TEN, idempotencyKey: 'b' }));
    await booked(wish(project, { client: IVAN, specialistId: MARIA, idempotencyKey: 'c' }));
    await cancel({ project, bookingId: first.bookingId, actor: first.actor, now: NOW });
    const mine = await listBookingsOfClient({ projectId, clientId: OLENA.clientId, from: NOW });
    expect(mine).toEqual([second]);
  });
});
