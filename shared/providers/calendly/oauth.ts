import { authorizationCode } from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { api, site } from './hosts.ts';
import { account } from './parse.ts';

/** Calendly, in the name of a person. Each refresh token is good once. */
export const calendlyOAuth = authorizationCode({
  name: 'calendly',
  credentials: { id: 'CALENDLY_CLIENT_ID', secret: 'CALENDLY_CLIENT_SECRET' },
  scopes: {
    // Who signed in, and in which organization; what people booked with whom.
    calendly: ['users:read', 'scheduled_events:read'],
  },
  // A web client shows its secret; the challenge is for clients without one.
  pkce: false,
  authorizeAt: () => site('/oauth/authorize'),
  tokenAt: () => site('/oauth/token'),
  clientIn: 'basic',
  overCodes: OVER,
  revokeBy: ({ id, secret }, { refreshToken, accessToken }) => ({
    method: 'POST',
    url: site('/oauth/revoke'),
    form: { client_id: id, client_secret: secret, token: refreshToken ?? accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: api('/users/me'),
    headers: { authorization: `Bearer ${accessToken}` },
  }),
  readAccount: account,
});
