import type { CredentialChecks } from '../integrations/index.ts';
import type { OAuthProvider } from '../platform/oauth/index.ts';
import {
  altegioBusySource,
  appSheetDestination,
  type BusySource,
  type CalendarSourceOptions,
  calendarBusySource,
  calendarDestination,
  calendlyBusySource,
  type Destination,
  googleAccountOf,
  googleSignInOf,
  type LeavePorts,
  sheetsBusySource,
  sheetsDestination,
  signedInAccountOf,
  simplyBookBusySource,
  squareBusySource,
  zoomDestination,
} from '../sync/index.ts';
import { altegio, checkAltegio } from './altegio/index.ts';
import { appSheet, checkAppSheet } from './appsheet/index.ts';
import { calendly, calendlyOAuth } from './calendly/index.ts';
import { checkGoogle, google, googleOAuth } from './google/index.ts';
import { instagramOAuth, metaOAuth } from './meta/index.ts';
import { checkSendPulse } from './sendpulse/index.ts';
import { checkSimplyBook, simplyBook } from './simplybook/index.ts';
import { square, squareOAuth } from './square/index.ts';
import { checkBot, leaveBot } from './telegram/index.ts';
import { zoom, zoomOAuth } from './zoom/index.ts';

/** Google Sheets and Google Calendar in the name of whoever connected them. */
const sheets = { api: google, connectionOf: googleAccountOf('google-sheets', googleOAuth) };
export const calendars = {
  api: google,
  connectionOf: googleAccountOf('google-calendar', googleOAuth),
};

/** THE list of destinations: each a folder of shared/sync, and a line here. */
export const destinations = (): readonly Destination[] => [
  appSheetDestination({ api: appSheet }),
  sheetsDestination(sheets),
  calendarDestination({ ...calendars, meetOf: googleSignInOf('google-meet', googleOAuth) }),
  zoomDestination({ api: zoom, accountOf: signedInAccountOf('zoom', zoomOAuth) }),
];

/** THE list of places whose own entries block time: each a `busy.ts` of its folder, and a line here. */
export const busySources = (people: CalendarSourceOptions['people']): readonly BusySource[] => [
  sheetsBusySource(sheets),
  calendarBusySource({ ...calendars, people }),
  altegioBusySource({ api: altegio }),
  simplyBookBusySource({ api: simplyBook }),
  squareBusySource({ api: square, accountOf: signedInAccountOf('square', squareOAuth) }),
  calendlyBusySource({ api: calendly, accountOf: signedInAccountOf('calendly', calendlyOAuth) }),
];

/** THE list of providers at whom owners sign in: each an `oauth.ts` of its folder, and a line here. */
export const signIns = (): readonly OAuthProvider[] => [
  googleOAuth,
  zoomOAuth,
  calendlyOAuth,
  squareOAuth,
  metaOAuth,
  instagramOAuth,
];

/** THE list of services that are asked whether they take credentials: each a `check.ts` of its folder, and a line here. */
export const credentialChecks = (): CredentialChecks => ({
  'telegram-reception': checkBot,
  'telegram-specialist': checkBot,
  sendpulse: checkSendPulse,
  appsheet: checkAppSheet,
  google: checkGoogle,
  altegio: checkAltegio,
  simplybook: checkSimplyBook,
});

/** How a closed project leaves the services at which it had something. */
export const leaving = (): Pick<LeavePorts, 'calendars' | 'providers' | 'leaveBot'> => ({
  ...{ calendars, providers: signIns(), leaveBot },
});
