import { authorizationCode } from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { api, VERSION } from './hosts.ts';
import { account, grantedScopes } from './parse.ts';

/** Its tokens hold for 30 days; it asks for new ones at least every seven. */
const RENEWED_EVERY = 6 * 86_400;

/** Square, in the name of a merchant. The refresh token stays the same and does not end. */
export const squareOAuth = authorizationCode({
  name: 'square',
  credentials: { id: 'SQUARE_APPLICATION_ID', secret: 'SQUARE_APPLICATION_SECRET' },
  scopes: {
    // Whose account it is; appointments, of everybody; who everybody is.
    square: [
      ...['MERCHANT_PROFILE_READ', 'APPOINTMENTS_READ', 'APPOINTMENTS_ALL_READ'],
      'APPOINTMENTS_BUSINESS_SETTINGS_READ',
    ],
  },
  // With a challenge refresh tokens would be good once and end after 90 days.
  pkce: false,
  renewedEvery: RENEWED_EVERY,
  authorizeAt: () => api('/oauth2/authorize'),
  tokenAt: () => api('/oauth2/token'),
  authorizeWith: { session: 'false' },
  clientIn: 'json',
  headers: VERSION,
  overCodes: OVER,
  // The token does not say what the seller left out.
  grantedBy: (_, { accessToken }) => ({
    method: 'POST',
    url: api('/oauth2/token/status'),
    headers: { ...VERSION, authorization: `Bearer ${accessToken}` },
  }),
  readGranted: grantedScopes,
  revokeBy: ({ id, secret }, { accessToken }) => ({
    method: 'POST',
    url: api('/oauth2/revoke'),
    headers: { ...VERSION, authorization: `Client ${secret}` },
    body: { client_id: id, access_token: accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: api('/v2/merchants/me'),
    headers: { ...VERSION, authorization: `Bearer ${accessToken}` },
  }),
  readAccount: account,
});
