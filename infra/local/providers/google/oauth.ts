import { randomBytes, verify } from 'node:crypto';
import { NotGranted, type Tokens } from '../authorization-server.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { TOKEN_URI } from './account.ts';
import { oauthError } from './errors.ts';
import { type GoogleState, SCOPE } from './state.ts';

type Grant = (state: GoogleState, form: URLSearchParams, now: number) => object;

/** One line per grant. */
const GRANTS: Readonly<Record<string, Grant>> = {
  'urn:ietf:params:oauth:grant-type:jwt-bearer': jwtBearer,
  authorization_code: (state, form, now) =>
    ofPerson(state, form, () => state.people.exchange(form, now)),
  refresh_token: (state, form, now) =>
    ofPerson(state, form, () => state.people.refresh(form.get('refresh_token') ?? '', now)),
};

const AUDIENCES = new Set([
  TOKEN_URI,
  'https://www.googleapis.com/oauth2/v4/token',
  'https://accounts.google.com/o/oauth2/token',
]);
const LIFETIME_S = 3599;
const LONGEST_ASSERTION_S = 3600;
/** How far the caller's clock may be off. Chosen: Google publishes no figure. */
const SKEW_S = 300;

/** `POST /token`. */
export function token(state: GoogleState, request: ProviderRequest): ProviderAnswer {
  const form = formOf(request);
  const type = form.get('grant_type');
  if (!type) throw oauthError('invalid_request', 'Missing required parameter: grant_type');
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined;
  if (!grant) throw oauthError('unsupported_grant_type', `Invalid grant_type: ${type}`);
  return json(200, grant(state, form, request.now.getTime()));
}

/** `GET /o/oauth2/v2/auth`. */
export const consentPage = (state: GoogleState, request: ProviderRequest): ProviderAnswer =>
  state.people.page(request);

/** `POST /revoke`: ends all that the person granted to the application. */
export function revoke(state: GoogleState, request: ProviderRequest): ProviderAnswer {
  const token = request.query.get('token') ?? formOf(request).get('token') ?? '';
  if (!state.people.revoke(token)) throw oauthError('invalid_token', 'Token expired or revoked');
  return json(200, {});
}

/** `GET /v1/userinfo`. */
export function userInfo(state: GoogleState, { headers, now }: ProviderRequest): ProviderAnswer {
  const bearer = headers.authorization?.replace(/^Bearer /, '') ?? '';
  const granted = state.people.holder(bearer, now.getTime());
  if (!granted?.scopes.includes('openid')) {
    throw oauthError('invalid_request', 'Invalid Credentials', 401);
  }
  const { id, email } = granted.person;
  const hasEmail = granted.scopes.includes('email');
  return json(200, { sub: id, ...(hasEmail ? { email, email_verified: true } : {}) });
}

function ofPerson(state: GoogleState, form: URLSearchParams, grant: () => Tokens): object {
  try {
    state.people.checkClient(form.get('client_id'), form.get('client_secret'));
    const { accessToken, accessSeconds, refreshToken, scopes } = grant();
    return {
      access_token: accessToken,
      expires_in: accessSeconds,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      scope: scopes.join(' '),
      token_type: 'Bearer',
    };
  } catch (fault) {
    if (!(fault instanceof NotGranted)) throw fault;
    if (fault.reason === 'bad_client') throw oauthError('invalid_client', 'Unauthorized', 401);
    if (fault.reason === 'redirect_mismatch')
      throw oauthError('redirect_uri_mismatch', 'Bad Request');
    const over = fault.reason === 'bad_refresh';
    throw oauthError('invalid_grant', over ? 'Token has been expired or revoked.' : 'Bad Request');
  }
}

function formOf({ headers, body }: ProviderRequest): URLSearchParams {
  const text = body.toString('utf8');
  if (!headers['content-type']?.startsWith('application/json')) return new URLSearchParams(text);
  try {
    return new URLSearchParams(JSON.parse(text) as Record<string, string>);
  } catch {
    throw oauthError('invalid_request', 'Could not parse the request body.');
  }
}

function jwtBearer(state: GoogleState, form: URLSearchParams, now: number): object {
  const assertion = form.get('assertion');
  if (!assertion) throw oauthError('invalid_request', 'Missing required parameter: assertion');
  const [head = '', claim = '', signature = '', ...more] = assertion.split('.');
  const header = decoded(head);
  const claims = decoded(claim);
  if (!header || !claims || signature === '' || more.length > 0) {
    throw oauthError('invalid_grant', 'Bad Request');
  }
  if (header.alg !== 'RS256') {
    throw oauthError('invalid_grant', 'Invalid JWT: Unsupported algorithm. Only RS256 is allowed.');
  }
  const account = state.accounts.get(String(claims.iss));
  if (!account) throw oauthError('invalid_grant', 'Invalid grant: account not found');
  if (account.disabled) {
    throw oauthError('disabled_client', 'The OAuth client was disabled.', 401);
  }
  const signed =
    (header.kid === undefined || header.kid === account.keyId) &&
    verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${claim}`),
      account.publicKey,
      Buffer.from(signature, 'base64url'),
    );
  if (!signed) throw oauthError('invalid_grant', 'Invalid JWT Signature.');
  if (typeof claims.aud !== 'string' || !AUDIENCES.has(claims.aud)) {
    throw oauthError(
      'invalid_grant',
      `Invalid JWT: Failed audience check. The right audience is ${TOKEN_URI}`,
    );
  }
  checkTimes(claims, now / 1000);
  if (typeof claims.scope !== 'string' || claims.scope.trim() === '') {
    throw oauthError('invalid_scope', 'Empty or missing scope not allowed.');
  }
  const scopes = claims.scope.trim().split(/\s+/);
  if (!scopes.every((scope) => SCOPE.test(scope))) {
    throw oauthError('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  }
  if (claims.sub !== undefined && claims.sub !== account.email && !account.delegation) {
    throw oauthError(
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
      401,
    );
  }
  const accessToken = `ya29.c.stand-in-${randomBytes(24).toString('base64url')}`;
  state.tokens.set(accessToken, {
    account,
    scopes: new Set(scopes),
    expiresAt: now + LIFETIME_S * 1000,
  });
  return { access_token: accessToken, expires_in: LIFETIME_S, token_type: 'Bearer' };
}

function checkTimes({ iat, exp }: Record<string, unknown>, now: number): void {
  const fine =
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    exp > iat &&
    exp - iat <= LONGEST_ASSERTION_S &&
    iat <= now + SKEW_S &&
    exp >= now - SKEW_S;
  if (fine) return;
  throw oauthError(
    'invalid_grant',
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
  );
}

function decoded(part: string): Record<string, unknown> | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
