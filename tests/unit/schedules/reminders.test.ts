import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Booking,
  book,
  cancel,
  decide,
  getBooking,
  reschedule,
  undoDecision,
} from '../../../shared/bookings/index.ts';
import { addSeconds, type Instant, secondsBetween } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import {
  type BookingId,
  type ClientId,
  type ProjectId,
  randomId,
} from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import {
  afterQuietHours,
  arrange,
  type ReminderTimer,
  reminderOf,
  reminderTime,
  reminderTimerSchema,
  remindWhenDue,
  timerSchema,
} from '../../../shared/schedules/index.ts';
import { putProject } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, everyDay, HAIRCUT, salon } from '../../steps/salon.ts';
import { type Pending, startTimers, type Timers } from './timers.ts';

const NOW = '2026-11-23T08:00:00.000Z';
/** Ten days later, so that a long chain has room. */
const START = '2026-12-03T10:00:00.000Z';
const STAFF = { kind: 'staff', id: '1' } as const;
const HALF_HOUR = 1_800;

let dynoxide: Dynoxide;
let timers: Timers<ReminderTimer>;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  [dynoxide, timers] = await Promise.all([startTable(), startTimers<ReminderTimer>()]);
});
afterAll(async () => {
  vi.useRealTimers();
  await Promise.all([dynoxide.close(), timers.close()]);
});

/** A salon with one request, its stream and its timers. */
class World {
  now: Instant = NOW;
  readonly project: Project;
  bookingId = '' as BookingId;
  pending: Pending<ReminderTimer>[] = [];
  /** Every reminder that was written: since when the request waited, which, and when. */
  readonly given: { requestedAt: Instant; reminder: number; at: Instant }[] = [];

  constructor(reception: Partial<NonNullable<Project['reception']>> = {}) {
    this.project = salon({
      projectId: `p-${randomId(12).toLowerCase()}` as ProjectId,
      workHours: everyDay('00:00', '24:00'),
      reception: { staff: [], reminderLimit: 6, ...reception },
    });
  }

  at(instant: Instant): void {
    if (instant > this.now) this.now = instant;
    vi.setSystemTime(new Date(this.now));
  }

  async begin(startsAt = START): Promise<this> {
    await putProject(dynoxide.endpoint, dynoxide.tableName, this.project, 'owner');
    this.at(NOW);
    const client = { clientId: 'c1' as ClientId, name: 'Ivanna' };
    const booked = await book({
      ...{ project: this.project, serviceId: HAIRCUT, specialistId: ANNA, startsAt, client },
      ...{ actor: { kind: 'client', id: client.clientId }, idempotencyKey: 'b', now: this.now },
    });
    if (isRefusal(booked)) throw new Error(booked.message);
    this.bookingId = booked.booking.bookingId;
    await this.stream(booked.booking, undefined);
    return this;
  }

  booking(): Promise<Booking> {
    return getBooking(this.project.projectId, this.bookingId) as Promise<Booking>;
  }

  /** What the stream does with a write; each message comes twice. */
  async stream(row: Booking, old: Booking | undefined): Promise<void> {
    const timer = reminderOf(row, old);
    if (timer === undefined) return;
    const { target } = timers;
    const targets = { reminder: target, expiry: target, archive: target, turn: target };
    const body = timerSchema.parse(JSON.parse(JSON.stringify(timer)));
    await arrange(body, targets, this.now);
    await arrange(body, targets, this.now);
    this.pending.push(...timers.take(this.now));
  }

  async write(change: () => Promise<unknown>): Promise<void> {
    const old = await this.booking();
    await change();
    const row = await this.booking();
    if (row.version === old.version) return;
    expect(row.version).toBe(old.version + 1);
    if (row.reminders > old.reminders) {
      expect(old.status).toBe('PENDING');
      const { requestedAt, reminders: reminder } = row;
      this.given.push({ requestedAt, reminder, at: this.now });
    }
    await this.stream(row, old);
  }

  async fire({ body }: Pending<ReminderTimer>): Promise<void> {
    const timer = reminderTimerSchema.parse(body);
    await this.write(() => remindWhenDue(timer, timers.target, this.now));
    this.pending.push(...timers.take(this.now));
  }

