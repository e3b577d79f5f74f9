import type { Instant } from '../clock.ts';

/** What an installation is known by at a provider: its registered application. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
}

/** What a person granted, as the provider gave it out. */
export interface Grant {
  readonly accessToken: string;
  /** Absent: it ends only when somebody takes it back. */
  readonly expiresAt?: Instant;
  /** Absent: the access token itself is what is renewed, or nothing can be. */
  readonly refreshToken?: string;
  /** What was granted, which may be less than was asked for; absent: the provider does not say. */
  readonly scopes?: readonly string[];
}

export type OAuthFailure =
  /** The grant is over, or the code is not good: only the person can grant again. */
  | { readonly kind: 'over'; readonly why: string }
  /** The installation's application is not accepted, or the request is not. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It may go better later; what was asked may have been done. */
  | { readonly kind: 'not_now'; readonly why: string; readonly retryAfterSeconds?: number };

export type OAuthResult<Value> = { readonly kind: 'ok'; readonly value: Value } | OAuthFailure;

/** Whose account was connected, as a person would recognise it. */
export interface GrantedAccount {
  readonly id: string;
  readonly name: string;
}

/**
 * A service that people connect through OAuth 2.0's authorization code. Each is a file `oauth.ts` of its folder among
 * the providers, made by {@link authorizationCode} and one line of the list in `functions/integrations`.
 */
export interface OAuthProvider {
  readonly name: string;
  /** The names of the client's id and secret in the platform's secret. */
  readonly credentials: { readonly id: string; readonly secret: string };
  /** What each integration type, or purpose, that it connects needs, and nothing more. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  /** Whether a code is bound to who asked for it (RFC 7636, S256). */
  readonly pkce: boolean;
  /** How long before its end a token is renewed, in seconds. */
  readonly renewedBefore: number;
  /**
   * After how many seconds a grant is renewed although its token still holds: where what nobody renews dies of disuse,
   * or a token that has ended cannot be renewed any more. Absent: it lasts, used or not.
   */
  readonly renewedEvery?: number;
  /** The page on which a person grants. `challenge` is S256 of the verifier. */
  readonly authorizeUrl: (request: {
    readonly client: OAuthClient;
    readonly redirectUri: string;
    readonly state: string;
    readonly scopes: readonly string[];
    readonly challenge: string;
  }) => string;
  /** Exchanges the code of the callback; it is good once. */
  readonly exchange: (
    client: OAuthClient,
    request: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
    now: Instant,
  ) => Promise<OAuthResult<Grant>>;
  /** A fresh grant for an old one, which may be worth nothing from then on. Never called by two at once. */
  readonly refresh: (
    client: OAuthClient,
    grant: Grant,
    now: Instant,
  ) => Promise<OAuthResult<Grant>>;
  /** Takes the grant back at the provider, where it lets us. One that is over already is taken back. */
  readonly revoke: (client: OAuthClient, grant: Grant) => Promise<OAuthResult<undefined>>;
  /** One call in the name of the person: proves that the grant works, and says whose it is. */
  readonly whoIs: (client: OAuthClient, grant: Grant) => Promise<OAuthResult<GrantedAccount>>;
}
