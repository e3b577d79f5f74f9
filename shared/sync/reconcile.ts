import type { Instant } from '../platform/clock.ts';
import type { BookingId } from '../platform/ids.ts';
import type { Project } from '../projects/index.ts';
import type { Destination } from './destination.ts';
import type { Difference } from './judge-entries.ts';
import { markDirty } from './mark.ts';
import { type Comparison, reconcileDestination } from './reconcile-destination.ts';
import {
  keepReport,
  type ReconcileCause,
  type ReconcileReport,
  reportOf,
} from './reconcile-report.ts';
import type { SyncMessage } from './sync-message.ts';

/** What reconciling needs from outside. */
export interface ReconcilePorts {
  /** Puts a message on the queue of the destinations. */
  readonly put: (message: SyncMessage) => Promise<void>;
  readonly now: () => Instant;
}

/** What is to be done. */
export interface ReconcileWish {
  /** Only this one; absent: every destination that the project is connected to. */
  readonly destination?: string | undefined;
  /** Nothing is changed. */
  readonly dryRun: boolean;
  readonly cause: ReconcileCause;
  /** How long a place may take to say what it shows, in milliseconds. */
  readonly readMs: number;
}

const AT_ONCE = 25;

/**
 * Compares every destination of a project with its bookings and, unless it is a dry run, has what is wrong written
 * again by the worker that writes there anyway: bookings are only marked here, so that there is one writer. Of entries
 * that carry an id which is no booking of the project none is taken out unless a member asked for it: they may belong
 * to somebody else who shares the place.
 *
 * @returns a report for each place, as kept; none for destinations that the project is not connected to
 * @throws what DynamoDB or the queue refuse: all of it may be done again
 */
export async function reconcile(
  project: Project,
  destinations: readonly Destination[],
  { destination: only, dryRun, cause, readMs }: ReconcileWish,
  ports: ReconcilePorts,
): Promise<readonly ReconcileReport[]> {
  const { projectId } = project;
  const asked = destinations.filter(({ name }) => only === undefined || name === only);
  const reports = await Promise.all(
    asked.map(async (destination) => {
      const { now } = ports;
      const compared = await reconcileDestination(project, destination, {
        ...{ now, readMs, isNew: cause === 'connected' },
      });
      if (!compared) return [];
      const healed = dryRun ? [] : compared.differences.filter((one) => mayHeal(one, cause));
      // What is on its way is woken too, should its own message have been lost.
      const waits = !dryRun && compared.inFlight > 0;
      if (waits || healed.length > 0) await heal(project, compared, healed, ports);
      const at = now();
      const made = reportOf({ projectId, at, cause, dryRun }, compared, healed);
      await Promise.all(made.map(keepReport));
      return made;
    }),
  );
  return reports.flat();
}

const isOfNobody = (one: Difference): boolean => one.kind === 'extra' && one.booking === undefined;

const mayHeal = (one: Difference, cause: ReconcileCause): boolean =>
  cause === 'member' || !isOfNobody(one);

/** Marks each booking once, then wakes the worker: one that dies between the two leaves what the next message finds. */
async function heal(
  { projectId }: Project,
  { destination }: Comparison,
  differences: readonly Difference[],
  { put }: ReconcilePorts,
): Promise<void> {
  const wishes = new Map<BookingId, NonNullable<SyncMessage['wish']>>();
  for (const one of differences) {
    const { booking } = one;
    if (booking) wishes.set(booking.bookingId, { action: 'Write', version: booking.version });
    else if (one.kind === 'extra' && one.entry.bookingId) {
      wishes.set(one.entry.bookingId, { action: 'Remove', version: 1 });
    }
  }
  const scope = { projectId, destination };
  const marks = [...wishes];
  for (let from = 0; from < marks.length; from += AT_ONCE) {
    const some = marks.slice(from, from + AT_ONCE);
    await Promise.all(
      some.map(([bookingId, wish]) => markDirty(scope, bookingId, { wish, again: false })),
    );
  }
  await put({ ...scope, attempt: 0 });
}
