import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSlots } from '../../../shared/availability/index.ts';
import {
  type Booking,
  book,
  cancel,
  completeSession,
  decide,
  expire,
  markNoShow,
  OCCUPYING,
  recordPayment,
  remind,
  reschedule,
  startSession,
  undoDecision,
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
const STAFF = { kind: 'staff', id: 'Lukas' } as const;
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
  | {
      readonly do: 'answer';
      readonly booking: number;
      readonly to: 'CONFIRMED' | 'REJECTED';
      /** How many requests behind the present one the answer is. */
      readonly behind: number;
    }
  | { readonly do: 'undo'; readonly booking: number; readonly behind: number }
  | { readonly do: 'remind'; readonly booking: number; readonly skip: number }
  | { readonly do: 'start' | 'complete' | 'miss'; readonly booking: number; readonly own: boolean }
  | {
      readonly do: 'pay';
      readonly booking: number;
      readonly amount: number;
      readonly key: number;
    }
  | { readonly do: 'wait'; readonly minutes: number }
  /** Waits until a booking's start, and some minutes more or less. */
  | { readonly do: 'reach'; readonly booking: number; readonly minutes: number }
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
/** Which of the bookings there are. */
const booking = fc.nat(4);
const rarely = fc.constantFrom(0, 0, 0, 0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('book'), key: fc.nat(30), service: fc.nat(2), place }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('move'), booking, key: fc.nat(30), place }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'expire'), booking }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('answer'),
      booking,
      to: fc.constantFrom('CONFIRMED', 'CONFIRMED', 'REJECTED'),
      behind: rarely,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo'), booking, behind: rarely }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remind'), booking, skip: rarely }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('start', 'start', 'complete', 'complete', 'miss'),
      booking,
      own: fc.constantFrom(true, true, true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: fc.constant('pay'), booking, key: fc.nat(5) },
      amount: fc.constantFrom(0, 1, 20_000, 45_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(1, 2, 3, 4, 60) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('reach'), booking },
      minutes: fc.constantFrom(-121, -120, -120, -60, -1, 0, 15, 420),
    }),
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
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('services'), count: fc.constantFrom(3, 3, 2, 1, 0) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('specialists'), count: fc.constantFrom(3, 3, 2, 1, 0) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm'), auto: fc.boolean() }) },
) as fc.Arbitrary<Step>;

/** Two bookings that every run begins with, so that there is something to answer and to visit. */
const FIRST: readonly Step[] = [0, 1].map((specialist) => ({
  ...{ do: 'book', key: 100 + specialist, service: specialist },
  place: { specialist, day: 0, quarter: 72 },
}));

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
  request: number;
  requestedAt: string;
  reminders: number;
  decidedAt: string | undefined;
  session: { startedAt: string; finishedAt?: string } | undefined;
  payments: { key: number; amount: number }[];
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

  /** `next` while a session may begin, else why it may not: two hours before its start, till the local day is over. */
  startable(entry: Entry, next: Partial<Entry>): Partial<Entry> | string {
    const start = Temporal.Instant.from(instant(entry.start)).toZonedDateTimeISO(ZONE);
    const present = Temporal.Instant.from(this.now).toZonedDateTimeISO(ZONE);
    if (Temporal.ZonedDateTime.compare(present, start.subtract({ hours: 2 })) < 0) {
      return 'too_early';
    }
    return Temporal.PlainDate.compare(present.toPlainDate(), start.toPlainDate()) > 0
      ? 'too_late'
      : next;
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
  ...{ request: entry.request, requestedAt: entry.requestedAt, reminders: entry.reminders },
  ...(entry.decidedAt === undefined ? {} : { decision: { at: entry.decidedAt } }),
  ...(entry.session === undefined ? {} : { session: entry.session }),
  ...(entry.payments.length === 0
    ? {}
    : { payments: entry.payments.map(({ amount }) => ({ amount })) }),
});
/** What a booking must not have. */
const absent = (entry: Entry) => [
  ...(entry.decidedAt === undefined ? ['decision'] : []),
  ...(entry.reminders === 0 ? ['remindedAt'] : []),
  ...(entry.session === undefined ? ['session'] : []),
];
/** A booking that waits from now on. */
const asking = (now: string) => ({
  ...({ status: 'PENDING', requestedAt: now, reminders: 0, decidedAt: undefined } as const),
});

