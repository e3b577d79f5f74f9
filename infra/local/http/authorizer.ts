import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A key of a JWKS document. */
export type Jwk = JsonWebKey & { readonly kid?: string };

/** What a JWT authorizer of the template says. */
export interface AuthorizerSettings {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** `$request.header.Authorization`. */
  readonly identitySources: readonly string[];
  /** The issuer's public keys, fetched at boot. */
  readonly keys: readonly Jwk[];
}

/** What an authorizer finds. */
export type Verdict = 'unauthorized' | 'forbidden' | { readonly claims: Record<string, unknown> };

/** Verifies tokens as an HTTP API does. Their lifetimes are real time: the issuer's clock is not ours to move. */
export class JwtAuthorizer {
  readonly #settings: AuthorizerSettings;
  readonly #keys = new Map<string, KeyObject>();

  constructor(settings: AuthorizerSettings) {
    this.#settings = settings;
    for (const jwk of settings.keys) {
      this.#keys.set(jwk.kid ?? '', createPublicKey({ key: jwk, format: 'jwk' }));
    }
  }

  verify(headers: IncomingHttpHeaders, scopes: readonly string[]): Verdict {
    const token = this.#token(headers);
    const [header, payload, signature, ...rest] = token?.split('.') ?? [];
    if (!header || !payload || !signature || rest.length > 0) return 'unauthorized';
    const head = decoded(header);
    const claims = decoded(payload);
    const key = this.#keys.get(String(head?.kid ?? ''));
    if (!head || !claims || !key || head.alg !== 'RS256') return 'unauthorized';
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) {
      return 'unauthorized';
    }
    if (!this.#isCurrent(claims) || !this.#isForUs(claims)) return 'unauthorized';
    const granted = String(claims.scope ?? claims.scp ?? '').split(' ');
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return 'forbidden';
    return { claims };
  }

  #token(headers: IncomingHttpHeaders): string | undefined {
    for (const source of this.#settings.identitySources) {
      const name = source.replace('$request.header.', '').toLowerCase();
      const value = headers[name];
      if (typeof value === 'string' && value !== '') return value.replace(/^Bearer\s+/i, '').trim();
    }
    return undefined;
  }

  #isCurrent(claims: Record<string, unknown>): boolean {
    const now = Date.now() / 1000;
    const { exp, nbf, iat } = claims as { exp?: number; nbf?: number; iat?: number };
    if (typeof exp !== 'number' || exp <= now) return false;
    // cognito-local rounds down; a second of grace costs nothing.
    return !(nbf !== undefined && nbf > now + 1) && !(iat !== undefined && iat > now + 1);
  }

  #isForUs(claims: Record<string, unknown>): boolean {
    if (claims.iss !== this.#settings.issuer) return false;
    const audience = claims.aud ?? claims.client_id;
    const given = Array.isArray(audience) ? audience : [audience];
    return given.some((one) => this.#settings.audience.includes(String(one)));
  }
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
