import { sign } from 'node:crypto';
import { type Instant, secondsBetween } from '../../platform/clock.ts';
import type { ServiceAccount } from '../../platform/service-account.ts';

/** The one audience Google takes, whatever server is asked. */
const AUDIENCE = 'https://oauth2.googleapis.com/token';
const LIFETIME_SECONDS = 3600;
const EPOCH: Instant = '1970-01-01T00:00:00.000Z';

/**
 * The JWT with which an account asks for a token: RS256, good for an hour.
 *
 * @param scopes what the token is to allow
 */
export function assertion(
  account: ServiceAccount,
  scopes: readonly string[],
  now: Instant,
): string {
  const issuedAt = Math.floor(secondsBetween(EPOCH, now));
  const { clientEmail, privateKey, privateKeyId } = account;
  const header = { alg: 'RS256', typ: 'JWT', ...(privateKeyId ? { kid: privateKeyId } : {}) };
  const claims = {
    iss: clientEmail,
    scope: scopes.join(' '),
    aud: AUDIENCE,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
  };
  const text = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign('RSA-SHA256', Buffer.from(text), privateKey);
  return `${text}.${signature.toString('base64url')}`;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
