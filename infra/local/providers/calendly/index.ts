import { NotGranted } from '../authorization-server.ts';
import { basicOf, fieldsOf } from '../form.ts';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { signInService } from '../sign-in-service.ts';
import { control } from './control.ts';
import { apiError, failure, refusal } from './errors.ts';
import { apiCall } from './events.ts';
import { CalendlyState, ORGANIZATION, userUri } from './state.ts';

export { STAND_IN_CLIENT, STAND_IN_CLIENT_SECRET } from './state.ts';

/** Calendly's sign-in, the organization behind it and its meetings. See README.md. */
export function createCalendly(): Provider {
  const state = new CalendlyState();
  const { people } = state;
  return signInService({
    ...{ name: 'calendly', people, refusal, failure },
    notFound: () => apiError(404, 'Resource Not Found', 'The server could not find it.'),
    calls: {
      'GET /oauth/authorize': (request) => people.page(request),
      'POST /oauth/token': (request) => token(state, request),
      'POST /oauth/revoke': (request) => revoke(state, request),
    },
    otherwise: (request) => apiCall(state, request),
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}

function token(state: CalendlyState, request: ProviderRequest): ProviderAnswer {
  const { people } = state;
  people.checkClient(...basicOf(request));
  const form = fieldsOf(request);
  const now = request.now.getTime();
  const type = form.get('grant_type');
  if (type !== 'authorization_code' && type !== 'refresh_token') {
    throw new NotGranted('bad_grant_type', 'The grant type is not known.');
  }
  if (!state.mayAsk(people.person.id, now)) return failure(429);
  const given =
    type === 'authorization_code'
      ? people.exchange(form, now)
      : people.refresh(form.get('refresh_token') ?? '', now);
  return json(200, {
    access_token: given.accessToken,
    refresh_token: given.refreshToken,
    token_type: 'Bearer',
    scope: given.scopes.join(' '),
    expires_in: given.accessSeconds,
    created_at: Math.floor(now / 1000),
    owner: userUri(given.person.id),
    organization: ORGANIZATION,
  });
}

function revoke({ people }: CalendlyState, request: ProviderRequest): ProviderAnswer {
  const form = fieldsOf(request);
  people.checkClient(form.get('client_id'), form.get('client_secret'));
  if (!people.revoke(form.get('token') ?? '')) {
    return json(400, { error: 'invalid_request', error_description: 'The token is not known.' });
  }
  return json(200, {});
}
