import { now } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { sameSecret } from '../platform/secrets/webhook-token.ts';
import { getInvitation, hashOfSecret, type Invitation } from './invitation.ts';
import { readToken } from './invitation-token.ts';

/**
 * The invitation that a link is genuine for, whatever became of it; `undefined` when there is none, or the link was
 * replaced by a newer one.
 */
export async function findInvitation(
  token: string,
): Promise<(Invitation & { readonly projectId: ProjectId }) | undefined> {
  const named = readToken(token);
  if (!named) return undefined;
  const { projectId, invitationId, secret } = named;
  const invitation = await getInvitation(projectId, invitationId);
  if (!invitation || !sameSecret(hashOfSecret(secret), invitation.secretHash)) return undefined;
  return { ...invitation, projectId };
}

/** Whether it can still be accepted. */
export const isOpen = ({ status, expiresAt }: Invitation): boolean =>
  status === 'pending' && expiresAt > now();
