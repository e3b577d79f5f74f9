export { type FindSlots, findSlots } from './find-slots.ts';
export {
  bookableDates,
  bookablePart,
  earliestStart,
  freeStarts,
  performs,
  utcRange,
  type WallWindow,
} from './free-starts.ts';
export { type NearestSlots, nearestSlots } from './nearest-slots.ts';
export type { Span } from './opening-hours.ts';
export {
  type ImportedBusy,
  type ReplaceImportedBusy,
  replaceImportedBusy,
} from './replace-imported-busy.ts';
export { nearest, type Slot, serviceMinutes, slotAt } from './slot.ts';
export {
  busyOf,
  emptyDay,
  partsByDate,
  readSpecialistDays,
  replaceSpecialistDay,
  type SpecialistDay,
  type Taken,
  takers,
  withoutBooking,
  withTaken,
} from './specialist-day.ts';
export {
  addDays,
  instantOf,
  type Minute,
  minuteAtWall,
  minuteOf,
  utcDate,
  wallDate,
} from './wall-time.ts';
