export type {
  AltegioAccount,
  AltegioApi,
  AltegioApiFor,
  AltegioFailure,
  AltegioLocation,
  AltegioRecord,
  AltegioResult,
} from './altegio/api.ts';
export { type AltegioOptions, altegioBusySource } from './altegio/busy.ts';
export type {
  AppSheetApi,
  AppSheetApiFor,
  AppSheetBatch,
  AppSheetExchange,
  AppSheetResult,
  AppSheetRow,
  AppSheetShape,
} from './appsheet/api.ts';
export { type AppSheetOptions, appSheetDestination } from './appsheet/destination.ts';
export { editedStatus, type StatusWish, stillWished } from './appsheet/status-wish.ts';
export { type AskSync, askSync } from './ask-sync.ts';
export { busyPlaces } from './busy-times/busy-places.ts';
export type {
  BusyPlaces,
  BusyQuestion,
  BusyReading,
  BusySource,
  BusySpan,
  UnmatchedPerson,
  UnreadableEntry,
} from './busy-times/busy-source.ts';
export { connectedPlaces } from './busy-times/connected-places.ts';
export { type Fresh, type FreshPorts, freshBusyTimes } from './busy-times/fresh-busy-times.ts';
export { importAfter } from './busy-times/import-after.ts';
export { importBusyTimes } from './busy-times/import-busy-times.ts';
export { listBusyTimes } from './busy-times/list-busy-times.ts';
export { matchPeople, type Person } from './busy-times/match-people.ts';
export type {
  CalendlyApi,
  CalendlyApiFor,
  CalendlyEvent,
  CalendlyHost,
  CalendlyScope,
} from './calendly/api.ts';
export { type CalendlyOptions, calendlyBusySource } from './calendly/busy.ts';
export {
  type Destination,
  type Remote,
  type RemoteBooking,
  SYNC_ACTIONS,
  type SyncAction,
  type SyncItem,
  type SyncOutcome,
} from './destination.ts';
export {
  type GoogleAccount,
  type GoogleAccountOf,
  type GoogleSignIn,
  googleAccountOf,
  googleSignInOf,
} from './google-account.ts';
export type { GoogleApi, GoogleApiFor } from './google-api.ts';
export type {
  BusyTimes,
  CalendarApi,
  CalendarEvent,
  Channel,
  EventDraft,
  EventPage,
  EventQuery,
  EventTime,
  MeetLink,
  SendUpdates,
} from './google-calendar/api.ts';
export { type CalendarSourceOptions, calendarBusySource } from './google-calendar/busy.ts';
export { channelsAfter } from './google-calendar/channels-after.ts';
export { type CalendarOptions, calendarDestination } from './google-calendar/destination.ts';
export type { PeoplePorts } from './google-calendar/heed-people.ts';
export { GOOGLE_CALENDAR } from './google-calendar/name.ts';
export { type Notification, receiveNotification } from './google-calendar/receive-notification.ts';
export { type ChannelOptions, renewChannels } from './google-calendar/renew-channels.ts';
export type { GoogleFailure, GoogleResult } from './google-result.ts';
export type { CellValue, Grid, SheetRequest, SheetsApi, Worksheet } from './google-sheets/api.ts';
export { sheetsBusySource } from './google-sheets/busy.ts';
export { type SheetsOptions, sheetsDestination } from './google-sheets/destination.ts';
export { GOOGLE_SHEETS } from './google-sheets/name.ts';
export {
  type BusyRow,
  type TypedRows,
  UNREADABLE,
  type Unreadable,
  type UnreadableRow,
} from './google-sheets/parse-rows.ts';
export { readTypedRows } from './google-sheets/read-typed-rows.ts';
export { keepAccounts } from './keep-accounts.ts';
export { keepReconciled } from './keep-reconciled.ts';
export { leaveAfter } from './leave-after.ts';
export { type LeavePorts, leaveServices } from './leave-services.ts';
export { listSyncRecords } from './list-sync-records.ts';
export { placesNamed } from './places-named.ts';
export type { Page } from './read-all.ts';
export type { NumberedPage } from './read-whole.ts';
export { APPSHEET, receiveEdit } from './receive-edit.ts';
export type { ReconcilePorts } from './reconcile.ts';
export {
  type ReconcileForCaller,
  reconcileForCaller,
  showReconciled,
} from './reconcile-for-caller.ts';
export {
  type SignedInAccount,
  type SignedInAccountOf,
  signedInAccountOf,
} from './signed-in-account.ts';
export type {
  SimplyBookAccount,
  SimplyBookApi,
  SimplyBookApiFor,
  SimplyBookBooking,
  SimplyBookPerson,
} from './simplybook/api.ts';
export { type SimplyBookOptions, simplyBookBusySource } from './simplybook/busy.ts';
export type { SquareApi, SquareApiFor, SquareBooking, SquareSegment } from './square/api.ts';
export { type SquareOptions, squareBusySource } from './square/busy.ts';
export { sweepProjects } from './sweep-projects.ts';
export { syncBookings } from './sync-bookings.ts';
export type { SyncPorts } from './sync-destination.ts';
export { dirtyFor, type SyncMessage, syncMessageSchema } from './sync-message.ts';
export {
  UPKEEP_TASKS,
  type UpkeepMessage,
  type UpkeepTask,
  upkeepMessageSchema,
} from './upkeep-message.ts';
export type {
  Meeting,
  MeetingDraft,
  ZoomApi,
  ZoomApiFor,
  ZoomFailure,
  ZoomResult,
} from './zoom/api.ts';
export { type ZoomOptions, zoomDestination } from './zoom/destination.ts';
