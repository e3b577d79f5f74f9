import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import { scheduleOnce, type TimerTarget } from '../platform/aws/scheduler.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';
import { derivedId } from '../platform/ids.ts';
import { cachedProject, DEFAULT_REMINDER_LIMIT, type Project } from '../projects/index.ts';
import { afterQuietHours } from './quiet-hours.ts';

/** How long reception has before it is reminded, and then before each next reminder. */
export const REMIND_SECONDS = 30 * 60;

/**
 * The timer of one reminder of one request. It names since when the request waits, so a moved or reopened booking gets
 * its own reminders, counted from 1 again.
 */
export const reminderTimerSchema = z.object({
  projectId: projectIdSchema,
  bookingId: bookingIdSchema,
  requestedAt: z.iso.datetime(),
  /** Which reminder, from 1. */
  reminder: z.int().min(1),
  dueAt: z.iso.datetime(),
  /** From then on nobody is reminded. */
  startsAt: z.iso.datetime(),
  /** Counts how often it was armed again, and the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type ReminderTimer = z.output<typeof reminderTimerSchema>;

/**
 * The timer of the next reminder that a written booking needs: one for each number of reminders while it is PENDING.
 * `undefined` when this write changed nothing about it, or its time comes first.
 */
export function reminderOf(row: Booking, old: Booking | undefined): ReminderTimer | undefined {
  const { projectId, bookingId, requestedAt, reminders, remindedAt, startsAt } = row;
  const sameWait =
    old?.status === 'PENDING' && old.requestedAt === requestedAt && old.reminders === reminders;
  if (row.status !== 'PENDING' || sameWait) return undefined;
  const dueAt = addSeconds((reminders > 0 && remindedAt) || requestedAt, REMIND_SECONDS);
  if (dueAt >= startsAt) return undefined;
  const reminder = reminders + 1;
  return { projectId, bookingId, requestedAt, reminder, dueAt, startsAt, attempt: 0 };
}

/**
 * When a reminder may be given: not before it is due, not within quiet hours. `undefined` when it may not be given at
 * all, because it is beyond the project's limit or the booking's time comes first.
 */
export function reminderTime(
  { reminder, dueAt, startsAt }: Pick<ReminderTimer, 'reminder' | 'dueAt' | 'startsAt'>,
  { reception, timeZone }: Pick<Project, 'reception' | 'timeZone'>,
): Instant | undefined {
  if (reminder > (reception?.reminderLimit ?? DEFAULT_REMINDER_LIMIT)) return undefined;
  const at = afterQuietHours(dueAt, timeZone, reception?.quietHours);
  return at < startsAt ? at : undefined;
}

/**
 * Arms the timer of a reminder, if the project wants one. Its name is a pure function of what it is for and when it is
 * due, so asking twice arms one; who it wakes looks at the booking again (law 6).
 */
export async function arrangeReminder(
  timer: ReminderTimer,
  target: TimerTarget,
  now: Instant,
): Promise<void> {
  const { projectId, bookingId, requestedAt, reminder, attempt } = timer;
  const project = await cachedProject(projectId);
  const at = project && reminderTime(timer, project);
  if (at === undefined) return;
  // A schedule that fired keeps its name for a while, so one that is armed again needs another.
  const parts = [projectId, bookingId, requestedAt, String(reminder), at, String(attempt)];
  const name = `reminder-${derivedId(parts, 40)}`;
  await scheduleOnce(target, { name, projectId, at, body: { ...timer, dueAt: at } }, now);
}
