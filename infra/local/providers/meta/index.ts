import { createHmac } from 'node:crypto';
import { type AuthorizationServer, NotGranted } from '../authorization-server.ts';
import { bearerOf, fieldsOf } from '../form.ts';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { control } from './control.ts';
import { badToken, failure, graphError, graphRefusal, instagramRefusal } from './errors.ts';
import { LONG_SECONDS, MetaState, STAND_IN_CLIENT_SECRET } from './state.ts';

export {
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
  STAND_IN_INSTAGRAM,
  STAND_IN_INSTAGRAM_SECRET,
} from './state.ts';

/** An Instagram token that is younger cannot be renewed. */
const YOUNGEST_SECONDS = 86_400;

/** The sign-ins of Facebook and of Instagram, and the accounts behind them. See README.md. */
export function createMeta(): Provider {
  const state = new MetaState();
  return standIn({
    name: 'meta',
    answer: (request) => answer(state, request),
    failure,
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}

function answer(state: MetaState, request: ProviderRequest): ProviderAnswer {
  const call = `${request.method} ${request.path
    .replace(/^\/v\d+\.\d+\//, '/graph/')
    .replace(/^\/graph\/\d+\/messages$/, '/graph/phone/messages')}`;
  const act = CALLS[call];
  if (!act) return graphError(404, 2500, 'Unknown path components', 'OAuthException');
  try {
    return act(state, request);
  } catch (fault) {
    if (!(fault instanceof NotGranted)) throw fault;
    return call === 'POST /oauth/access_token' ? instagramRefusal(fault) : graphRefusal(fault);
  }
}

type Act = (state: MetaState, request: ProviderRequest) => ProviderAnswer;

const CALLS: Readonly<Record<string, Act>> = {
  'GET /graph/dialog/oauth': ({ facebook }, request) => facebook.page(request),
  'GET /graph/oauth/access_token': facebookToken,
  'GET /graph/me': me,
  'GET /graph/me/accounts': pages,
  'POST /graph/phone/messages': whatsApp,
  'GET /graph/me/permissions': permissions,
  'DELETE /graph/me/permissions': ({ facebook }, request) =>
    facebook.revoke(tokenOf(request)) ? json(200, { success: true }) : badToken(),
  'GET /oauth/authorize': instagramPage,
  'POST /oauth/access_token': instagramToken,
  'GET /access_token': (state, request) => longInstagram(state, request, 'ig_exchange_token', 0),
  'GET /refresh_access_token': (state, request) =>
    longInstagram(state, request, 'ig_refresh_token', YOUNGEST_SECONDS),
  'GET /me': instagramMe,
};

const tokenOf = (request: ProviderRequest): string =>
  request.query.get('access_token') ?? bearerOf(request);

function facebookToken({ facebook }: MetaState, { query, now }: ProviderRequest): ProviderAnswer {
  facebook.checkClient(query.get('client_id'), query.get('client_secret'));
  const given =
    query.get('grant_type') === 'fb_exchange_token'
      ? facebook.prolong(query.get('fb_exchange_token') ?? '', now.getTime(), LONG_SECONDS)
      : facebook.exchange(query, now.getTime());
  return json(200, {
    access_token: given.accessToken,
    token_type: 'bearer',
    expires_in: given.accessSeconds,
  });
}

/** Calls of an app that shows a proof have to show the right one. */
function graphHolder(server: AuthorizationServer, request: ProviderRequest) {
  const token = tokenOf(request);
  const proof = request.query.get('appsecret_proof');
  const right = createHmac('sha256', STAND_IN_CLIENT_SECRET).update(token).digest('hex');
  return proof === null || proof === right
    ? server.holder(token, request.now.getTime())
    : undefined;
}

function me({ facebook }: MetaState, request: ProviderRequest): ProviderAnswer {
  const holder = graphHolder(facebook, request);
  return holder ? json(200, { id: holder.person.id, name: holder.person.name }) : badToken();
}

/** The Pages of a person. The token of each is not played. */
function pages({ facebook }: MetaState, request: ProviderRequest): ProviderAnswer {
  const holder = graphHolder(facebook, request);
  if (!holder) return badToken();
  if (!holder.scopes.includes('pages_show_list')) {
    return graphError(403, 200, '(#200) Requires pages_show_list permission');
  }
  const { id, name } = holder.person;
  return json(200, {
    data: [{ id: `10${id}`, name: `${name}, Page` }],
  });
}

/** `POST /{phone-number-id}/messages` of WhatsApp: accepted, which is not delivered. */
function whatsApp({ facebook }: MetaState, request: ProviderRequest): ProviderAnswer {
  const holder = graphHolder(facebook, request);
  if (!holder) return badToken();
  if (!holder.scopes.includes('whatsapp_business_messaging')) {
    return graphError(403, 200, '(#200) You do not have the necessary permissions');
  }
  const { messaging_product: product, to } = JSON.parse(request.body.toString('utf8') || '{}');
  if (product !== 'whatsapp' || !/^\d{7,15}$/.test(to)) {
    return graphError(400, 100, '(#100) Invalid parameter');
  }
  return json(200, {
    ...{ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }] },
    messages: [{ id: `wamid.${Buffer.from(to).toString('base64url')}` }],
  });
}

function permissions({ facebook }: MetaState, request: ProviderRequest): ProviderAnswer {
  const holder = graphHolder(facebook, request);
  if (!holder) return badToken();
  const data = holder.scopes.map((permission) => ({ permission, status: 'granted' }));
  return json(200, { data });
}

/** What it sends back ends with `#_`, which is no part of the code. */
function instagramPage({ instagram }: MetaState, request: ProviderRequest): ProviderAnswer {
  const answered = instagram.page(request);
  const { location } = answered.headers;
  if (location === undefined) return answered;
  return { ...answered, headers: { ...answered.headers, location: `${location}#_` } };
}

function instagramToken(
  { instagram, wrapped }: MetaState,
  request: ProviderRequest,
): ProviderAnswer {
  const form = fieldsOf(request);
  instagram.checkClient(form.get('client_id'), form.get('client_secret'));
  const { accessToken, person, scopes } = instagram.exchange(form, request.now.getTime());
  const given = { access_token: accessToken, user_id: person.id, permissions: scopes };
  return json(200, wrapped ? { data: [given] } : given);
}

function longInstagram(
  { instagram }: MetaState,
  { query, now }: ProviderRequest,
  type: string,
  youngest: number,
): ProviderAnswer {
  if (query.get('grant_type') !== type) return graphError(400, 100, 'Unsupported grant type.');
  if (type === 'ig_exchange_token') {
    instagram.checkClient(instagram.clientId, query.get('client_secret'));
  }
  const token = query.get('access_token') ?? '';
  const given = instagram.prolong(token, now.getTime(), LONG_SECONDS, youngest);
  return json(200, {
    access_token: given.accessToken,
    token_type: 'bearer',
    expires_in: given.accessSeconds,
  });
}

function instagramMe({ instagram }: MetaState, request: ProviderRequest): ProviderAnswer {
  const holder = instagram.holder(tokenOf(request), request.now.getTime());
  if (!holder) return badToken();
  return json(200, { user_id: holder.person.id, username: holder.person.name });
}
