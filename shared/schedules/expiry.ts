import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import { scheduleOnce, type TimerTarget } from '../platform/aws/scheduler.ts';
import type { Instant } from '../platform/clock.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';
import { derivedId } from '../platform/ids.ts';

/** The timer that ends a request nobody answered. It names the start it is for, so a moved booking gets its own. */
export const expiryTimerSchema = z.object({
  projectId: projectIdSchema,
  bookingId: bookingIdSchema,
  startsAt: z.iso.datetime(),
});
export type ExpiryTimer = z.infer<typeof expiryTimerSchema>;

/**
 * The expiry timer that a written booking needs: one for every start at which it is PENDING (DESIGN §2: a PENDING
 * booking past its start expires). `undefined` when this write changed nothing about it.
 */
export function expiryOf(row: Booking, old: Booking | undefined): ExpiryTimer | undefined {
  const sameQuestion = old?.status === 'PENDING' && old.startsAt === row.startsAt;
  if (row.status !== 'PENDING' || sameQuestion) return undefined;
  return { projectId: row.projectId, bookingId: row.bookingId, startsAt: row.startsAt };
}

/**
 * Arms an expiry timer. Its name is a pure function of what it is for, so asking twice arms one. A timer that outlives
 * its reason is harmless: who it wakes looks at the booking again (law 6).
 */
export async function arrangeExpiry(
  timer: ExpiryTimer,
  target: TimerTarget,
  now: Instant,
): Promise<void> {
  const { projectId, bookingId, startsAt } = timer;
  const name = `expiry-${derivedId([projectId, bookingId, startsAt], 40)}`;
  await scheduleOnce(target, { name, projectId, at: startsAt, body: timer }, now);
}
