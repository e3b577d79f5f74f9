import * as z from 'zod';
import { authorizationCode } from '../../platform/oauth/index.ts';
import { CALENDAR_SCOPES } from './calendar.ts';
import { hosts } from './hosts.ts';
import { SHEETS_SCOPES } from './sheets.ts';

/** Six months without any use end a grant. */
const RENEWED_EVERY = 30 * 86_400;
/** Says whose account it is. */
const IDENTITY = ['openid', 'email'];

/**
 * Google, in the name of a person. A refresh token comes with the first consent only, unless the page is told to ask
 * again; it stays the same. Taking a token back ends everything that the person granted to the installation.
 */
export const googleOAuth = authorizationCode({
  name: 'google',
  credentials: { id: 'GOOGLE_OAUTH_CLIENT_ID', secret: 'GOOGLE_OAUTH_CLIENT_SECRET' },
  scopes: {
    'google-calendar': [...IDENTITY, ...CALENDAR_SCOPES],
    'google-sheets': [...IDENTITY, ...SHEETS_SCOPES],
    // Its calls stand in the person's own calendar.
    'google-meet': [...IDENTITY, 'https://www.googleapis.com/auth/calendar.events.owned'],
    // Sending is all that it lets us do; a mailbox is never read.
    gmail: [...IDENTITY, 'https://www.googleapis.com/auth/gmail.send'],
  },
  pkce: true,
  renewedEvery: RENEWED_EVERY,
  authorizeAt: () => hosts().consent,
  tokenAt: () => hosts().token,
  authorizeWith: { access_type: 'offline', prompt: 'consent' },
  clientIn: 'form',
  // A scope may come back under its long name.
  readScope: (scope) => scope.replace('https://www.googleapis.com/auth/userinfo.email', 'email'),
  revokeBy: (_, { refreshToken, accessToken }) => ({
    method: 'POST',
    url: hosts().revoke,
    form: { token: refreshToken ?? accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: hosts().userInfo,
    headers: { authorization: `Bearer ${accessToken}` },
  }),
  readAccount: z
    .object({ sub: z.string(), email: z.string() })
    .transform(({ sub, email }) => ({ id: sub, name: email })),
});
