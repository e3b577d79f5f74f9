import { createHash, randomBytes } from 'node:crypto';
import { sameSecret } from '../../platform/secrets/webhook-token.ts';
import { STATE_SECONDS } from './oauth-state.ts';

type Cookies = Readonly<Record<string, string | undefined>>;

/**
 * What a browser keeps of one sign-in, so that it alone can end it. Behind TLS its name keeps it from being set by
 * anybody but this very host. One for each sign-in: two tabs do not disturb each other.
 */
export interface BrowserCookie {
  readonly value: string;
  /** As the header `Set-Cookie` has it. */
  readonly header: string;
}

/** The cookie that this browser keeps for `state`, `undefined` when it keeps none. */
export function keptCookie(cookies: Cookies, state: string, apiUrl: string): string | undefined {
  return cookies[nameOf(state, apiUrl)];
}

/** The cookie of a browser for `state`: the one that it keeps, else a new one. Not sent with a POST of another site. */
export function browserCookie(cookies: Cookies, state: string, apiUrl: string): BrowserCookie {
  const value = keptCookie(cookies, state, apiUrl) ?? randomBytes(32).toString('base64url');
  return { value, header: headerOf(state, apiUrl, value, STATE_SECONDS) };
}

/** The header `Set-Cookie` that ends it. */
export function endedCookie(state: string, apiUrl: string): string {
  return headerOf(state, apiUrl, '', 0);
}

/** What stands in the page and proves that it was this browser which showed it. */
export const proofOf = (cookie: string, state: string): string => digest(`${cookie}\n${state}`);

/** Whether `proof` is that of the cookie, in constant time. */
export const isProofOf = (proof: string, cookie: string, state: string): boolean =>
  sameSecret(proof, proofOf(cookie, state));

function headerOf(state: string, apiUrl: string, value: string, seconds: number): string {
  const secure = isSecure(apiUrl) ? '; Secure' : '';
  const name = nameOf(state, apiUrl);
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

const isSecure = (apiUrl: string): boolean => apiUrl.startsWith('https:');
const nameOf = (state: string, apiUrl: string): string =>
  `${isSecure(apiUrl) ? '__Host-' : ''}frontdesk-sign-in-${digest(state).slice(0, 8)}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
