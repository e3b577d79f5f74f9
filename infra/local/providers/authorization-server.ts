import { createHash, randomBytes } from 'node:crypto';
import type { ProviderAnswer, ProviderRequest } from './provider.ts';

/** How one service gives out, renews and ends what people grant. */
export interface Rules {
  /** The client that a cloud without live credentials works with. */
  readonly client: { readonly id: string; readonly secret: string };
  /** Who agrees unless a control call names another person. */
  readonly person: { readonly id: string; readonly email: string; readonly name: string };
  readonly codeSeconds: number;
  readonly accessSeconds: number;
  /** Whether a refresh token is good once; else it stays the same. */
  readonly rotates: boolean;
  /** Whether the page needs a challenge, takes one, or does not know of it. */
  readonly pkce: 'taken' | 'unknown';
  /** Whether a person may leave out scopes; the rest is granted. */
  readonly choosesScopes: boolean;
  readonly scopesJoinedBy: RegExp;
  readonly knowsScope: (scope: string) => boolean;
  /** Whether a refresh token comes with this grant. */
  readonly givesRefresh?: (first: boolean, page: URLSearchParams) => boolean;
  /** How long a refresh token is good. */
  readonly refreshSeconds?: () => number;
  /** A refresh token that nobody used for so long is over. */
  readonly idleSeconds?: number;
  /** Whether taking one token back ends all that the person granted; else only the grant it belongs to. */
  readonly revokesAll?: boolean;
  /** A client that shows no secret gets refresh tokens that are good once, and for so long. */
  readonly publicRefreshSeconds?: number;
  /** Whether a new grant of the same person ends her earlier ones. */
  readonly oneGrantAtATime?: boolean;
}

/** Why a request at the authorization server fails; the service puts it into its own words. */
export class NotGranted extends Error {
  readonly reason:
    | 'bad_client'
    | 'bad_request'
    | 'bad_grant_type'
    | 'bad_code'
    | 'code_used'
    | 'code_expired'
    | 'redirect_mismatch'
    | 'bad_verifier'
    | 'bad_refresh'
    | 'superseded'
    | 'too_young'
    | 'bad_scope';

