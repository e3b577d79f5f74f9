import { createHmac } from 'node:crypto';
import type { PlatformSecret } from '../platform/secrets/platform-secret.ts';
import { sameSecret } from '../platform/secrets/webhook-token.ts';

/** How long a mailed code is good. */
export const CODE_SECONDS = 3_600;
/** How long whoever reads the old address of an account may take it back. */
export const RESTORE_SECONDS = 3 * 24 * 3_600;
/** Tries of one code: a typist needs two, a guesser a hundred million. */
export const MOST_TRIES = 8;
const DIGITS = 8;

/** What a code is for: a code of one purpose is worth nothing for another. */
export type CodePurpose = 'registration' | 'reset' | 'email change' | 'restore';

/**
 * The code that belongs to a nonce: computed by whoever mails it and whoever checks it, stored by nobody. The same
 * nonce gives the same code, so a mail that is sent again says the same.
 */
export function codeOf(secret: PlatformSecret, purpose: CodePurpose, nonce: string): string {
  return derive(secret.PLATFORM_KEY, purpose, nonce);
}

/** Whether `given` is the code of that nonce, also under the previous platform key; in constant time. */
export function isCodeOf(
  secret: PlatformSecret,
  purpose: CodePurpose,
  nonce: string,
  given: string,
): boolean {
  const keys = [secret.PLATFORM_KEY, secret.PLATFORM_KEY_PREVIOUS];
  return keys
    .filter((key) => key !== undefined)
    .map((key) => sameSecret(given, derive(key, purpose, nonce)))
    .includes(true);
}

function derive(key: string, purpose: CodePurpose, nonce: string): string {
  const mac = createHmac('sha256', key).update(`frontdesk code\n${purpose}\n${nonce}`).digest();
  const number = mac.readBigUInt64BE() % 10n ** BigInt(DIGITS);
  return String(number).padStart(DIGITS, '0');
}
