import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type ProjectId, parseProjectId } from '../ids.ts';
import type { PlatformSecret } from './platform-secret.ts';

/** What a webhook token names. `rotation` counts up; a project may declare the lowest one it still accepts. */
export interface WebhookToken {
  readonly projectId: ProjectId;
  readonly purpose: string;
  readonly rotation: number;
}

const MAC_BYTES = 32;

function mac(platformKey: string, claim: string): Buffer {
  return createHmac('sha256', platformKey)
    .update('frontdesk webhook token\n')
    .update(claim)
    .digest();
}

/**
 * The self-describing secret of a webhook: base64url of `project:purpose:rotation` and its HMAC by the platform key.
 * Only letters, digits, `_` and `-`, so it fits a query string and Telegram's secret header alike.
 */
export function mintWebhookToken(secret: PlatformSecret, token: WebhookToken): string {
  const claim = `${token.projectId}:${token.purpose}:${token.rotation}`;
  return Buffer.concat([Buffer.from(claim), mac(secret.PLATFORM_KEY, claim)]).toString('base64url');
}

/**
 * What `text` names, when the platform made it for `purpose`; `undefined` for everything else. Costs no read: a forged
 * call is refused from memory.
 */
export function verifyWebhookToken(
  secret: PlatformSecret,
  purpose: string,
  text: string,
): WebhookToken | undefined {
  if (text.length > 256) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  // base64url ignores stray characters; only the one spelling that was minted counts.
  if (bytes.length <= MAC_BYTES || bytes.toString('base64url') !== text) return undefined;
  const claim = bytes.subarray(0, bytes.length - MAC_BYTES).toString('utf8');
  const given = bytes.subarray(bytes.length - MAC_BYTES);
  const keys = [secret.PLATFORM_KEY, secret.PLATFORM_KEY_PREVIOUS].filter(
    (key) => key !== undefined,
  );
  const genuine = keys.some((key) => timingSafeEqual(given, mac(key, claim)));
  const [project, claimedPurpose, rotation] = claim.split(':');
  const projectId = parseProjectId(project);
  if (!genuine || projectId === undefined || claimedPurpose !== purpose) return undefined;
  return { projectId, purpose, rotation: Number(rotation) };
}

/** Whether two secrets are the same, in a time that depends on neither. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
