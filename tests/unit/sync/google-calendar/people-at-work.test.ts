import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Booking, cancel, OCCUPYING, reschedule } from '../../../../shared/bookings/index.ts';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import { isRefusal } from '../../../../shared/platform/errors.ts';
import type { SpecialistId } from '../../../../shared/platform/ids.ts';
import { eventOf, plainTime } from '../../../../shared/sync/google-calendar/event.ts';
import { eventIdOf } from '../../../../shared/sync/google-calendar/event-id.ts';
import { ANNA, ELENA, MARIA } from '../../../steps/salon.ts';
import { type Json, type SalonCalendars, startCalendars } from './salon-calendars.ts';

let world: Awaited<ReturnType<typeof startCalendars>>;
beforeAll(async () => {
  world = await startCalendars();
});
afterAll(() => world.close());

const HOURS = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'];
const member = { kind: 'member', id: 'owner' } as const;

const which = fc.nat(9);
const hour = fc.constantFrom(...HOURS);
/** Elena has no calendar. */
const whose = fc.constantFrom(ANNA, MARIA, ELENA);
const step = fc.oneof(
  fc.record({ kind: fc.constant('books' as const), hour, whose }),
  fc.record({ kind: fc.constant('moves' as const), which, hour, whose }),
  fc.record({ kind: fc.constant('cancels' as const), which }),
  fc.record({ kind: fc.constant('syncs' as const) }),
  fc.record({ kind: fc.constant('imports' as const), whose: fc.constantFrom(ANNA, MARIA) }),
  fc.record({ kind: fc.constant('drags' as const), which, hour }),
  fc.record({ kind: fc.constant('renames' as const), which }),
  fc.record({ kind: fc.constant('copies' as const), which, hour }),
  fc.record({ kind: fc.constant('deletes' as const), which }),
  fc.record({
    kind: fc.constant('fails' as const),
    status: fc.constantFrom(500, 503, 429),
    times: fc.integer({ min: 1, max: 4 }),
    applyThenFail: fc.boolean(),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Three bookings that are seen, and calendars that were read. */
const BEGINNING: readonly Step[] = [
  { kind: 'books', hour: '09:00', whose: ANNA },
  { kind: 'books', hour: '10:00', whose: ANNA },
  { kind: 'books', hour: '09:00', whose: MARIA },
  { kind: 'syncs' },
  { kind: 'imports', whose: ANNA },
  { kind: 'imports', whose: MARIA },
];

/** One story of a salon, its specialists at their calendars and Google between them. */
class Story {
  readonly desk: SalonCalendars;
  readonly bookings: Booking[] = [];
  /** Events that people made themselves. */
  readonly theirs: string[] = [];
  /** Bookings whose events people moved or deleted. */
  readonly dragged = new Set<string>();
  readonly deleted = new Set<string>();
  #moves = 0;
  /** Far enough: what fails is tried again hours later. */
  readonly date = addSeconds(world.now(), 5 * 86_400).slice(0, 10);

  constructor(desk: SalonCalendars) {
    this.desk = desk;
  }

  async plays(one: Step): Promise<void> {
    const { desk } = this;
    const { project } = desk;
    const booking =
      'which' in one && this.bookings.length > 0
        ? this.bookings[one.which % this.bookings.length]
        : undefined;
    switch (one.kind) {
      case 'books': {
        const made = await desk.books(one.hour, one.whose, this.date).catch(() => undefined);
        if (!made) return;
        this.bookings.push(made);
        return desk.tell(made);
      }
      case 'moves': {
        if (!booking) return;
        const startsAt = new Date(`${this.date}T${one.hour}:00+02:00`).toISOString();
        this.#moves += 1;
        const moved = await reschedule({
          ...{ project, bookingId: booking.bookingId, startsAt, specialistId: one.whose },
          ...{ actor: member, idempotencyKey: `move ${this.#moves}`, now: world.now() },
        });
        return isRefusal(moved) ? undefined : desk.tell(booking);
      }
      case 'cancels':
        if (!booking) return;
        await cancel({ project, bookingId: booking.bookingId, actor: member, now: world.now() });
        return desk.tell(booking);
      case 'syncs':
        return await desk.syncs();
      case 'imports':
        // Each calendar has its own cursor; here it is enough that people's changes are met.
        desk.cursor = this.#cursors.get(one.whose);
        await desk.imports(one.whose);
        if (desk.cursor !== undefined) this.#cursors.set(one.whose, desk.cursor);
        return;
      case 'fails': {
        const { status, times, applyThenFail } = one;
        return world.standIn.fail({ status, times, applyThenFail, path: '/calendar/v3' });
      }
      default:
        if (booking) await this.#hand(one, booking);
    }
  }

  readonly #cursors = new Map<SpecialistId, string>();

  /** What a specialist does with an event of ours in her calendar, if it is there. */
  async #hand(one: Step, booking: Booking): Promise<void> {
    const id = eventIdOf(booking.bookingId);
    for (const whose of [ANNA, MARIA]) {
      const found = (await this.desk.events(whose)).find((event) => event.id === id);
      if (!found) continue;
      const time =
        'hour' in one
          ? { start: `${this.date}T${one.hour}`, end: `${this.date}T${one.hour.slice(0, 3)}30` }
          : {};
      if (one.kind === 'drags') this.dragged.add(booking.bookingId);
      if (one.kind === 'deletes') this.deleted.add(booking.bookingId);
      if (one.kind === 'drags') await this.desk.hand('change', { id, ...time }, whose);
      if (one.kind === 'renames') await this.desk.hand('change', { id, summary: 'Mine' }, whose);
      if (one.kind === 'deletes') await this.desk.hand('delete', { id }, whose);
      if (one.kind === 'copies') {
        const { extendedProperties, summary } = found;
        const made = { ...time, summary, extendedProperties };
        this.theirs.push((await this.desk.hand('add', made, whose)).id);
      }
    }
  }

  /** Google works again, everything is tried again, and what differs is healed. */
  async ends(): Promise<void> {
    await fetch(`${world.controlUrl}/fail`, { method: 'DELETE' });
    await this.desk.syncs();
    for (const one of this.bookings) {
      const { version } = await this.desk.current(one);
      this.desk.tell(one, { wish: { action: 'Write', version }, again: true });
    }
    await this.desk.syncs();
  }

  /** Bookings that are said to be touched by people, and were not. */
  async slandered(): Promise<Booking[]> {
    const current = await Promise.all(this.bookings.map(this.desk.current));
    return current.filter(({ bookingId, flags = [], status, actor }) => {
      const kinds = flags.map(({ kind }) => kind);
      const isDeleted = status === 'CANCELLED' && actor.kind === 'sync';
      return (
        (kinds.includes('moved_elsewhere') && !this.dragged.has(bookingId)) ||
        ((kinds.includes('deleted_elsewhere') || isDeleted) && !this.deleted.has(bookingId))
      );
    });
  }

  /** What ought to stand in a calendar: our events by their ids, and those of people. */
  async truth(whose: SpecialistId): Promise<string[]> {
    const current = await Promise.all(this.bookings.map(this.desk.current));
    return current
      .filter((one) => OCCUPYING.has(one.status) && one.specialistId === whose)
      .map((one) => said({ id: eventIdOf(one.bookingId), ...eventOf(one, this.desk.project) }))
      .sort();
  }

  async shown(whose: SpecialistId): Promise<string[]> {
    const events = await this.desk.events(whose);
    return events
      .filter(({ id }) => !this.theirs.includes(id))
      .map(said)
      .sort();
  }
}

const said = ({ id, summary, start, end }: Json): string =>
  `${id} ${summary} ${plainTime(start)} ${plainTime(end)}`;

it('whatever people and Google do meanwhile, calendars show each booking once in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.constantFrom('flag' as const, 'cancel' as const),
      async (steps, onDeletedEvent) => {
        const story = new Story(await world.open({ onDeletedEvent }));
        for (const one of [...BEGINNING, ...steps]) await story.plays(one);
        await story.ends();
        expect(await story.slandered()).toEqual([]);
        for (const whose of [ANNA, MARIA]) {
          expect(await story.shown(whose)).toEqual(await story.truth(whose));
        }
      },
    ),
    { numRuns: 8 },
  );
});
