export { type ArchiveTimer, archiveOf, archiveTimerSchema } from './archive.ts';
export { arrange, type Timer, type TimerTargets, timerSchema } from './arrange.ts';
export { expireWhenDue } from './expire-when-due.ts';
export { type ExpiryTimer, expiryOf, expiryTimerSchema } from './expiry.ts';
