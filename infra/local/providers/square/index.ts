import { type AuthorizationServer, NotGranted } from '../authorization-server.ts';
import { bearerOf, fieldsOf } from '../form.ts';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { signInService } from '../sign-in-service.ts';
import { bookingCall, checkCaller } from './bookings.ts';
import { control } from './control.ts';
import { apiError, failure, Refused, refusal } from './errors.ts';
import { SquareState, STAND_IN_CLIENT, STAND_IN_CLIENT_SECRET } from './state.ts';

export { STAND_IN_CLIENT, STAND_IN_CLIENT_SECRET } from './state.ts';

/** How long a refresh token of the flow with a challenge is good. */
const PUBLIC_MS = 90 * 86_400_000;

/** Square's sign-in, the merchant behind it and its appointments. See README.md. */
export function createSquare(): Provider {
  const state = new SquareState();
  const { people } = state;
  return signInService({
    ...{ name: 'square', people, refusal, failure },
    notFound: () => apiError(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND', 'Resource not found.'),
    calls: {
      'GET /oauth2/authorize': (request) => people.page(request),
      'POST /oauth2/token': (request) => token(people, request),
      'POST /oauth2/token/status': (request) => status(people, request),
      'POST /oauth2/revoke': (request) => revoke(people, request),
      'GET /v2/merchants/me': (request) => merchant(state, request),
    },
    otherwise: (request) => bookingCall(state, request),
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}

function token(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  const form = fieldsOf(request);
  const now = request.now.getTime();
  const sent = form.get('refresh_token') ?? '';
  // The flow with a challenge shows no secret, and what it is given rotates.
  const isPublic = form.get('client_secret') === null;
  if (isPublic) checkPublic(state, form);
  else state.checkClient(form.get('client_id'), form.get('client_secret'));
  const type = form.get('grant_type');
  if (type !== 'authorization_code' && type !== 'refresh_token') {
    throw new NotGranted('bad_grant_type', 'The grant type is not known.');
  }
  const given =
    type === 'authorization_code' ? state.exchange(form, now, isPublic) : state.refresh(sent, now);
  return json(200, {
    access_token: given.accessToken,
    token_type: 'bearer',
    expires_at: new Date(now + given.accessSeconds * 1000).toISOString(),
    merchant_id: given.person.id,
    refresh_token: given.refreshToken ?? sent,
    ...(isPublic ? { refresh_token_expires_at: new Date(now + PUBLIC_MS).toISOString() } : {}),
    short_lived: false,
  });
}

function checkPublic(state: AuthorizationServer, form: URLSearchParams): void {
  const isOwn =
    form.get('grant_type') === 'authorization_code'
      ? form.get('code_verifier') !== null
      : state.isPublic(form.get('refresh_token') ?? '');
  if (form.get('client_id') === STAND_IN_CLIENT && isOwn) return;
  throw new NotGranted('bad_client', 'The client is not known, or shows no secret.');
}

function status(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  const holder = state.holder(bearerOf(request), request.now.getTime());
  if (!holder) return apiError(401, 'AUTHENTICATION_ERROR', 'UNAUTHORIZED', 'Not authorized.');
  const { scopes, person } = holder;
  return json(200, { scopes, client_id: STAND_IN_CLIENT, merchant_id: person.id });
}

function revoke(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  const form = fieldsOf(request);
  const known =
    request.headers.authorization === `Client ${STAND_IN_CLIENT_SECRET}` &&
    form.get('client_id') === STAND_IN_CLIENT;
  if (!known) return apiError(401, 'AUTHENTICATION_ERROR', 'UNAUTHORIZED', 'Not authorized.');
  if (!state.revoke(form.get('access_token') ?? '')) {
    return apiError(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND', 'The token is not known.');
  }
  return json(200, { success: true });
}

function merchant(state: SquareState, request: ProviderRequest): ProviderAnswer {
  try {
    const { id, name } = checkCaller(state, request, ['MERCHANT_PROFILE_READ']).person;
    return json(200, { merchant: { id, business_name: name, country: 'US', status: 'ACTIVE' } });
  } catch (fault) {
    if (fault instanceof Refused) return fault.answer;
    throw fault;
  }
}
