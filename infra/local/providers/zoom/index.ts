import { type AuthorizationServer, NotGranted } from '../authorization-server.ts';
import { basicOf, bearerOf, fieldsOf } from '../form.ts';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { signInService } from '../sign-in-service.ts';
import { control } from './control.ts';
import { apiError, failure, refusal } from './errors.ts';
import { meetingCall } from './meetings.ts';
import { ZoomState } from './state.ts';

export { STAND_IN_CLIENT, STAND_IN_CLIENT_SECRET } from './state.ts';

/** Zoom's sign-in, the account behind it and its meetings. See README.md. */
export function createZoom(): Provider {
  const state = new ZoomState();
  const { people } = state;
  return signInService({
    ...{ name: 'zoom', people, refusal, failure },
    notFound: () => apiError(404, 2300, 'This API endpoint is not recognized.'),
    calls: {
      'GET /oauth/authorize': (request) => people.page(request),
      'POST /oauth/token': (request) => token(people, request),
      'POST /oauth/revoke': (request) => revoke(people, request),
      'GET /v2/users/me': (request) => me(people, request),
    },
    otherwise: (request) => meetingCall(state, request),
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}

function revoke(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  state.checkClient(...basicOf(request));
  if (!state.revoke(fieldsOf(request).get('token') ?? '')) {
    throw new NotGranted('bad_refresh', 'The token is not known.');
  }
  return json(200, { status: 'success' });
}

function token(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  state.checkClient(...basicOf(request));
  const form = fieldsOf(request);
  const now = request.now.getTime();
  const type = form.get('grant_type');
  if (type !== 'authorization_code' && type !== 'refresh_token') {
    throw new NotGranted('bad_grant_type', 'The grant type is not known.');
  }
  const given =
    type === 'authorization_code'
      ? state.exchange(form, now)
      : state.refresh(form.get('refresh_token') ?? '', now);
  return json(200, {
    access_token: given.accessToken,
    token_type: 'bearer',
    refresh_token: given.refreshToken,
    expires_in: given.accessSeconds,
    scope: given.scopes.join(' '),
    api_url: 'https://api.zoom.us',
  });
}

function me(state: AuthorizationServer, request: ProviderRequest): ProviderAnswer {
  const holder = state.holder(bearerOf(request), request.now.getTime());
  if (!holder) return apiError(401, 124, 'Invalid access token.');
  if (!holder.scopes.some((scope) => scope.startsWith('user:read:user'))) {
    return apiError(400, 4711, 'Invalid access token, does not contain scopes:[user:read:user].');
  }
  const { id, email, name } = holder.person;
  return json(200, { id, email, display_name: name, type: 1 });
}
