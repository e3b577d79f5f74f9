import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findSlots,
  type ReplaceImportedBusy,
  replaceImportedBusy,
} from '../../../shared/availability/index.ts';
import {
  type Booked,
  type Booking,
  book,
  cancel,
  decide,
  OCCUPYING,
  reschedule,
  undoDecision,
} from '../../../shared/bookings/index.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ClientId, ProjectId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import {
  overlaps,
  putProject,
  readAll,
  takenByBookings,
  takenByDays,
} from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import {
  ANNA,
  COLORING,
  everyDay,
  HAIRCUT,
  MANICURE,
  MARIA,
  one,
  salon,
} from '../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-21T10:00:00.000Z';
const FROM = '2026-11-21T00:00:00.000Z';
const TO = '2027-01-25T00:00:00.000Z';
const SHEET = 'google-sheets:book';
const OLENA = { clientId: 'olena' as ClientId, name: 'Олена' };
const MEMBER = { kind: 'member', id: 'owner' } as const;

let made = 0;
/** A project of its own, so that tests do not meet. */
function ownSalon(different: Partial<Project> = {}): Project {
  made += 1;
  return salon({ projectId: `imports_${made}` as ProjectId, ...different });
}

/** `10:00` in Kyiv on Tuesday, 24 November 2026, or on another day of that month. */
const at = (time: string, day = 24): string =>
  new Date(`2026-11-${day}T${time}:00.000+02:00`).toISOString();

const span = (from: string, to: string, day = 24) => ({
  startsAt: at(from, day),
  endsAt: at(to, day),
});

type Spans = ReplaceImportedBusy['spans'];
const imported = (project: Project, spans: Spans, different: Partial<ReplaceImportedBusy> = {}) =>
  replaceImportedBusy({
    ...{ projectId: project.projectId, specialistId: ANNA, source: SHEET },
    ...{ from: FROM, to: TO, spans, ...different },
  });

let requests = 0;
async function wish(project: Project, startsAt: string, serviceId = HAIRCUT, specialistId = ANNA) {
  requests += 1;
  const idempotencyKey = `request-${requests}`;
  const wished = { project, serviceId, specialistId, startsAt, client: OLENA, now: NOW };
  return await book({ ...wished, actor: MEMBER, idempotencyKey });
}

async function booked(...request: Parameters<typeof wish>): Promise<Booking> {
  return ((await wish(...request)) as Booked).booking;
}

const stored = ({ projectId }: Project) =>
  readAll(dynoxide.endpoint, dynoxide.tableName, projectId);

/** What the days say that a source takes: `2026-11-24 480-510`. */
async function takenBy(project: Project, source = SHEET, specialistId = ANNA): Promise<string[]> {
  const { days } = await stored(project);
  return days
    .filter((day) => day.specialistId === specialistId)
    .flatMap(({ date, taken }) =>
      (taken as readonly { from: number; to: number; source?: string }[])
        .filter((part) => part.source === source)
        .map(({ from, to }) => `${date} ${from}-${to}`),
    )
    .sort();
}

