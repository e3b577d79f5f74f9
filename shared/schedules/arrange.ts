import * as z from 'zod';
import type { TimerTarget } from '../platform/aws/scheduler.ts';
import type { Instant } from '../platform/clock.ts';
import { archiveTimerSchema, arrangeArchive } from './archive.ts';
import { arrangeExpiry, expiryTimerSchema } from './expiry.ts';
import { arrangeOpening, openingTimerSchema } from './opening.ts';
import { arrangeReminder, reminderTimerSchema } from './reminder.ts';

/** Every kind of timer; which one it is shows in what it names. A reminder names all that an expiry does, and more. */
export const timerSchema = z.union([
  reminderTimerSchema,
  expiryTimerSchema,
  archiveTimerSchema,
  openingTimerSchema,
]);
export type Timer = z.output<typeof timerSchema>;

/** Where each kind of timer ends. */
export interface TimerTargets {
  readonly reminder: TimerTarget;
  readonly expiry: TimerTarget;
  readonly archive: TimerTarget;
  readonly turn: TimerTarget;
}

/** Arms a timer of any kind. */
export function arrange(timer: Timer, targets: TimerTargets, now: Instant): Promise<void> {
  if ('reminder' in timer) return arrangeReminder(timer, targets.reminder, now);
  if ('opening' in timer) return arrangeOpening(timer, targets.turn, now);
  return 'bookingId' in timer
    ? arrangeExpiry(timer, targets.expiry, now)
    : arrangeArchive(timer, targets.archive, now);
}
