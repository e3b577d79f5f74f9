import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSlots } from '../../../shared/availability/index.ts';
import {
  type Booking,
  book,
  cancel,
  expire,
  OCCUPYING,
  reschedule,
} from '../../../shared/bookings/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ClientId, ProjectId, ServiceId, SpecialistId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { readAll, takenByBookings, takenByDays } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { everyDay, salon } from '../../steps/salon.ts';

/**
 * The product against a model that is as plain as can be: an array of bookings, and opening hours read minute by
 * minute. Every answer of every step, all rows, all day items and all offered slots have to be the same.
 */
let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const ZONE = 'America/New_York'; // Its evenings lie on the next UTC date.
const START = '2026-11-16T12:00:00.000Z';
const CLIENT = { clientId: 'client' as ClientId, name: 'Client' };
const ACTOR = { kind: 'client', id: CLIENT.clientId } as const;

interface Place {
  readonly specialist: number;
  readonly day: number;
  /** Quarters of an hour after midnight: half of them are off the slots. */
  readonly quarter: number;
}
type Step =
  | { readonly do: 'book'; readonly key: number; readonly service: number; readonly place: Place }
  | { readonly do: 'move'; readonly booking: number; readonly key: number; readonly place: Place }
  | { readonly do: 'cancel' | 'expire'; readonly booking: number }
  | { readonly do: 'wait'; readonly hours: number }
  | {
      readonly do: 'hours';
      readonly from: number;
      readonly past: number;
      readonly to: number;
      readonly day?: number;
    }
  | { readonly do: 'services'; readonly count: number }
  | { readonly do: 'specialists'; readonly count: number }
  | { readonly do: 'confirm'; readonly auto: boolean };