describe('an import', () => {
  it('takes time that can no longer be offered or booked, and says what is free instead', async () => {
    const project = ownSalon();
    await imported(project, [span('10:00', '11:00')]);
    const service = one(project.services, HAIRCUT);
    const day = { fromDate: '2026-11-24', toDate: '2026-11-24', now: NOW };
    const specialists = [one(project.specialists, ANNA)];
    const free = await findSlots({ project, service, specialists, ...day });
    const starts = free.map(({ startsAt }) => startsAt);
    expect(starts).toContain(at('09:30'));
    expect(starts).not.toContain(at('10:00'));
    expect(starts).not.toContain(at('10:30'));
    expect(starts).toContain(at('11:00'));
    expect(await wish(project, at('10:30'))).toMatchObject({
      refused: 'slot_taken',
      details: { alternatives: [{ startsAt: at('11:00') }, {}, {}] },
    });
    // Two slots from half past nine reach into it.
    expect(await wish(project, at('09:30'), MANICURE)).toMatchObject({ refused: 'slot_taken' });
    expect(await wish(project, at('10:00'), HAIRCUT, MARIA)).toMatchObject({ created: true });
  });

  it('frees what the source says no more, and leaves bookings and other sources alone', async () => {
    const project = ownSalon();
    const booking = await booked(project, at('12:00'));
    await imported(project, [span('10:00', '11:00'), span('10:00', '11:00', 25)]);
    await imported(project, [span('14:00', '15:00')], { source: 'google-calendar:anna' });
    await imported(project, [span('10:30', '11:00')]);
    expect(await takenBy(project)).toEqual(['2026-11-24 510-540']);
    expect(await takenBy(project, 'google-calendar:anna')).toEqual(['2026-11-24 720-780']);
    expect(takenByDays(await stored(project))).toContain(
      `anna 2026-11-24 600-630 ${booking.bookingId}`,
    );
    expect(await wish(project, at('10:00'))).toMatchObject({ created: true });
  });

  it('keeps what the source said of other times than it was asked for', async () => {
    const project = ownSalon();
    await imported(project, [span('10:00', '14:00')]);
    await imported(project, [span('11:30', '12:00')], { from: at('11:00'), to: at('13:00') });
    expect(await takenBy(project)).toEqual([
      '2026-11-24 480-540',
      '2026-11-24 570-600',
      '2026-11-24 660-720',
    ]);
  });

  it('writes only the days that differ', async () => {
    const project = ownSalon();
    const spans = [span('10:00', '11:00'), span('10:00', '11:00', 26)];
    expect(await imported(project, spans)).toEqual({ written: 2, collisions: [] });
    // In another order, in pieces and twice it is the same.
    const same = [spans[1], span('10:30', '11:00'), span('10:00', '10:30'), spans[1]] as Spans;
    expect(await imported(project, same)).toEqual({ written: 0, collisions: [] });
    expect(await imported(project, spans.slice(0, 1))).toEqual({ written: 1, collisions: [] });
  });

  it('takes every minute that a span touches, on both sides of midnight', async () => {
    const project = ownSalon();
    const startsAt = '2026-11-24T23:30:20.000Z';
    await imported(project, [{ startsAt, endsAt: '2026-11-25T00:10:01.000Z' }]);
    expect(await takenBy(project)).toEqual(['2026-11-24 1410-1440', '2026-11-25 0-11']);
  });

  it('takes many days at once', async () => {
    const project = ownSalon();
    const spans = Array.from({ length: 25 }, (_, index) => {
      const day = new Date(Date.parse('2026-12-01') + index * 86_400_000).toISOString();
      return { startsAt: day.replace('T00', 'T08'), endsAt: day.replace('T00', 'T09') };
    });
    expect(await imported(project, spans)).toEqual({ written: 25, collisions: [] });
    expect(await takenBy(project)).toHaveLength(25);
    expect(await imported(project, [])).toEqual({ written: 25, collisions: [] });
    expect(await takenBy(project)).toEqual([]);
  });

  it('tells which bookings it collides with, and they keep their time', async () => {
    const project = ownSalon();
    const first = await booked(project, at('10:00'), COLORING);
    const second = await booked(project, at('12:00'));
    await booked(project, at('13:00'));
    const { bookingId } = await booked(project, at('15:00'));
    await cancel({ project, bookingId, actor: MEMBER, now: NOW });
    const spans = [span('11:00', '12:30'), span('15:00', '15:30')];
    const ids = [first.bookingId, second.bookingId].sort();
    expect(await imported(project, spans)).toEqual({ written: 1, collisions: ids });
    expect(await imported(project, spans)).toEqual({ written: 0, collisions: ids });
    const after = await stored(project);
    expect(takenByDays({ ...after, days: withoutSources(after.days) })).toEqual(
      takenByBookings(after),
    );
  });

  it('stops when a newer one has taken over', async () => {
    const project = ownSalon();
    const { projectId, bookingId } = await booked(project, at('12:00'));
    const { bookingUnchanged } = await import('../../../shared/bookings/index.ts');
    // Any row with a version does for a guard.
    const guard = (version: number) => () =>
      bookingUnchanged({ projectId, bookingId, version } as Booking);
    expect(await imported(project, [span('10:00', '11:00')], { guard: guard(7) })).toBe('outdated');
    expect(await takenBy(project)).toEqual([]);
    expect(await imported(project, [span('10:00', '11:00')], { guard: guard(1) })).toMatchObject({
      written: 1,
    });
  });
});

