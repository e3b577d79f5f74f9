import type { GoogleAccount } from './google-account.ts';
import type { CalendarApi } from './google-calendar/api.ts';
import type { SheetsApi } from './google-sheets/api.ts';

/** The services of Google, as one account is allowed to use them. */
export interface GoogleApi {
  readonly sheets: SheetsApi;
  readonly calendar: CalendarApi;
}

/** Makes the calls of an account. Tokens are shared by all calls of a container. */
export type GoogleApiFor = (account: GoogleAccount) => GoogleApi;
