import { createHmac } from 'node:crypto';
import { type ProjectId, parseProjectId } from '../platform/ids.ts';
import type { PlatformSecret } from '../platform/secrets/platform-secret.ts';

/** What a link names. */
export interface InvitationToken {
  readonly projectId: ProjectId;
  readonly invitationId: string;
  readonly secret: string;
}

/** The secret of a link. It is computed by who mails it and stored as a hash only. */
export function secretOf(
  { PLATFORM_KEY }: PlatformSecret,
  invitation: {
    readonly projectId: ProjectId;
    readonly invitationId: string;
    readonly nonce: string;
  },
): string {
  const { projectId, invitationId, nonce } = invitation;
  return createHmac('sha256', PLATFORM_KEY)
    .update(`frontdesk invitation\n${projectId}\n${invitationId}\n${nonce}`)
    .digest('base64url');
}

/** The token of a link: letters, digits, `_` and `-` only. */
export function mintToken({ projectId, invitationId, secret }: InvitationToken): string {
  return Buffer.from(`${projectId}.${invitationId}.${secret}`).toString('base64url');
}

/** What `token` names; nothing says yet that it is genuine. */
export function readToken(token: string): InvitationToken | undefined {
  const [project, invitationId = '', secret = '', ...more] = Buffer.from(token, 'base64url')
    .toString()
    .split('.');
  const projectId = parseProjectId(project);
  if (!projectId || more.length > 0 || secret === '') return undefined;
  return /^[0-9A-Z]{20}$/.test(invitationId) ? { projectId, invitationId, secret } : undefined;
}
