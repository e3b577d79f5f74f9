import { createHash } from 'node:crypto';
import type { PlatformSecret } from '../../platform/secrets/platform-secret.ts';

/** One Claude account. Limits belong to the organization behind it, so its state does too. */
export interface Account {
  /** `1` for CLAUDE_API_KEY_1: what logs call it. */
  readonly label: string;
  readonly apiKey: string;
  /** Epoch milliseconds until which it is not asked: it said so (429), or it cannot pay or is not let in. */
  restsUntil: number;
  /** Epoch milliseconds until which others are asked rather: it hung or failed a moment ago. */
  shakyUntil: number;
}

/** The accounts that the platform secret names: CLAUDE_API_KEY_1, _2, … in order of their numbers. */
export function accountsOf(secret: PlatformSecret): Account[] {
  return Object.entries(secret)
    .flatMap(([name, apiKey]) => {
      const number = /^CLAUDE_API_KEY_(\d+)$/.exec(name)?.[1];
      return number === undefined || !apiKey
        ? []
        : [{ label: number, apiKey, restsUntil: 0, shakyUntil: 0 }];
    })
    .sort((a, b) => Number(a.label) - Number(b.label));
}

/**
 * The account to ask now: the one that `stickyKey` always falls to, else the next after it that does not rest, and has
 * not failed a moment ago if there is such a one.
 *
 * @returns with `waitMs` > 0: all rest, and this one is back first
 */
export function pickAccount(
  accounts: readonly Account[],
  stickyKey: string,
  now: number,
): { readonly account: Account; readonly waitMs: number } | undefined {
  if (accounts.length === 0) return undefined;
  const start = createHash('sha256').update(stickyKey).digest().readUInt32BE() % accounts.length;
  const inOrder = [...accounts.slice(start), ...accounts.slice(0, start)];
  const first = inOrder.reduce((best, candidate) =>
    isBefore(candidate, best, now) ? candidate : best,
  );
  return { account: first, waitMs: Math.max(0, first.restsUntil - now) };
}

function isBefore(one: Account, other: Account, now: number): boolean {
  const rest = Math.max(one.restsUntil, now) - Math.max(other.restsUntil, now);
  if (rest !== 0) return rest < 0;
  return Math.max(one.shakyUntil, now) < Math.max(other.shakyUntil, now);
}
