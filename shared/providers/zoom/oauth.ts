import { authorizationCode, basic } from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { api, site } from './hosts.ts';
import { account } from './parse.ts';

/** A refresh token that nobody uses ends after about 90 days. */
const RENEWED_EVERY = 30 * 86_400;

/**
 * Zoom, in the name of a person. Each refresh token is good once, and a person who signs in anew ends her earlier
 * grant.
 */
export const zoomOAuth = authorizationCode({
  name: 'zoom',
  credentials: { id: 'ZOOM_CLIENT_ID', secret: 'ZOOM_CLIENT_SECRET' },
  scopes: {
    zoom: [
      ...['meeting:write:meeting', 'meeting:read:list_meetings', 'meeting:update:meeting'],
      ...['meeting:delete:meeting', 'user:read:user'],
    ],
  },
  pkce: true,
  renewedEvery: RENEWED_EVERY,
  authorizeAt: () => site('/oauth/authorize'),
  tokenAt: () => site('/oauth/token'),
  clientIn: 'basic',
  overCodes: OVER,
  revokeBy: (client, { accessToken }) => ({
    method: 'POST',
    url: site('/oauth/revoke'),
    headers: { authorization: basic(client) },
    form: { token: accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: api('/v2/users/me'),
    headers: { authorization: `Bearer ${accessToken}` },
  }),
  readAccount: account,
});
