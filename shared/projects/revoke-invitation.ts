import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { type Refusal, refuse } from '../platform/errors.ts';
import { getInvitation, InvitationEntity } from './invitation.ts';
import type { Membership } from './member-of.ts';

/**
 * Takes an invitation back. Again, it changes nothing.
 *
 * @returns `invitation_not_found` also for one that was accepted: that is a member by now
 */
export async function revokeInvitation(request: {
  readonly access: Membership;
  readonly path: { readonly invitation_id: string };
}): Promise<{ revoked: true } | Refusal<'invitation_not_found'>> {
  const { projectId } = request.access;
  const { invitation_id: invitationId } = request.path;
  try {
    await InvitationEntity.build(UpdateItemCommand)
      .item({ projectId, invitationId, status: 'revoked' })
      .options({ condition: { attr: 'status', eq: 'pending' } })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
    const stored = await getInvitation(projectId, invitationId);
    if (stored?.status !== 'revoked') {
      return refuse('invitation_not_found', 'There is no such open invitation.');
    }
  }
  return { revoked: true };
}