describe('imported time', () => {
  it('is lost by no move of a booking, also across UTC midnight and the night of the clocks', async () => {
    // In New York a working evening lies on two UTC dates, and the clocks go back on 1 November.
    const project = ownSalon({
      timeZone: 'America/New_York',
      workHours: everyDay('00:00', '24:00'),
    });
    const now = '2026-10-25T10:00:00.000Z';
    const spans = [
      { startsAt: '2026-10-31T23:00:00.000Z', endsAt: '2026-11-01T00:30:00.000Z' },
      { startsAt: '2026-11-01T05:00:00.000Z', endsAt: '2026-11-01T07:00:00.000Z' },
    ];
    await imported(project, spans, { from: '2026-10-25T00:00:00.000Z' });
    const before = await takenBy(project);
    const places = ['2026-10-31T22:00', '2026-11-01T00:30', '2026-11-01T04:00', '2026-11-01T07:00'];
    const [start = '', ...others] = places.map((minute) => `${minute}:00.000Z`);
    const wished = { project, serviceId: MANICURE, specialistId: ANNA, client: OLENA, now };
    const answer = await book({ ...wished, startsAt: start, actor: MEMBER, idempotencyKey: 'dst' });
    const { bookingId } = (answer as Booked).booking;
    const move = (startsAt: string) => {
      const idempotencyKey = `to ${startsAt}`;
      return reschedule({ project, bookingId, startsAt, actor: MEMBER, idempotencyKey, now });
    };
    for (const startsAt of others) {
      expect(await move(startsAt)).toMatchObject({ changed: true });
      expect(await takenBy(project)).toEqual(before);
    }
    for (const startsAt of ['2026-10-31T23:30:00.000Z', '2026-11-01T05:30:00.000Z']) {
      const refused = await move(startsAt);
      expect(refused).toMatchObject({ refused: 'slot_taken' });
      expect(isRefusal(refused) && refused.details).toMatchObject({ alternatives: [{}, {}, {}] });
    }
    await cancel({ project, bookingId, actor: MEMBER, now });
    expect(await takenBy(project)).toEqual(before);
  });

  it('keeps a rejection from being taken back', async () => {
    const project = ownSalon();
    await putProject(dynoxide.endpoint, dynoxide.tableName, project, 'owner');
    const { projectId, bookingId } = await booked(project, at('10:00'));
    const who = { projectId, bookingId, actor: { kind: 'staff', id: '1' }, now: NOW } as const;
    await decide({ ...who, to: 'REJECTED', by: 'Lukas' });
    await imported(project, [span('10:00', '10:30')]);
    expect(await undoDecision(who)).toMatchObject({
      refused: 'slot_taken',
      details: { alternatives: [{}, {}, {}] },
    });
    await imported(project, []);
    expect(await undoDecision(who)).toMatchObject({ changed: true });
  });
});

type Days = Awaited<ReturnType<typeof readAll>>['days'];
const withoutSources = (days: Days): Days =>
  days.map((day) => ({ ...day, taken: day.taken.filter((part) => part.bookingId !== undefined) }));

