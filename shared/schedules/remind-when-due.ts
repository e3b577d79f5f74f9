import { remind } from '../bookings/index.ts';
import type { TimerTarget } from '../platform/aws/scheduler.ts';
import type { Instant } from '../platform/clock.ts';
import { cachedProject } from '../projects/index.ts';
import { arrangeReminder, type ReminderTimer, reminderTime } from './reminder.ts';

/**
 * Writes on the booking that reception is reminded of it, if it still waits as it did when the timer was set. The
 * stream carries that fact to everybody who says something, and to the next timer, so a crash breaks no chain. A timer
 * that comes early, or within hours that became quiet since, is armed again.
 *
 * @param target where it is armed again
 * @returns what became of it; `nothing_to_do` also when it fired before
 */
export async function remindWhenDue(
  timer: ReminderTimer,
  target: TimerTarget,
  now: Instant,
): Promise<'reminded' | 'armed_again' | 'nothing_to_do'> {
  const { projectId, bookingId, requestedAt, reminder } = timer;
  const project = await cachedProject(projectId);
  const dueAt = now < timer.dueAt ? timer.dueAt : now;
  const at = project && reminderTime({ ...timer, dueAt }, project);
  if (at === undefined) return 'nothing_to_do';
  if (at > now) {
    await arrangeReminder({ ...timer, dueAt: at, attempt: timer.attempt + 1 }, target, now);
    return 'armed_again';
  }
  const booking = await remind({ projectId, bookingId, requestedAt, reminder, now });
  return booking === undefined ? 'nothing_to_do' : 'reminded';
}
