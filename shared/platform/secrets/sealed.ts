import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { ProjectId } from '../ids.ts';
import type { PlatformSecret } from './platform-secret.ts';

/**
 * A secret at rest: AES-256-GCM, `v1.<key id>.<nonce>.<ciphertext and tag>`, all base64url. The project and the
 * purpose are authenticated with it, so a ciphertext moved to another project or field does not open.
 */
export type Sealed = string & { readonly __brand: 'Sealed' };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyFor(platformKey: string): { id: string; key: Buffer } {
  const key = Buffer.from(hkdfSync('sha256', platformKey, '', 'frontdesk secrets at rest', 32));
  return { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key };
}

function associatedData(projectId: ProjectId, purpose: string): Buffer {
  return Buffer.from(JSON.stringify([projectId, purpose]));
}

/** Seals `plain` for one project and one purpose (such as `sendpulse.credentials`). */
export function seal(
  secret: PlatformSecret,
  projectId: ProjectId,
  purpose: string,
  plain: string,
): Sealed {
  const { id, key } = keyFor(secret.PLATFORM_KEY);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(
    associatedData(projectId, purpose),
  );
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return ['v1', id, nonce.toString('base64url'), body.toString('base64url')].join('.') as Sealed;
}

/**
 * Opens what {@link seal} made for the same project and purpose, also with the previous platform key.
 *
 * @throws Error when it was sealed for something else, was altered, or its key is gone
 */
export function open(
  secret: PlatformSecret,
  projectId: ProjectId,
  purpose: string,
  sealed: Sealed,
): string {
  const [version, id, nonce, body] = sealed.split('.');
  const known = [secret.PLATFORM_KEY, secret.PLATFORM_KEY_PREVIOUS]
    .filter((platformKey) => platformKey !== undefined)
    .map(keyFor);
  const match = known.find((candidate) => candidate.id === id);
  if (version !== 'v1' || match === undefined || nonce === undefined || body === undefined) {
    throw new Error(`A secret for ${purpose} cannot be opened: its key or form is not known.`);
  }
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', match.key, Buffer.from(nonce, 'base64url'))
    .setAAD(associatedData(projectId, purpose))
    .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([
    decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)),
    decipher.final(),
  ]).toString('utf8');
}