const place = fc.record({
  specialist: fc.nat(2),
  day: fc.nat(3),
  quarter: fc.integer({ min: 66, max: 88 }),
});
const booking = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('book'), key: fc.nat(30), service: fc.nat(2), place }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('move'), booking, key: fc.nat(30), place }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'expire'), booking }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        do: fc.constant('hours'),
        from: fc.integer({ min: 16, max: 18 }),
        past: fc.constantFrom(0, 0, 15),
        to: fc.integer({ min: 19, max: 23 }),
        day: fc.nat(3),
      },
      { requiredKeys: ['do', 'from', 'past', 'to'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('services'), count: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('specialists'), count: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm'), auto: fc.boolean() }) },
) as fc.Arbitrary<Step>;

const ALL = salon();
const SLOT = 30;

interface Entry {
  readonly key: number;
  readonly wishes: string;
  service: number;
  specialist: number;
  start: number;
  length: number;
  status: Booking['status'];
  version: number;
  moves: number[];
}

class Model {
  project: Project;
  now = START;
  readonly entries: Entry[] = [];

  constructor(projectId: ProjectId) {
    this.project = salon({
      ...{ projectId, timeZone: ZONE, horizonDays: 3, minimumNoticeMinutes: 60 },
      workHours: everyDay('17:00', '21:00'),
    });
  }

  startOf({ day, quarter }: Place): number {
    const date = Temporal.PlainDate.from('2026-11-16').add({ days: day });
    const time = { hour: Math.floor(quarter / 4), minute: (quarter % 4) * 15 };
    return date.toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds / 60_000;
  }

  /** Why a place cannot be wished for, read off the configuration. */
  refusal(service: number, specialist: number, start: number): string | undefined {
    const { services, specialists, workHours } = this.project;
    if (services.length === 0 || specialists.length === 0) return 'project_incomplete';
    if (service >= services.length) return 'unknown_service';
    if (specialist >= specialists.length) return 'unknown_specialist';
    if (start * 60_000 < Date.parse(this.now) + 3_600_000) return 'too_soon';
    const wall = Temporal.Instant.fromEpochMilliseconds(start * 60_000).toZonedDateTimeISO(ZONE);
    const today = Temporal.Instant.from(this.now).toZonedDateTimeISO(ZONE).toPlainDate();
    if (Temporal.PlainDate.compare(wall.toPlainDate(), today.add({ days: 3 })) > 0) {
      return 'beyond_horizon';
    }
    const date = wall.toPlainDate().toString();
    const exception = workHours.exceptions.find((one) => one.date === date);
    const [open] = exception?.intervals ?? workHours.weekly.mon;
    const [from, to] = [minutesOf(open?.start), minutesOf(open?.end)];
    const minute = wall.hour * 60 + wall.minute;
    const fits =
      minute >= from && (minute - from) % SLOT === 0 && minute + this.length(service) <= to;
    return fits ? undefined : 'outside_working_hours';
  }

  length(service: number): number {
    return (ALL.services[service]?.slots ?? 0) * SLOT;
  }

  isTaken(specialist: number, start: number, length: number, except?: Entry): boolean {
    return this.entries.some(
      (one) =>
        one !== except &&
        OCCUPYING.has(one.status) &&
        one.specialist === specialist &&
        one.start < start + length &&
        start < one.start + one.length,
    );
  }
}

const minutesOf = (clock = '') => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const specialistId = (index: number) => ALL.specialists[index]?.specialistId as SpecialistId;
const serviceId = (index: number) => ALL.services[index]?.serviceId as ServiceId;
const instant = (minute: number) => new Date(minute * 60_000).toISOString();
const shown = (entry: Entry) => ({
  ...{ status: entry.status, version: entry.version, specialistId: specialistId(entry.specialist) },
  ...{ serviceId: serviceId(entry.service), startsAt: instant(entry.start) },
  endsAt: instant(entry.start + entry.length),
});

/** Takes a step in both worlds and compares the answers. */
async function take(
  step: Step,
  model: Model,
  ids: Map<Entry, Booking['bookingId']>,
): Promise<void> {
  const { project, now } = model;
  switch (step.do) {
    case 'book': {
      const { key, service, place } = step;
      const [start, length] = [model.startOf(place), model.length(service)];
      const answer = await book({
        ...{ project, now, client: CLIENT, actor: ACTOR, idempotencyKey: `key-${key}` },
        ...{ serviceId: serviceId(service), specialistId: specialistId(place.specialist) },
        startsAt: instant(start),
      });
      const wishes = JSON.stringify([service, place.specialist, start]);
      const known = model.entries.find((one) => one.key === key);
      const refusal = model.refusal(service, place.specialist, start);
      const taken = refusal === undefined && model.isTaken(place.specialist, start, length);
      if (known?.wishes === wishes) {
        expect(answer).toMatchObject({ created: false, booking: shown(known) });
      } else if (known) {
        const codes = taken ? ['slot_taken', 'idempotency_key_reused'] : ['idempotency_key_reused'];
        expect(codes).toContain(isRefusal(answer) ? answer.refused : 'yes');
      } else if (refusal ?? taken) {
        expect(answer).toMatchObject({ refused: refusal ?? 'slot_taken' });
      } else {
        const status = project.autoConfirm ? 'CONFIRMED' : 'PENDING';
        const entry = {
          ...{ key, wishes, service, specialist: place.specialist, start, length, status },
          ...{ version: 1, moves: [] },
        } satisfies Entry;
        expect(answer).toMatchObject({ created: true, booking: shown(entry) });
        model.entries.push(entry);
        if (!isRefusal(answer)) ids.set(entry, answer.booking.bookingId);
      }
      return;
    }
    case 'move': {
      const entry = model.entries[step.booking];
      const bookingId = entry && ids.get(entry);
      if (!entry || !bookingId) return;
      const { place, key } = step;
      const start = model.startOf(place);
      const answer = await reschedule({
        ...{ project, bookingId, now, actor: ACTOR, ownedBy: CLIENT.clientId },
        ...{ startsAt: instant(start), specialistId: specialistId(place.specialist) },
        idempotencyKey: `move-${key}`,
      });
      const stands =
        OCCUPYING.has(entry.status) &&
        entry.start === start &&
        entry.specialist === place.specialist;
      const length = model.length(entry.service);
      const refusal = model.refusal(entry.service, place.specialist, start);
      if (stands || entry.moves.includes(key)) {
        expect(answer).toMatchObject({ changed: false, booking: shown(entry) });
      } else if (!OCCUPYING.has(entry.status) || instant(entry.start) <= now) {
        expect(answer).toMatchObject({ refused: 'booking_not_changeable' });
      } else if (refusal ?? model.isTaken(place.specialist, start, length, entry)) {
        expect(answer).toMatchObject({ refused: refusal ?? 'slot_taken' });
      } else {
        Object.assign(entry, {
          ...{ start, length, specialist: place.specialist, version: entry.version + 1 },
          ...{ moves: [...entry.moves, key] },
          ...(project.autoConfirm ? {} : { status: 'PENDING' }),
        });
        expect(answer).toMatchObject({ changed: true, booking: shown(entry) });
      }
      return;
    }
    case 'cancel':
    case 'expire': {
      const entry = model.entries[step.booking];
      const bookingId = entry && ids.get(entry);
      if (!entry || !bookingId) return;
      const ends =
        step.do === 'cancel'
          ? OCCUPYING.has(entry.status)
          : entry.status === 'PENDING' && instant(entry.start) <= now;
      const { projectId } = project;
      const answer =
        step.do === 'cancel'
          ? await cancel({ project, bookingId, now, actor: ACTOR })
          : await expire({ projectId, bookingId, now, version: entry.version });
      if (ends) Object.assign(entry, { status: 'CANCELLED', version: entry.version + 1 });
      expect(answer).toMatchObject({ changed: ends, booking: shown(entry) });
      return;
    }
    case 'wait':
      model.now = addSeconds(now, step.hours * 3600);
      return;
    case 'hours': {
      const hours = everyDay(`${step.from}:${step.past || '00'}`, `${step.to}:00`);
      const date =
        step.day === undefined
          ? undefined
          : Temporal.PlainDate.from('2026-11-16').add({ days: step.day }).toString();
      const { weekly, exceptions } = project.workHours;
      const others = exceptions.filter((one) => one.date !== date);
      const workHours = date
        ? { weekly, exceptions: [...others, { date, intervals: hours.weekly.mon }] }
        : { weekly: hours.weekly, exceptions };
      model.project = { ...project, workHours };
      return;
    }
    case 'services':
      model.project = { ...project, services: ALL.services.slice(0, step.count) };
      return;
    case 'specialists':
      model.project = { ...project, specialists: ALL.specialists.slice(0, step.count) };
      return;
    case 'confirm':
      model.project = { ...project, autoConfirm: step.auto };
  }
}

async function expectSameOffers(model: Model): Promise<void> {
  const { project, now } = model;
  for (const [service, asked] of project.services.entries()) {
    const slots = await findSlots({
      ...{ project, now, service: asked, specialists: project.specialists },
      ...{ fromDate: '2026-11-16', toDate: '2026-11-19' },
    });
    const expected: string[] = [];
    const midnight = model.startOf({ specialist: 0, day: 0, quarter: 0 });
    for (let minute = midnight; minute < midnight + 4 * 1440; minute += 15) {
      for (const [specialist] of project.specialists.entries()) {
        const free = !model.isTaken(specialist, minute, model.length(service));
        if (free && model.refusal(service, specialist, minute) === undefined) {
          expected.push(`${instant(minute)} ${specialistId(specialist)}`);
        }
      }
    }
    expect(slots.map((slot) => `${slot.startsAt} ${slot.specialistId}`)).toEqual(expected);
  }
}

describe('booking, moving, cancelling, expiring and changes of the configuration', () => {
  let run = 0;
  it('do what a plain model does, step by step', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 50, size: 'max' }),
        async (steps) => {
          run += 1;
          const model = new Model(`model_${run}` as ProjectId);
          const ids = new Map<Entry, Booking['bookingId']>();
          for (const one of steps) await take(one, model, ids);
          await expectSameOffers(model);
          const { projectId } = model.project;
          const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, projectId);
          expect(takenByDays(stored)).toEqual(takenByBookings(stored));
          expect(stored.bookings).toHaveLength(model.entries.length);
          for (const entry of model.entries) {
            const row = stored.bookings.find(({ bookingId }) => bookingId === ids.get(entry));
            expect(row).toMatchObject(shown(entry));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
