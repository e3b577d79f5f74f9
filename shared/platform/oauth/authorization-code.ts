import * as z from 'zod';
import { addSeconds, type Instant } from '../clock.ts';
import { type HttpAnswer, NoAnswer, requestJson } from '../http-client.ts';
import type {
  Grant,
  GrantedAccount,
  OAuthClient,
  OAuthFailure,
  OAuthProvider,
  OAuthResult,
} from './oauth-provider.ts';

const TIMEOUT_MS = 10_000;
const LONGEST_WHY = 200;
/** For clocks, and for calls on their way. */
const RENEWED_BEFORE = 120;

/** A request to the provider. */
export type OAuthRequest = Omit<Parameters<typeof requestJson>[0], 'timeoutMs'>;

/** What of a provider is its own. Addresses are functions, since a test may name another server at any time. */
export interface Declaration
  extends Pick<OAuthProvider, 'name' | 'credentials' | 'scopes' | 'pkce'> {
  readonly authorizeAt: () => string;
  readonly tokenAt: () => string;
  /** Beside the standard parameters of the page. */
  readonly authorizeWith?: Readonly<Record<string, string>>;
  readonly scopesJoinedBy?: ' ' | ',';
  /** How the client shows its secret: in the header, in the body, or in the query of a GET. */
  readonly clientIn: 'basic' | 'form' | 'json' | 'query';
  /** Absent: two minutes, for clocks and calls on their way. */
  readonly renewedBefore?: number;
  readonly renewedEvery?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The name under which a scope was asked for, of one that was granted. */
  readonly readScope?: (scope: string) => string;
  /** What an answer of the token endpoint says, when it is not in the words of RFC 6749. */
  readonly readGrant?: (body: unknown, now: Instant) => Grant | undefined;
  /** Other codes of errors by which the provider says that a grant is over. */
  readonly overCodes?: readonly (string | number)[];
  /** Instead of the standard exchange or refresh, when the provider's are others. */
  readonly prolong?: (client: OAuthClient, grant: Grant) => OAuthRequest | undefined;
  readonly renew?: (client: OAuthClient, grant: Grant) => OAuthRequest | undefined;
  /** Asks what was granted, of a provider whose tokens do not say. */
  readonly grantedBy?: (client: OAuthClient, grant: Grant) => OAuthRequest;
  readonly readGranted?: z.ZodType<readonly string[]>;
  /** Absent: only the person can take it back. */
  readonly revokeBy?: (client: OAuthClient, grant: Grant) => OAuthRequest;
  readonly whoIsBy: (grant: Grant, client: OAuthClient) => OAuthRequest;
  readonly readAccount: z.ZodType<GrantedAccount>;
}

const standard = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
  /** Instead of `expires_in`, at some. */
  expires_at: z.iso.datetime({ offset: true }).optional(),
  scope: z.string().optional(),
});