  constructor(reason: NotGranted['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

interface Code {
  readonly person: Person;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge?: string;
  readonly expiresAt: number;
  readonly withRefresh: boolean;
  grant?: Grant;
}

interface Grant {
  readonly person: Person;
  readonly scopes: readonly string[];
  over: boolean;
  superseded: boolean;
}

interface Refresh {
  readonly grant: Grant;
  readonly expiresAt: number;
  /** Of a client that showed no secret. */
  readonly isPublic: boolean;
  /** Of a token that is good once. */
  used: boolean;
  lastUsedAt: number;
}

/** Tokens as a service hands them out in its own shape. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessSeconds: number;
  readonly refreshToken?: string;
  readonly scopes: readonly string[];
  readonly person: Person;
}

/** How the next person behaves on the page: a control call, or the buttons of the page, decide. */
export interface Consent {
  readonly decision: 'allow' | 'deny';
  /** Scopes that she leaves out. */
  readonly without?: readonly string[];
  readonly person?: Person;
}

/** What every service with OAuth 2.0 has behind its page and its token endpoint (RFC 6749, RFC 7636). */
export class AuthorizationServer {
  readonly #rules: Rules;
  readonly #prefix: string;
  #codes = new Map<string, Code>();
  #access = new Map<string, { grant: Grant; issuedAt: number; expiresAt: number }>();
  #refresh = new Map<string, Refresh>();
  #granted = new Set<string>();
  /** How the next person behaves who is sent to the page by a script. */
  next: Consent = { decision: 'allow' };

  constructor(rules: Rules, prefix: string) {
    this.#rules = rules;
    this.#prefix = prefix;
  }

  get clientId(): string {
    return this.#rules.client.id;
  }

  /** Who agrees when nobody else is named. */
  get person(): Person {
    return this.#rules.person;
  }

  reset(): void {
    this.#codes.clear();
    this.#access.clear();
    this.#refresh.clear();
    this.#granted.clear();
    this.next = { decision: 'allow' };
  }

  /**
   * The page: without `decision` in the query what a person sees; with it where she is sent back to. What is wrong with
   * the client or the address is told on the page, since nobody may be sent to an unknown address.
   */
  page({ query, now, path }: ProviderRequest): ProviderAnswer {
    const clientId = query.get('client_id') ?? '';
    const redirectUri = query.get('redirect_uri') ?? '';
    if (clientId !== this.#rules.client.id)
      return page(400, 'Unknown client', 'There is no such application.');
    if (!/^https?:\/\/[^#]+$/.test(redirectUri)) {
      return page(400, 'Wrong redirect_uri', 'The application gave no address to return to.');
    }
    const back = (fields: Record<string, string>): ProviderAnswer => {
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
      const state = query.get('state');
      if (state !== null) url.searchParams.set('state', state);
      return { status: 302, headers: { location: url.href }, body: '' };
    };
    const scopes = (query.get('scope') ?? '').split(this.#rules.scopesJoinedBy).filter(Boolean);
    if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
    if (scopes.length === 0 || !scopes.every(this.#rules.knowsScope))
      return back({ error: 'invalid_scope' });
    const challenge = query.get('code_challenge') ?? undefined;
    if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') {
      return back({ error: 'invalid_request' });
    }
    const decision = query.get('decision');
    if (decision === null) return question(path, query, scopes, this.#rules);
    const { next } = this;
    this.next = { decision: 'allow' };
    if ((decision === 'next' ? next.decision : decision) === 'deny')
      return back({ error: 'access_denied' });
    const without = this.#rules.choosesScopes ? (next.without ?? []) : [];
    const person = next.person ?? this.#rules.person;
    const first = !this.#granted.has(person.id);
    this.#granted.add(person.id);
    const code = `${this.#prefix}-code-${randomBytes(16).toString('base64url')}`;
    this.#codes.set(code, {
      person,
      scopes: scopes.filter((scope) => !without.includes(scope)),
      redirectUri,
      ...(challenge === undefined || this.#rules.pkce === 'unknown' ? {} : { challenge }),
      expiresAt: now.getTime() + this.#rules.codeSeconds * 1000,
      withRefresh: this.#rules.givesRefresh?.(first, query) ?? true,
    });
    return back({ code });
  }

  /** @throws NotGranted unless these are the id and the secret of the client */
  checkClient(id: string | null, secret: string | null): void {
    const { client } = this.#rules;
    if (id !== client.id || secret !== client.secret) {
      throw new NotGranted('bad_client', 'The client is not known, or its secret is wrong.');
    }
  }

  /**
   * Exchanges a code, once. A second use ends what the first brought, as RFC 6749 §4.1.2 advises.
   *
   * @param isPublic the client showed no secret: only a challenge proves that the code is its own
   */
  exchange(form: URLSearchParams, now: number, isPublic = false): Tokens {
    const code = this.#codes.get(form.get('code') ?? '');
    if (!code) throw new NotGranted('bad_code', 'The code is not known.');
    if (code.grant) {
      code.grant.over = true;
      throw new NotGranted('code_used', 'The code was used before.');
    }
    if (code.expiresAt <= now) throw new NotGranted('code_expired', 'The code has expired.');
    if (form.get('redirect_uri') !== code.redirectUri) {
      throw new NotGranted('redirect_mismatch', 'redirect_uri is not that of the page.');
    }
    if (isPublic && code.challenge === undefined) {
      throw new NotGranted('bad_client', 'The client shows neither secret nor challenge.');
    }
    if (code.challenge !== undefined) {
      const verifier = form.get('code_verifier') ?? '';
      if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge) {
        throw new NotGranted('bad_verifier', 'code_verifier does not fit the challenge.');
      }
    }
    const { person, scopes } = code;
    if (this.#rules.oneGrantAtATime) this.#supersede(person.id);
    const grant: Grant = { person, scopes, over: false, superseded: false };
    code.grant = grant;
    return this.#issue(
      grant,
      now,
      code.withRefresh ? this.#newRefresh(grant, now, isPublic) : undefined,
    );
  }

  /** Renews what a refresh token stands for. */
  refresh(token: string, now: number): Tokens {
    const known = this.#refresh.get(token);
    if (known?.grant.superseded) throw new NotGranted('superseded', 'The user granted anew.');
    const { idleSeconds = Number.POSITIVE_INFINITY } = this.#rules;
    const isIdle = known !== undefined && known.lastUsedAt + idleSeconds * 1000 <= now;
    if (!known || known.grant.over || known.used || known.expiresAt <= now || isIdle) {
      throw new NotGranted('bad_refresh', 'The refresh token is not good, or not any more.');
    }
    known.lastUsedAt = now;
    const { isPublic } = known;
    if (!this.#rules.rotates && !isPublic) return this.#issue(known.grant, now, undefined);
    known.used = true;
    return this.#issue(known.grant, now, this.#newRefresh(known.grant, now, isPublic));
  }

  /**
   * Another, longer access token for one that holds.
   *
   * @param oldest an access token that was issued less than so many seconds ago is not prolonged
   */
  prolong(token: string, now: number, seconds: number, oldest = 0): Tokens {
    const known = this.#access.get(token);
    if (!known || known.grant.over || known.expiresAt <= now) {
      throw new NotGranted('bad_refresh', 'The token is not good, or not any more.');
    }
    if (known.issuedAt + oldest * 1000 > now) {
      throw new NotGranted('too_young', 'The token is too young to be renewed.');
    }
    return this.#issue(known.grant, now, undefined, seconds);
  }

  /** Whether a refresh token is that of a client without a secret. */
  isPublic(refreshToken: string): boolean {
    return this.#refresh.get(refreshToken)?.isPublic ?? false;
  }

  /** Ends what a token belongs to: its grant, or all that its person granted. @returns whether it was known and not over */
  revoke(token: string): boolean {
    const grant = this.#access.get(token)?.grant ?? this.#refresh.get(token)?.grant;
    if (!grant || grant.over) return false;
    grant.over = true;
    if (this.#rules.revokesAll) this.revokePerson(grant.person.id);
    return true;
  }

  /** Ends everything that a person granted, as when she does it in her account. */
  revokePerson(personId: string): void {
    for (const { grant } of [...this.#access.values(), ...this.#refresh.values()]) {
      if (grant.person.id === personId) grant.over = true;
    }
    this.#granted.delete(personId);
  }

  /** Who stands behind an access token that holds, and what she granted. */
  holder(token: string, now: number): Pick<Grant, 'person' | 'scopes'> | undefined {
    const known = this.#access.get(token);
    if (!known || known.grant.over || known.grant.superseded || known.expiresAt <= now)
      return undefined;
    return known.grant;
  }

  #issue(
    grant: Grant,
    now: number,
    refreshToken: string | undefined,
    accessSeconds: number = this.#rules.accessSeconds,
  ): Tokens {
    const accessToken = `${this.#prefix}-access-${randomBytes(24).toString('base64url')}`;
    this.#access.set(accessToken, {
      grant,
      issuedAt: now,
      expiresAt: now + accessSeconds * 1000,
    });
    const { scopes, person } = grant;
    return {
      accessToken,
      accessSeconds,
      scopes,
      person,
      ...(refreshToken ? { refreshToken } : {}),
    };
  }

  #newRefresh(grant: Grant, now: number, isPublic: boolean): string {
    const token = `${this.#prefix}-refresh-${randomBytes(24).toString('base64url')}`;
    const { publicRefreshSeconds, refreshSeconds } = this.#rules;
    const seconds =
      (isPublic ? publicRefreshSeconds : refreshSeconds?.()) ?? Number.POSITIVE_INFINITY;
    const expiresAt = now + seconds * 1000;
    this.#refresh.set(token, { grant, expiresAt, isPublic, used: false, lastUsedAt: now });
    return token;
  }

  #supersede(personId: string): void {
    for (const { grant } of [...this.#access.values(), ...this.#refresh.values()]) {
      if (grant.person.id === personId) grant.superseded = true;
    }
  }
}

/** The control calls of every service that people grant something at; `undefined`: none of them. */
export function consentCall(
  server: AuthorizationServer,
  { method, path, body }: Pick<ProviderRequest, 'method' | 'path' | 'body'>,
): object | undefined {
  const call = `${method} ${path.replace(/\/+$/, '')}`;
  if (call !== 'POST /consent' && call !== 'POST /end-consent') return undefined;
  const fields = JSON.parse(body.toString('utf8') || '{}') as Partial<Consent> & {
    person_id?: string;
  };
  if (call === 'POST /end-consent') {
    server.revokePerson(fields.person_id ?? server.person.id);
    return { ended: true };
  }
  const { decision = 'allow', without = [], person } = fields;
  server.next = { decision, without, ...(person ? { person } : {}) };
  return server.next;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

function page(status: number, title: string, text: string): ProviderAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${text}</p>`,
  };
}

function question(
  path: string,
  query: URLSearchParams,
  scopes: readonly string[],
  { person }: Rules,
): ProviderAnswer {
  const link = (decision: string): string => {
    const target = new URLSearchParams(query);
    target.set('decision', decision);
    // Relative: the stand-in stands below a path of its host that it does not know.
    return escaped(`${path.slice(path.lastIndexOf('/') + 1)}?${target}`);
  };
  const wishes = scopes.map((scope) => `<li><code>${escaped(scope)}</code></li>`).join('');
  return page(
    200,
    'Stand-in: allow access?',
    `${escaped(person.name)} (${escaped(person.email)})</p><ul>${wishes}</ul><p><a href="${link('allow')}">Allow</a> · <a href="${link('deny')}">Deny</a>`,
  );
}
