import { authorizationCode, basic } from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { account } from './parse.ts';

const at = (host: string, path: string) => (): string =>
  `${process.env.ZOOM_API_ROOT || host}${path}`;
const [authorizeAt, tokenAt, revokeAt, meAt] = [
  at('https://zoom.us', '/oauth/authorize'),
  at('https://zoom.us', '/oauth/token'),
  at('https://zoom.us', '/oauth/revoke'),
  at('https://api.zoom.us', '/v2/users/me'),
];

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
      ...['meeting:write:meeting', 'meeting:read:meeting', 'meeting:update:meeting'],
      ...['meeting:delete:meeting', 'user:read:user'],
    ],
  },
  pkce: true,
  renewedEvery: RENEWED_EVERY,
  authorizeAt,
  tokenAt,
  clientIn: 'basic',
  overCodes: OVER,
  revokeBy: (client, { accessToken }) => ({
    method: 'POST',
    url: revokeAt(),
    headers: { authorization: basic(client) },
    form: { token: accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: meAt(),
    headers: { authorization: `Bearer ${accessToken}` },
  }),
  readAccount: account,
});
