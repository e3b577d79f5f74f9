import type { GoogleApiFor } from '../../sync/index.ts';
import { CALENDAR_SCOPES, calendarApi } from './calendar.ts';
import { callsOf } from './call.ts';
import { SHEETS_SCOPES, sheetsApi } from './sheets.ts';

/**
 * The services of Google for a service account. Each has a token of its own, for no more than it needs.
 * `GOOGLE_API_ROOT` names another server than Google's.
 */
export const google: GoogleApiFor = (account) => ({
  sheets: sheetsApi(callsOf(account, SHEETS_SCOPES)),
  calendar: calendarApi(callsOf(account, CALENDAR_SCOPES)),
});
