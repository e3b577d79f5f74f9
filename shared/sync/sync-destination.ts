import { addSeconds, type Instant, secondsBetween } from '../platform/clock.ts';
import type { Project } from '../projects/index.ts';
import type { Destination } from './destination.ts';
import { noteWake, releaseLease, type Scope, takeLease } from './lease.ts';
import { listMarks, type Mark, markDirty } from './mark.ts';
import type { SyncMessage } from './sync-message.ts';
import { type RoundPorts, writeRound } from './write-round.ts';

/** What bringing bookings to a destination needs from outside. */
export interface SyncPorts extends RoundPorts {
  /** Puts a message on the queue. */
  readonly again: (message: SyncMessage, delaySeconds: number) => Promise<void>;
  /** How long this worker may still run, in milliseconds; absent: long enough. */
  readonly remaining?: () => number;
}

/** Bookings of one round: what most services take in one call. */
const LARGEST_ROUND = 200;
/** A round that begins with less time than this may not end. */
const ROUND_MS = 55_000;
/** A queue delays no longer: what is later is woken in between, and goes on waiting. */
const LONGEST_DELAY_SECONDS = 900;

/**
 * Marks the bookings of these messages as dirty at one destination, then brings everything there that is dirty and due,
 * unless another worker is at it.
 *
 * Nothing is lost, since a mark goes only with a write of what was read after it; since whoever gives the lease back
 * looks once more, which finds what was marked meanwhile; and since what has to wait has a message under way that wakes
 * a worker.
 *
 * @param messages of this project
 * @throws whatever DynamoDB or the queue refuse: all of it may be done again
 */
export async function syncDestination(
  destination: Destination,
  project: Project,
  messages: readonly SyncMessage[],
  ports: SyncPorts,
): Promise<void> {
  const scope: Scope = { projectId: project.projectId, destination: destination.name };
  const { now } = ports;
  const wake = waker(scope, messages, ports);
  await mark(scope, messages);
  for (let distrust = false; ; ) {
    const taken = await takeLease(scope, now());
    // For the case that its holder dies; else he finds the new marks himself.
    if (!('lease' in taken)) return await wake(addSeconds(taken.heldUntil, 1), taken.wakeAt);
    const { lease } = taken;
    distrust ||= lease.inherited;
    let { pausedUntil } = lease;
    const { due } = split(await marksOf(scope), pausedUntil, now());
    if (due.length > 0) {
      const round = due.slice(0, LARGEST_ROUND);
      pausedUntil = await writeRound(destination, project, round, distrust, ports);
    }
    const doubted = distrust && due.length > LARGEST_ROUND;
    await releaseLease(scope, lease, { pausedUntil, doubted });
    const left = split(await marksOf(scope), pausedUntil, now());
    if (left.next !== undefined) return await wake(left.next, lease.wakeAt);
    if (left.due.length === 0) return;
    if ((ports.remaining?.() ?? ROUND_MS) < ROUND_MS) return await wake(now(), undefined);
  }
}

const marksOf = (scope: Scope): Promise<Mark[]> => listMarks(scope.projectId, scope.destination);

/** Each booking once: of several wishes the last counts. */
async function mark(scope: Scope, messages: readonly SyncMessage[]): Promise<void> {
  const byBooking = Map.groupBy(messages, ({ bookingId }) => bookingId);
  await Promise.all(
    [...byBooking].map(async ([bookingId, about]) => {
      if (bookingId === undefined) return;
      const wish = about.findLast((one) => one.wish)?.wish;
      await markDirty(scope, bookingId, { wish, again: about.some((one) => one.again) });
    }),
  );
}

/** What is due at `now`; if nothing is, but something waits: `next` is when it will be. */
function split(
  marks: readonly Mark[],
  pausedUntil: Instant | undefined,
  now: Instant,
): { readonly due: readonly Mark[]; readonly next?: Instant } {
  const paused = pausedUntil !== undefined && pausedUntil > now ? pausedUntil : '';
  const dueAt = ({ nextTryAt = '' }: Mark) => (nextTryAt > paused ? nextTryAt : paused);
  const due = marks.filter((one) => dueAt(one) <= now);
  const next = due.length === 0 ? marks.map(dueAt).sort()[0] : undefined;
  return next === undefined ? { due } : { due, next };
}

/**
 * Sees to it that a worker wakes at a moment. One message under way is enough: else each of a hundred changes during an
 * outage would come back again and again.
 *
 * @returns `known`: the moment of the message that is noted as under way; one that has arrived here is not any more
 */
function waker(
  scope: Scope,
  messages: readonly SyncMessage[],
  { again, now }: SyncPorts,
): (at: Instant, known: Instant | undefined) => Promise<void> {
  const arrived = new Set(messages.map(({ wakeAt }) => wakeAt));
  return async (at, known) => {
    const present = now();
    const comes = known !== undefined && known > present && !arrived.has(known);
    if (comes && known <= addSeconds(at, 1)) return;
    const seconds = Math.ceil(Math.max(1, secondsBetween(present, at)));
    const delaySeconds = Math.min(seconds, LONGEST_DELAY_SECONDS);
    const wakeAt = addSeconds(present, delaySeconds);
    // Sent before it is noted: a note without a message would keep everything waiting.
    await again({ ...scope, wakeAt, attempt: 0 }, delaySeconds);
    await noteWake(scope, wakeAt);
  };
}
