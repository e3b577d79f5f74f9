import { createHash } from 'node:crypto';
import * as z from 'zod';
import { addSeconds, type Instant, now } from '../../platform/clock.ts';
import { NoAnswer, requestJson } from '../../platform/http-client.ts';
import type { ServiceAccount } from '../../platform/service-account.ts';
import type { GoogleFailure, GoogleResult } from '../../sync/index.ts';
import { assertion } from './assertion.ts';
import { hosts } from './hosts.ts';

const TIMEOUT_MS = 5_000;
/** Left of a token's life for clocks and for calls on their way. */
const SPARE_SECONDS = 300;
const MOST_REMEMBERED = 1_000;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().min(0) });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

interface Token {
  readonly text: string;
  readonly usableUntil: Instant;
}
type Asked = GoogleResult<Token>;

const remembered = new Map<string, Promise<Asked>>();

/**
 * A token of `account`, kept in the container until five minutes before its end; who asks meanwhile waits for the same
 * request.
 *
 * @param refused a token that Google did not take: it is not answered again
 */
export async function accessToken(
  account: ServiceAccount,
  scopes: readonly string[],
  refused?: string,
): Promise<GoogleResult<string>> {
  const name = nameOf(account, scopes);
  const known = remembered.get(name);
  if (known) {
    const held = await known;
    if (isUsable(held, refused)) return { kind: 'ok', value: held.value.text };
    // Only the first of those that waited replaces what all of them found used up.
    if (remembered.get(name) === known) remembered.delete(name);
  }
  let asking = remembered.get(name);
  if (!asking) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    asking = ask(account, scopes);
    remembered.set(name, asking);
  }
  const asked = await asking;
  if (asked.kind !== 'ok') {
    if (remembered.get(name) === asking) remembered.delete(name);
    return asked;
  }
  return { kind: 'ok', value: asked.value.text };
}

function isUsable(
  held: Asked,
  refused: string | undefined,
): held is Extract<Asked, { kind: 'ok' }> {
  return held.kind === 'ok' && held.value.text !== refused && held.value.usableUntil > now();
}

/** One name per key, not only per e-mail: a key that was replaced is not served from memory. */
function nameOf({ clientEmail, privateKey }: ServiceAccount, scopes: readonly string[]): string {
  const parts = JSON.stringify([hosts().token, clientEmail, privateKey, scopes]);
  return createHash('sha256').update(parts).digest('base64url');
}

async function ask(account: ServiceAccount, scopes: readonly string[]): Promise<Asked> {
  const present = now();
  try {
    const { status, body } = await requestJson({
      method: 'POST',
      url: hosts().token,
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: assertion(account, scopes, present),
      },
      timeoutMs: TIMEOUT_MS,
    });
    const { success, data } = answer.safeParse(body);
    if (status === 200 && success) {
      const usableUntil = addSeconds(present, data.expires_in - SPARE_SECONDS);
      return { kind: 'ok', value: { text: data.access_token, usableUntil } };
    }
    return judged(status, body);
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    return { kind: 'not_now', why: 'no token: no answer', untouched: true };
  }
}

function judged(status: number, body: unknown): GoogleFailure {
  const { data } = refusal.safeParse(body);
  const why = `no token: ${status} ${data?.error ?? ''} ${data?.error_description ?? ''}`.trim();
  // The call itself was not made yet, so whatever happened here changed nothing.
  if (status === 429 || status >= 500 || status === 200 || status === 408) {
    return { kind: 'not_now', why, untouched: true };
  }
  return { kind: 'disconnected', why };
}
