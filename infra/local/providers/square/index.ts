import { type AuthorizationServer, NotGranted } from '../authorization-server.ts';
import { bearerOf, fieldsOf } from '../form.ts';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { signInService } from '../sign-in-service.ts';
import { apiError, failure, refusal } from './errors.ts';
import { createState, STAND_IN_CLIENT, STAND_IN_CLIENT_SECRET } from './state.ts';

export { STAND_IN_CLIENT, STAND_IN_CLIENT_SECRET } from './state.ts';

/** Square's sign-in and the merchant behind it. See README.md. */
export function createSquare(): Provider {
  const people = createState();
  return signInService({
    ...{ name: 'square', people, refusal, failure },
    notFound: () => apiError(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND', 'Resource not found.'),
    calls: {
      'GET /oauth2/authorize': (request) => people.page(request),
      'POST /oauth2/token': (request) => token(people, request),
      'POST /oauth2/revoke': (request) => revoke(people, request),
      'GET /v2/merchants/me': (request) => merchant(people, request),
    },
  });
}

function token(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  const form = fieldsOf(request);
  const now = request.now.getTime();
  state.checkClient(form.get('client_id'), form.get('client_secret'));
  const type = form.get('grant_type');
  if (type !== 'authorization_code' && type !== 'refresh_token') {
    throw new NotGranted('bad_grant_type', 'The grant type is not known.');
  }
  const sent = form.get('refresh_token') ?? '';
  const given =
    type === 'authorization_code' ? state.exchange(form, now) : state.refresh(sent, now);
  return json(200, {
    access_token: given.accessToken,
    token_type: 'bearer',
    expires_at: new Date(now + given.accessSeconds * 1000).toISOString(),
    merchant_id: given.person.id,
    refresh_token: given.refreshToken ?? sent,
    short_lived: false,
  });
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

function merchant(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(request.headers['square-version'] ?? '')) {
    return apiError(400, 'INVALID_REQUEST_ERROR', 'BAD_REQUEST', 'Square-Version is missing.');
  }
  const holder = state.holder(bearerOf(request), request.now.getTime());
  if (!holder) return apiError(401, 'AUTHENTICATION_ERROR', 'ACCESS_TOKEN_EXPIRED', 'Expired.');
  if (!holder.scopes.includes('MERCHANT_PROFILE_READ')) {
    return apiError(403, 'AUTHENTICATION_ERROR', 'INSUFFICIENT_SCOPES', 'MERCHANT_PROFILE_READ');
  }
  const { id, name } = holder.person;
  return json(200, { merchant: { id, business_name: name, country: 'US', status: 'ACTIVE' } });
}
