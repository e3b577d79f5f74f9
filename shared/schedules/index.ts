export { type ArchiveTimer, archiveOf, archiveTimerSchema } from './archive.ts';
export { arrange, type Timer, type TimerTargets, timerSchema } from './arrange.ts';
export { expireWhenDue } from './expire-when-due.ts';
export { type ExpiryTimer, expiryOf, expiryTimerSchema } from './expiry.ts';
export { type OpeningTimer, openingOf, openingTimerSchema } from './opening.ts';
export { afterQuietHours } from './quiet-hours.ts';
export { remindWhenDue } from './remind-when-due.ts';
export {
  REMIND_SECONDS,
  type ReminderTimer,
  reminderOf,
  reminderTime,
  reminderTimerSchema,
} from './reminder.ts';
