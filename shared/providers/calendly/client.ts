import { authorizationCode } from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { account } from './parse.ts';

const at = (host: string, path: string) => (): string =>
  `${process.env.CALENDLY_API_ROOT || host}${path}`;
const [authorizeAt, tokenAt, revokeAt, meAt] = [
  at('https://auth.calendly.com', '/oauth/authorize'),
  at('https://auth.calendly.com', '/oauth/token'),
  at('https://auth.calendly.com', '/oauth/revoke'),
  at('https://api.calendly.com', '/users/me'),
];

/** Calendly, in the name of a person. Each refresh token is good once. */
export const calendlyOAuth = authorizationCode({
  name: 'calendly',
  credentials: { id: 'CALENDLY_CLIENT_ID', secret: 'CALENDLY_CLIENT_SECRET' },
  scopes: {
    calendly: ['users:read', 'event_types:read', 'scheduled_events:read', 'webhooks:write'],
  },
  // A web client shows its secret; the challenge is for clients without one.
  pkce: false,
  authorizeAt,
  tokenAt,
  clientIn: 'basic',
  overCodes: OVER,
  revokeBy: ({ id, secret }, { refreshToken, accessToken }) => ({
    method: 'POST',
    url: revokeAt(),
    form: { client_id: id, client_secret: secret, token: refreshToken ?? accessToken },
  }),
  whoIsBy: ({ accessToken }) => ({
    method: 'GET',
    url: meAt(),
    headers: { authorization: `Bearer ${accessToken}` },
  }),
  readAccount: account,
});