  /** Moves the clock, firing each timer in its turn. */
  async goTo(instant: Instant): Promise<void> {
    for (;;) {
      const [next] = this.pending.toSorted((a, b) => a.at.localeCompare(b.at));
      if (next === undefined || next.at > instant) break;
      this.pending.splice(this.pending.indexOf(next), 1);
      this.at(next.at);
      await this.fire(next);
    }
    this.at(instant);
  }

  change() {
    const { bookingId, now } = this;
    return { projectId: this.project.projectId, bookingId, actor: STAFF, by: 'Olena', now };
  }
  confirm = () => this.write(() => decide({ ...this.change(), to: 'CONFIRMED' }));
  reject = () => this.write(() => decide({ ...this.change(), to: 'REJECTED' }));
  undo = () => this.write(() => undoDecision(this.change()));
  cancel = () => this.write(() => cancel({ ...this.change(), project: this.project }));
  move = (startsAt: Instant) =>
    this.write(() =>
      reschedule({
        ...this.change(),
        project: this.project,
        startsAt,
        actor: { kind: 'client', id: 'c1' as ClientId },
        idempotencyKey: randomId(),
      }),
    );
}

describe('reminders of a request that nobody answers', () => {
  it('come every half hour, up to the limit', async () => {
    const world = await new World({ reminderLimit: 3 }).begin();
    await world.goTo(addSeconds(NOW, 12 * 3600));
    const at = (n: number) => addSeconds(NOW, n * HALF_HOUR);
    expect(world.given.map(({ reminder, at }) => [reminder, at])).toEqual([
      [1, at(1)],
      [2, at(2)],
      [3, at(3)],
    ]);
  });

  it('are none where the limit is 0', async () => {
    const world = await new World({ reminderLimit: 0 }).begin();
    expect(world.pending).toEqual([]);
  });

  it('wait for the end of quiet hours, then go on from there', async () => {
    const quietHours = { start: '10:45', end: '15:00' };
    const world = await new World({ quietHours }).begin();
    // 10:00 in Kyiv; the second reminder would be at 11:00.
    await world.goTo(addSeconds(NOW, 12 * 3600));
    expect(world.given.slice(0, 3).map(({ at }) => at)).toEqual([
      '2026-11-23T08:30:00.000Z',
      '2026-11-23T13:00:00.000Z',
      '2026-11-23T13:30:00.000Z',
    ]);
  });

  it('are none at or after the start of the booking, quiet hours or not', async () => {
    const world = await new World().begin('2026-11-23T09:30:00.000Z');
    await world.goTo(addSeconds(NOW, 12 * 3600));
    expect(world.given.map(({ reminder }) => reminder)).toEqual([1, 2]);
    const quiet = { quietHours: { start: '10:15', end: '11:30' } };
    const other = await new World(quiet).begin('2026-11-23T09:30:00.000Z');
    expect(other.pending).toEqual([]);
  });

  it('begin anew when a confirmation or a rejection is taken back', async () => {
    for (const decision of ['confirm', 'reject'] as const) {
      const world = await new World().begin();
      await world.goTo(addSeconds(NOW, 40 * 60));
      await world[decision]();
      world.at(addSeconds(world.now, 60));
      await world.undo();
      const again = world.now;
      await world.goTo(addSeconds(again, 65 * 60));
      expect(world.given).toEqual([
        { requestedAt: NOW, reminder: 1, at: addSeconds(NOW, HALF_HOUR) },
        { requestedAt: again, reminder: 1, at: addSeconds(again, HALF_HOUR) },
        { requestedAt: again, reminder: 2, at: addSeconds(again, 2 * HALF_HOUR) },
      ]);
    }
  });

  it('cost two calls each besides the fan-out: one write, one timer', async () => {
    const world = await new World().begin();
    const [timer] = world.pending.splice(0) as [Pending<ReminderTimer>];
    world.at(timer.at);
    const before = timers.calls();
    const [old] = [await world.booking()];
    expect(await remindWhenDue(timer.body, timers.target, world.now)).toBe('reminded');
    expect(timers.calls() - before).toBe(0);
    const next = reminderOf(await world.booking(), old) as ReminderTimer;
    const { target } = timers;
    const targets = { reminder: target, expiry: target, archive: target, turn: target };
    await arrange(next, targets, world.now);
    expect(timers.calls() - before).toBe(1);
    timers.take(world.now);
  });
});