/** The only change of a booking in both worlds: what the plain rules say, and what the product answered. */
function expectChange(
  entry: Entry,
  answer: unknown,
  expected: string | 'nothing' | Partial<Entry>,
): void {
  if (expected === 'nothing') {
    expect(answer).toMatchObject({ changed: false, booking: shown(entry) });
  } else if (typeof expected === 'string') {
    expect(answer).toMatchObject({ refused: expected });
  } else {
    Object.assign(entry, expected, { version: entry.version + 1 });
    expect(answer).toMatchObject({ changed: true, booking: shown(entry) });
  }
}

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
          ...{ version: 1, moves: [], request: 1, requestedAt: now, reminders: 0 },
          ...{ decidedAt: undefined, session: undefined, payments: [] },
        } satisfies Entry;
        expect(answer).toMatchObject({ created: true, booking: shown(entry) });
        model.entries.push(entry);
        if (!isRefusal(answer)) ids.set(entry, answer.booking.bookingId);
      }
      return;
    }
    case 'move': {
      const entry = model.entries[step.booking % model.entries.length];
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
      } else if (!['PENDING', 'CONFIRMED'].includes(entry.status) || instant(entry.start) <= now) {
        expect(answer).toMatchObject({ refused: 'booking_not_changeable' });
      } else if (refusal ?? model.isTaken(place.specialist, start, length, entry)) {
        expect(answer).toMatchObject({ refused: refusal ?? 'slot_taken' });
      } else {
        const asks = entry.status === 'PENDING' || !project.autoConfirm;
        expectChange(entry, answer, {
          ...{ start, length, specialist: place.specialist, moves: [...entry.moves, key] },
          ...(asks ? { ...asking(now), request: entry.request + 1 } : {}),
        });
      }
      return;
    }
    case 'cancel':
    case 'expire': {
      const entry = model.entries[step.booking % model.entries.length];
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
      const over = ['REJECTED', 'COMPLETED', 'NO_SHOW'].includes(entry.status);
      const otherwise = step.do === 'cancel' && over ? 'booking_not_changeable' : 'nothing';
      expectChange(entry, answer, ends ? { status: 'CANCELLED' } : otherwise);
      return;
    }
    case 'answer':
    case 'undo': {
      const entry = model.entries[step.booking % model.entries.length];
      const bookingId = entry && ids.get(entry);
      if (!entry || !bookingId) return;
      const request = entry.request - step.behind;
      const asked = { projectId: project.projectId, bookingId, request, now, actor: STAFF };
      const past = instant(entry.start) <= now;
      if (step.do === 'answer') {
        expectChange(
          entry,
          await decide({ ...asked, to: step.to, by: 'Lukas' }),
          entry.status !== 'PENDING'
            ? 'nothing'
            : request !== entry.request
              ? 'request_changed'
              : past
                ? 'booking_not_changeable'
                : { status: step.to, decidedAt: now },
        );
        return;
      }
      const answered = ['CONFIRMED', 'REJECTED'].includes(entry.status) && entry.decidedAt;
      const late = answered && now > addSeconds(answered, 300);
      const taken =
        entry.status === 'REJECTED' &&
        model.isTaken(entry.specialist, entry.start, entry.length, entry);
      expectChange(
        entry,
        await undoDecision(asked),
        request !== entry.request
          ? 'request_changed'
          : entry.status === 'PENDING'
            ? 'nothing'
            : !answered || past
              ? 'booking_not_changeable'
              : late
                ? 'undo_too_late'
                : taken
                  ? 'slot_taken'
                  : asking(now),
      );
      return;
    }
    case 'remind': {
      const entry = model.entries[step.booking % model.entries.length];
      const bookingId = entry && ids.get(entry);
      if (!entry || !bookingId) return;
      const { requestedAt, reminders } = entry;
      const { projectId } = project;
      const reminder = reminders + 1 + step.skip;
      const answer = await remind({ projectId, bookingId, requestedAt, reminder, now });
      const due = entry.status === 'PENDING' && step.skip === 0 && instant(entry.start) > now;
      if (due) Object.assign(entry, { reminders: reminder, version: entry.version + 1 });
      if (due) expect(answer).toMatchObject(shown(entry));
      else expect(answer).toBeUndefined();
      return;
    }
    case 'start':
    case 'complete':
    case 'miss': {
      const entry = model.entries[step.booking % model.entries.length];
      const bookingId = entry && ids.get(entry);
      if (!entry || !bookingId) return;
      const ownedBy = specialistId((entry.specialist + (step.own ? 0 : 1)) % 3);
      const asked = { projectId: project.projectId, bookingId, ownedBy, now, actor: STAFF };
      const { answer, reached, from, next } = {
        start: {
          ...{ answer: startSession, reached: 'IN_PROGRESS', from: 'CONFIRMED' },
          next: model.startable(entry, { status: 'IN_PROGRESS', session: { startedAt: now } }),
        },
        complete: {
          ...{ answer: completeSession, reached: 'COMPLETED', from: 'IN_PROGRESS' },
          next: {
            status: 'COMPLETED' as const,
            session: { startedAt: entry.session?.startedAt ?? '', finishedAt: now },
          },
        },
        miss: {
          ...{ answer: markNoShow, reached: 'NO_SHOW', from: 'CONFIRMED' },
          next: now < instant(entry.start) ? 'too_early' : ({ status: 'NO_SHOW' } as const),
        },
      }[step.do];
      expectChange(
        entry,
        await answer(asked),
        !step.own
          ? 'booking_not_found'
          : entry.status === reached
            ? 'nothing'
            : entry.status === from
              ? next
              : 'booking_not_changeable',
      );
      return;
    }
    case 'pay': {
      const entry = model.entries[step.booking % model.entries.length];
      const bookingId = entry && ids.get(entry);
      if (!entry || !bookingId) return;
      const { amount, key } = step;
      const asked = { projectId: project.projectId, bookingId, now, actor: STAFF, by: 'Lukas' };
      const idempotencyKey = `pay-${key}`;
      const paid = entry.payments.reduce((sum, one) => sum + one.amount, 0);
      const price = ALL.services[entry.service]?.price ?? Number.POSITIVE_INFINITY;
      expectChange(
        entry,
        await recordPayment({ ...asked, amount, method: 'card', idempotencyKey }),
        amount === 0
          ? 'invalid_amount'
          : entry.payments.some((one) => one.key === key)
            ? 'nothing'
            : ['PENDING', 'REJECTED', 'CANCELLED'].includes(entry.status)
              ? 'booking_not_changeable'
              : paid + amount > price
                ? 'overpaid'
                : { payments: [...entry.payments, { key, amount }] },
      );
      return;
    }
    case 'wait':
      model.now = addSeconds(now, step.minutes * 60);
      return;
    case 'reach': {
      const entry = model.entries[step.booking % model.entries.length];
      const then = entry && instant(entry.start + step.minutes);
      if (then && then > now) model.now = then;
      return;
    }
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

describe('all verbs of bookings and changes of the configuration', () => {
  let run = 0;
  it('do what a plain model does, step by step', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 50, size: 'max' }),
        async (steps) => {
          run += 1;
          const model = new Model(`model_${run}` as ProjectId);
          const ids = new Map<Entry, Booking['bookingId']>();
          for (const one of [...FIRST, ...steps]) await take(one, model, ids);
          await expectSameOffers(model);
          const { projectId } = model.project;
          const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, projectId);
          expect(takenByDays(stored)).toEqual(takenByBookings(stored));
          expect(stored.bookings).toHaveLength(model.entries.length);
          for (const entry of model.entries) {
            const row = stored.bookings.find(({ bookingId }) => bookingId === ids.get(entry));
            expect(row).toMatchObject(shown(entry));
            for (const name of absent(entry)) expect(row).not.toHaveProperty(name);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
