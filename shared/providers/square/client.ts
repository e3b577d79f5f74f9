import { authorizationCode } from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { account } from './parse.ts';

const HOST = 'https://connect.squareup.com';
const at = (path: string) => (): string => `${process.env.SQUARE_API_ROOT || HOST}${path}`;
const [authorizeAt, tokenAt, revokeAt, meAt] = [
  at('/oauth2/authorize'),
  at('/oauth2/token'),
  at('/oauth2/revoke'),
  at('/v2/merchants/me'),
];
/** Its tokens hold for 30 days; it asks for new ones at least every seven. */
const RENEWED_EVERY = 6 * 86_400;
const VERSION = { 'square-version': '2026-10-15' } as const;

/** Square, in the name of a merchant. The refresh token stays the same and does not end. */
export const squareOAuth = authorizationCode({
  name: 'square',
  credentials: { id: 'SQUARE_APPLICATION_ID', secret: 'SQUARE_APPLICATION_SECRET' },
  scopes: {
    square: [
      ...['MERCHANT_PROFILE_READ', 'ITEMS_READ', 'CUSTOMERS_READ', 'CUSTOMERS_WRITE'],
      ...['APPOINTMENTS_READ', 'APPOINTMENTS_WRITE', 'APPOINTMENTS_ALL_READ'],
      ...['APPOINTMENTS_ALL_WRITE', 'APPOINTMENTS_BUSINESS_SETTINGS_READ'],
    ],
  },
  // With a challenge refresh tokens would be good once and end after 90 days.
  pkce: false,
  renewedEvery: RENEWED_EVERY,
  authorizeAt,
  tokenAt,
  authorizeWith: { session: 'false' },
  clientIn: 'json',
  headers: VERSION,
  overCodes: OVER,
  revokeBy: ({ id, secret }, { accessToken }) => ({
    method: 'POST',
    url: revokeAt(),
    headers: { ...VERSION, authorization: `Client ${secret}` },
    body: { client_id: id, access_token: accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: meAt(),
    headers: { ...VERSION, authorization: `Bearer ${accessToken}` },
  }),
  readAccount: account,
});