/** The errors of RFC 6749 §5.2, and what providers add to them. */
const problem = z.object({
  error: z
    .union([z.string(), z.looseObject({ code: z.unknown(), message: z.string().optional() })])
    .optional(),
  error_description: z.string().optional(),
  error_code: z.unknown().optional(),
  code: z.unknown().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

/**
 * A provider that speaks OAuth 2.0 with the differences of its declaration: one request each, ten seconds, no retry.
 *
 * @param own what its documentation says of it
 */
export function authorizationCode(own: Declaration): OAuthProvider {
  const { name, credentials, scopes, pkce, authorizeAt, scopesJoinedBy = ' ' } = own;
  return {
    ...{ name, credentials, scopes, pkce, renewedBefore: own.renewedBefore ?? RENEWED_BEFORE },
    ...(own.renewedEvery === undefined ? {} : { renewedEvery: own.renewedEvery }),

    authorizeUrl({ client, redirectUri, state, scopes: asked, challenge }) {
      const url = new URL(authorizeAt());
      const parameters = {
        response_type: 'code',
        client_id: client.id,
        redirect_uri: redirectUri,
        scope: asked.join(scopesJoinedBy),
        state,
        ...(pkce ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
        ...own.authorizeWith,
      };
      for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
      return url.href;
    },

    async exchange(client, { code, redirectUri, verifier }, now) {
      const given = await askGrant(
        own,
        now,
        tokenRequest(own, client, {
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
          ...(pkce ? { code_verifier: verifier } : {}),
        }),
      );
      const longer = given.kind === 'ok' ? own.prolong?.(client, given.value) : undefined;
      if (given.kind !== 'ok') return given;
      const prolonged = longer ? await askGrant(own, now, longer) : given;
      if (prolonged.kind !== 'ok') return prolonged;
      return withScopes(own, client, { ...given.value, ...prolonged.value });
    },

    async refresh(client, grant, now) {
      const { refreshToken } = grant;
      const standardRefresh = () =>
        refreshToken === undefined
          ? undefined
          : tokenRequest(own, client, { grant_type: 'refresh_token', refresh_token: refreshToken });
      const request = own.renew ? own.renew(client, grant) : standardRefresh();
      if (!request) return { kind: 'over', why: 'There is nothing to renew it with.' };
      const renewed = await askGrant(own, now, request);
      if (renewed.kind !== 'ok') return renewed;
      // Who does not rotate does not repeat the refresh token, nor what was granted.
      const { refreshToken: _old, expiresAt: _end, accessToken: _access, ...kept } = grant;
      const token = renewed.value.refreshToken ?? refreshToken;
      return {
        kind: 'ok',
        value: {
          ...kept,
          ...renewed.value,
          ...(token === undefined ? {} : { refreshToken: token }),
        },
      };
    },

    async revoke(client, grant) {
      const request = own.revokeBy?.(client, grant);
      if (!request) return { kind: 'ok', value: undefined };
      const done = await ask(own, request);
      if (done.kind === 'ok') return { kind: 'ok', value: undefined };
      return done.kind === 'over' ? { kind: 'ok', value: undefined } : done;
    },

    async whoIs(client, grant) {
      const asked = await ask(own, own.whoIsBy(grant, client));
      if (asked.kind !== 'ok') return asked;
      const { success, data } = own.readAccount.safeParse(asked.value);
      return success
        ? { kind: 'ok', value: data }
        : strange('It does not say whose account it is.');
    },
  };
}

/** A request to the token endpoint in the way of the declaration. */
function tokenRequest(
  { tokenAt, clientIn, headers = {} }: Declaration,
  client: OAuthClient,
  fields: Readonly<Record<string, string>>,
): OAuthRequest {
  const whole = { ...fields, client_id: client.id, client_secret: client.secret };
  const to = { method: 'POST', url: tokenAt() };
  if (clientIn === 'query') {
    return { method: 'GET', url: `${to.url}?${new URLSearchParams(whole)}`, headers };
  }
  if (clientIn === 'json') return { ...to, headers, body: whole };
  if (clientIn === 'form') return { ...to, headers, form: whole };
  return { ...to, headers: { ...headers, authorization: basic(client) }, form: fields };
}

/** The header by which a client shows its secret (RFC 6749 §2.3.1). */
export const basic = ({ id, secret }: OAuthClient): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;

async function askGrant(
  own: Declaration,
  now: Instant,
  request: OAuthRequest,
): Promise<OAuthResult<Grant>> {
  const asked = await ask(own, request);
  if (asked.kind !== 'ok') return asked;
  const read = (own.readGrant ?? standardGrant)(asked.value, now);
  const grant = read && {
    ...read,
    ...(read.scopes ? { scopes: read.scopes.map(own.readScope ?? same) } : {}),
  };
  return grant ? { kind: 'ok', value: grant } : strange('It gives no token.');
}

const same = (scope: string): string => scope;

function standardGrant(body: unknown, now: Instant): Grant | undefined {
  const { data } = standard.safeParse(body);
  if (!data) return undefined;
  const { access_token, refresh_token, expires_in, expires_at, scope } = data;
  const end = expires_at ?? (expires_in === undefined ? undefined : addSeconds(now, expires_in));
  return {
    accessToken: access_token,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(end === undefined ? {} : { expiresAt: new Date(end).toISOString() }),
    ...(scope === undefined ? {} : { scopes: scope.split(/[\s,]+/).filter(Boolean) }),
  };
}

/** Adds what was granted, asked for where the tokens do not say. */
async function withScopes(
  own: Declaration,
  client: OAuthClient,
  grant: Grant,
): Promise<OAuthResult<Grant>> {
  if (!own.grantedBy || !own.readGranted) return { kind: 'ok', value: grant };
  const asked = await ask(own, own.grantedBy(client, grant));
  if (asked.kind !== 'ok') return asked;
  const { success, data } = own.readGranted.safeParse(asked.value);
  if (!success) return strange('It does not say what was granted.');
  return { kind: 'ok', value: { ...grant, scopes: data } };
}

async function ask(own: Declaration, request: OAuthRequest): Promise<OAuthResult<unknown>> {
  try {
    const answer = await requestJson({ ...request, timeoutMs: TIMEOUT_MS });
    if (answer.status >= 200 && answer.status < 300) return { kind: 'ok', value: answer.body };
    return judged(own, answer);
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    return { kind: 'not_now', why: 'no answer' };
  }
}

/** Only codes and sentences of errors are kept: an answer may carry what must not be seen. */
function judged(own: Declaration, { status, headers, body }: HttpAnswer): OAuthFailure {
  const { data = {} } = problem.safeParse(body);
  const nested = typeof data.error === 'object' ? data.error : undefined;
  const error = typeof data.error === 'string' ? data.error : undefined;
  const codes = [error, data.error_code, data.code, data.type, nested?.code].filter(
    (code) => code !== undefined,
  );
  const said = data.error_description ?? data.reason ?? nested?.message ?? data.message ?? '';
  const why = `${status} ${codes.join(' ')} ${said}`
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_WHY);
  if (status === 429 || status === 408 || status >= 500) {
    const asked = Number(headers.get('retry-after') ?? '');
    return { kind: 'not_now', why, ...(asked > 0 ? { retryAfterSeconds: asked } : {}) };
  }
  const over = ['invalid_grant', 'invalid_token', ...(own.overCodes ?? [])];
  if (codes.some((code) => over.includes(code as string | number))) return { kind: 'over', why };
  return { kind: 'refused', why };
}

const strange = (why: string): OAuthFailure => ({ kind: 'not_now', why });