describe('a timer', () => {
  it('that fires again and again reminds once', async () => {
    const world = await new World({ reminderLimit: 1 }).begin();
    const [timer] = world.pending.splice(0) as [Pending<ReminderTimer>];
    world.at(timer.at);
    const fired = await Promise.all(
      Array.from({ length: 10 }, () => remindWhenDue(timer.body, timers.target, world.now)),
    ).then((all) => all.filter((one) => one === 'reminded'));
    expect(fired).toHaveLength(1);
    expect((await world.booking()).reminders).toBe(1);
  });

  it('that fires early is armed again, though its first schedule keeps its name for a while', async () => {
    const world = await new World().begin();
    const [timer] = world.pending.splice(0) as [Pending<ReminderTimer>];
    for (const early of [1_000, 300, 60, 3]) {
      world.at(addSeconds(timer.at, -early));
      await world.fire(world.pending.splice(0).at(-1) ?? timer);
      expect(world.given).toEqual([]);
      expect(world.pending).toHaveLength(1);
      expect(Math.abs(secondsBetween(world.pending[0]?.at ?? '', timer.at))).toBeLessThan(1);
    }
    await world.goTo(timer.at);
    expect(world.given).toHaveLength(1);
  });

  it('that fires in hours that became quiet meanwhile waits for their end', async () => {
    const world = await new World({ quietHours: { start: '10:15', end: '12:00' } }).begin();
    const { projectId, bookingId } = world.change();
    const timer = { projectId, bookingId, requestedAt: NOW, reminder: 1, startsAt: START };
    world.at(addSeconds(NOW, HALF_HOUR));
    await world.fire({ at: world.now, body: { ...timer, dueAt: world.now, attempt: 0 } });
    expect(world.given).toEqual([]);
    expect(world.pending.at(-1)?.at).toBe('2026-11-23T10:00:00.000Z');
  });
});

it('when reminders may come: never early, in quiet hours, beyond the limit or at the start', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const time = minute.map(
    (m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`,
  );
  fc.assert(
    fc.property(
      fc.record({ start: time, end: time }),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 3 * 86_400 }),
      fc.integer({ min: 0, max: 3 * 86_400 }),
      (quietHours, reminderLimit, reminder, due, start) => {
        const project = salon({ reception: { staff: [], quietHours, reminderLimit } });
        const timer = { reminder, dueAt: addSeconds(NOW, due), startsAt: addSeconds(NOW, start) };
        const at = reminderTime(timer, project);
        const end = afterQuietHours(timer.dueAt, project.timeZone, quietHours);
        const wanted = reminder <= reminderLimit && end < timer.startsAt;
        expect(at).toBe(wanted ? end : undefined);
      },
    ),
  );
});

it('whatever happens to a booking and its timers, each reminder is given at most once and only while it makes sense', async () => {
  const quietHours = { start: '21:00', end: '08:30' };
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.nat(200) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('fire' as const), copies: fc.nat(3) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('confirm', 'reject', 'undo' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), hours: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('stray' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const world = await new World({ quietHours, reminderLimit: 4 }).begin(
        '2026-11-24T16:00:00.000Z',
      );
      const old: Pending<ReminderTimer>[] = [];
      for (const one of steps) {
        if (one.do === 'pass') await world.at(addSeconds(world.now, one.minutes * 60));
        // Early, late or in time, as it comes; a timer may fire up to three times, concurrently.
        else if (one.do === 'fire') {
          const timer = world.pending.shift();
          if (timer === undefined) continue;
          old.push(timer);
          for (let copy = 0; copy < one.copies; copy += 1) await world.fire(timer);
        } else if (one.do === 'stray') {
          for (const timer of old.slice(-3)) await world.fire(timer);
        } else if (one.do === 'move') {
          await world.move(addSeconds('2026-11-24T16:00:00.000Z', one.hours * 3600));
        } else await world[one.do]();
      }
      const { timeZone } = world.project;
      const names = world.given.map(({ requestedAt, reminder }) => `${requestedAt} ${reminder}`);
      expect(new Set(names).size).toBe(names.length);
      for (const { requestedAt, reminder, at } of world.given) {
        expect(secondsBetween(requestedAt, at)).toBeGreaterThanOrEqual(reminder * HALF_HOUR);
        expect(reminder).toBeLessThanOrEqual(4);
        expect(afterQuietHours(at, timeZone, quietHours)).toBe(at);
      }
      // Left alone, whoever still waits gets all the rest, unless a timer of his was lost above.
      await world.goTo(addSeconds(world.now, 10 * 86_400));
      expect(world.pending).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);
