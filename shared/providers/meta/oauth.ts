import { createHmac } from 'node:crypto';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import {
  authorizationCode,
  type Grant,
  type OAuthClient,
  type OAuthRequest,
} from '../../platform/oauth/index.ts';
import { OVER } from './errors.ts';
import { facebookAccount, granted, instagramAccount, longToken, shortToken } from './parse.ts';

const VERSION = 'v25.0';
/** Tokens of 60 days, of which one that has ended cannot be prolonged, nor one of less than a day at Instagram. */
const RENEWED_EVERY = 10 * 86_400;
/** What Instagram's first token is good for; it does not say so. */
const FIRST_HOUR = 3_600;

const at = (host: string, path: string): string => `${process.env.META_GRAPH_ROOT || host}${path}`;
const graph = (path: string): string => at('https://graph.facebook.com', `/${VERSION}${path}`);
const instagram = (path: string): string => at('https://graph.instagram.com', path);

const get = (url: string, query: Readonly<Record<string, string>>): OAuthRequest => ({
  method: 'GET',
  url: `${url}?${new URLSearchParams(query)}`,
});

/** A token that was stolen is worth nothing without the app's secret. */
const proven = ({ secret }: OAuthClient, { accessToken }: Grant) => ({
  access_token: accessToken,
  appsecret_proof: createHmac('sha256', secret).update(accessToken).digest('hex'),
});

const prolonged = ({ id, secret }: OAuthClient, { accessToken }: Grant): OAuthRequest =>
  get(graph('/oauth/access_token'), {
    grant_type: 'fb_exchange_token',
    client_id: id,
    client_secret: secret,
    fb_exchange_token: accessToken,
  });

/** Messenger, Instagram of a Page and WhatsApp, in the name of a person at Facebook. There are no refresh tokens. */
export const metaOAuth = authorizationCode({
  name: 'meta',
  credentials: { id: 'META_APP_ID', secret: 'META_APP_SECRET' },
  scopes: {
    'facebook-messenger': [
      ...['pages_show_list', 'pages_messaging', 'pages_manage_metadata', 'business_management'],
    ],
    // Instagram through the Page it belongs to; a business without a Page signs in at Instagram itself.
    'instagram-page': [
      ...['pages_show_list', 'pages_manage_metadata', 'business_management'],
      ...['instagram_basic', 'instagram_manage_messages'],
    ],
    whatsapp: ['whatsapp_business_management', 'whatsapp_business_messaging'],
  },
  pkce: false,
  renewedEvery: RENEWED_EVERY,
  authorizeAt: () => at('https://www.facebook.com', `/${VERSION}/dialog/oauth`),
  tokenAt: () => graph('/oauth/access_token'),
  scopesJoinedBy: ',',
  clientIn: 'query',
  overCodes: OVER,
  prolong: prolonged,
  renew: prolonged,
  grantedBy: (client, grant) => get(graph('/me/permissions'), proven(client, grant)),
  readGranted: granted,
  revokeBy: (client, grant) => ({
    ...get(graph('/me/permissions'), proven(client, grant)),
    method: 'DELETE',
  }),
  whoIsBy: (grant, client) => get(graph('/me'), { fields: 'id,name', ...proven(client, grant) }),
  readAccount: facebookAccount,
});

/** Instagram, in the name of a business there. Its app has an id and a secret of its own. */
export const instagramOAuth = authorizationCode({
  name: 'instagram',
  credentials: { id: 'INSTAGRAM_APP_ID', secret: 'INSTAGRAM_APP_SECRET' },
  scopes: { instagram: ['instagram_business_basic', 'instagram_business_manage_messages'] },
  pkce: false,
  renewedEvery: RENEWED_EVERY,
  authorizeAt: () => at('https://www.instagram.com', '/oauth/authorize'),
  tokenAt: () => at('https://api.instagram.com', '/oauth/access_token'),
  scopesJoinedBy: ',',
  clientIn: 'form',
  overCodes: OVER,
  readGrant: readInstagram,
  prolong: ({ secret }, { accessToken }) =>
    get(instagram('/access_token'), {
      grant_type: 'ig_exchange_token',
      client_secret: secret,
      access_token: accessToken,
    }),
  renew: (_, { accessToken }) =>
    get(instagram('/refresh_access_token'), {
      grant_type: 'ig_refresh_token',
      access_token: accessToken,
    }),
  // Only the person can take it back, in the settings of her account.
  whoIsBy: ({ accessToken }) =>
    get(instagram('/me'), { fields: 'user_id,username', access_token: accessToken }),
  readAccount: instagramAccount,
});

function readInstagram(body: unknown, now: Instant): Grant | undefined {
  const long = longToken.safeParse(body);
  if (long.success) {
    const { access_token: accessToken, expires_in: seconds } = long.data;
    return { accessToken, expiresAt: addSeconds(now, seconds) };
  }
  const { data } = shortToken.safeParse(body);
  if (!data) return undefined;
  const { access_token: accessToken, permissions: scopes } = data;
  return { accessToken, expiresAt: addSeconds(now, FIRST_HOUR), ...(scopes ? { scopes } : {}) };
}
