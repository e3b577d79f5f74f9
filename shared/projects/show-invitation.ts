import { type TooMany, tooManyAttempts } from '../accounts/index.ts';
import type { OfferedInvitation } from '../contracts/members.ts';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { findInvitation, isOpen } from './find-invitation.ts';
import { getProject } from './get-project.ts';

/**
 * What the link of an invitation offers, for who holds it and has perhaps no account yet.
 *
 * @returns `invitation_not_found`, one answer for a link that is none, was used, replaced, taken back or is too old
 */
export async function showInvitation(request: {
  readonly path: { readonly token: string };
  readonly sourceIp: string;
}): Promise<OfferedInvitation | Refusal<'invitation_not_found'> | TooMany> {
  const refusal = await tooManyAttempts({ sourceIp: request.sourceIp }, now());
  if (refusal) return refusal;
  const invitation = await findInvitation(request.path.token);
  const project = invitation && isOpen(invitation) && (await getProject(invitation.projectId));
  if (!invitation || !project) {
    return refuse('invitation_not_found', 'There is no such invitation, or not any more.');
  }
  const { role, email, expiresAt } = invitation;
  return { project_name: project.name, role, email, expires_at: expiresAt };
}