describe('random imports and bookings at once', () => {
  /** Half hours from 08:00 UTC on one of two evenings that go over midnight. */
  const half = fc.record({ day: fc.nat(1), half: fc.nat(10) });
  type Half = { readonly day: number; readonly half: number };
  const instant = ({ day, half }: Half) =>
    new Date(Date.parse('2026-11-24T21:00:00.000Z') + (day * 24 + half / 2) * 3_600_000);
  const SOURCES = [SHEET, 'google-calendar:anna'] as const;
  const busy = fc.array(fc.record({ start: half, minutes: fc.constantFrom(20, 30, 45, 90) }), {
    maxLength: 3,
  });
  const step = fc.oneof(
    fc.record({ do: fc.constant('book' as const), start: half, service: fc.nat(2) }),
    fc.record({ do: fc.constant('move' as const), which: fc.nat(5), start: half }),
    fc.record({ do: fc.constant('cancel' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('import' as const), source: fc.nat(1), busy }),
  );

  it('never overlap, keep what was imported last, and lose nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        async (rounds) => {
          const project = ownSalon({ timeZone: 'UTC', workHours: everyDay('00:00', '24:00') });
          const bookings: Booking[] = [];
          const last = new Map<string, Spans[]>();
          const told = new Set<string>();
          const spansOf = (said: readonly { start: Half; minutes: number }[]): Spans =>
            said.map(({ start, minutes }) => ({
              startsAt: instant(start).toISOString(),
              endsAt: new Date(instant(start).getTime() + minutes * 60_000).toISOString(),
            }));
          for (const round of rounds) {
            const imports = new Map<string, Spans[]>();
            // Everything of a round at once; of two imports of one source either may be the last.
            await Promise.all(
              round.map(async (one) => {
                switch (one.do) {
                  case 'book': {
                    const serviceId = [HAIRCUT, MANICURE, COLORING][one.service] ?? HAIRCUT;
                    const startsAt = instant(one.start).toISOString();
                    const answer = await wish(project, startsAt, serviceId);
                    if (!isRefusal(answer)) bookings.push(answer.booking);
                    return;
                  }
                  case 'move': {
                    const { bookingId } = bookings[one.which] ?? {};
                    if (!bookingId) return;
                    requests += 1;
                    const startsAt = instant(one.start).toISOString();
                    const idempotencyKey = `request-${requests}`;
                    const by = { actor: MEMBER, idempotencyKey, now: NOW };
                    await reschedule({ project, bookingId, startsAt, ...by });
                    return;
                  }
                  case 'cancel': {
                    const { bookingId } = bookings[one.which] ?? {};
                    if (bookingId) await cancel({ project, bookingId, actor: MEMBER, now: NOW });
                    return;
                  }
                  case 'import': {
                    const source = SOURCES[one.source] ?? SHEET;
                    const spans = spansOf(one.busy);
                    imports.set(source, [...(imports.get(source) ?? []), spans]);
                    const done = await imported(project, spans, { source });
                    if (done === 'outdated') throw new Error('No guard was set.');
                    for (const id of done.collisions) told.add(id);
                  }
                }
              }),
            );
            for (const [source, said] of imports) last.set(source, said);
          }
          const after = await stored(project);
          expect(overlaps(after)).toEqual([]);
          expect(takenByDays({ ...after, days: withoutSources(after.days) })).toEqual(
            takenByBookings(after),
          );
          for (const source of SOURCES) {
            const said = last.get(source) ?? [[]];
            // Two at once may share the days between them; one alone is there exactly.
            const [only = []] = said;
            if (said.length === 1) {
              expect(await takenBy(project, source)).toEqual(minutesOf(only));
            }
          }
          // Whoever came later was refused: only an import collides, and it says so.
          const occupying = after.bookings.filter(({ status }) => OCCUPYING.has(status));
          const minutes = new Set(
            (await Promise.all(SOURCES.map((source) => minutesTaken(project, source)))).flat(),
          );
          for (const { bookingId, startsAt, endsAt } of occupying) {
            const own = minutesBetween(startsAt, endsAt);
            if (own.some((minute) => minutes.has(minute))) expect(told).toContain(bookingId);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  /** The minutes of a span, since the epoch. */
  function minutesBetween(startsAt: string, endsAt: string): number[] {
    const [from, to] = [Date.parse(startsAt) / 60_000, Date.parse(endsAt) / 60_000];
    return Array.from({ length: to - from }, (_, index) => from + index);
  }

  async function minutesTaken(project: Project, source: string): Promise<number[]> {
    return (await takenBy(project, source)).flatMap((part) => {
      const [date = '', from = 0, to = 0] = part.split(/[ ](\d+)-(\d+)/);
      const midnight = Date.parse(date) / 60_000;
      const length = Number(to) - Number(from);
      return Array.from({ length }, (_, index) => midnight + Number(from) + index);
    });
  }

  /** The spans as the days have them. */
  function minutesOf(spans: Spans): string[] {
    const taken = new Set(
      spans.flatMap(({ startsAt, endsAt }) => minutesBetween(startsAt, endsAt)),
    );
    const found: string[] = [];
    let start: number | undefined;
    for (const minute of [...taken].sort((a, b) => a - b)) {
      start ??= minute;
      const endsHere = !taken.has(minute + 1) || (minute + 1) % 1440 === 0;
      if (!endsHere) continue;
      const date = new Date(start * 60_000).toISOString().slice(0, 10);
      found.push(`${date} ${start % 1440}-${(minute % 1440) + 1}`);
      start = undefined;
    }
    return found.sort();
  }
});
