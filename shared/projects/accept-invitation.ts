import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { type AccountDeleted, accountIsThere, activeProfile } from '../accounts/index.ts';
import type { MembershipDocument } from '../contracts/members.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { findInvitation, isOpen } from './find-invitation.ts';
import { type Invitation, InvitationEntity } from './invitation.ts';
import { MemberEntity, type Role, UserProjectEntity } from './member.ts';
import { memberRole } from './member-role.ts';
import { ProjectEntity } from './project-entity.ts';
import { isContention } from './write-project.ts';

export type AcceptRefusal =
  | AccountDeleted
  | Refusal<'invitation_not_found'>
  | Refusal<'other_address'>;

type Found = Invitation & { readonly projectId: ProjectId };

const TRIES = 5;

/**
 * Makes the caller a member by the link of an invitation: once, for the person to whose proven address it was sent. The
 * same person again is answered the same; a member keeps the role he has.
 *
 * @returns `invitation_not_found` for a link that is none, was used by another, replaced, taken back or is too old;
 *   `other_address` when it was sent to somebody else
 */
export async function acceptInvitation(
  request: { readonly caller: Caller; readonly body: { readonly token: string } },
  userPoolId: string,
): Promise<MembershipDocument | AcceptRefusal> {
  const { caller, body } = request;
  const { userId } = caller;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const profile = await activeProfile(userPoolId, userId);
    if (isRefusal(profile)) return profile;
    const invitation = await findInvitation(body.token);
    if (!invitation) return notFound();
    // The token may be older than her present address.
    const addresses = [caller.email?.toLowerCase(), profile.email];
    if (!caller.emailVerified || addresses.some((one) => one !== invitation.email)) {
      return refuse('other_address', 'This invitation was sent to another address.');
    }
    const { projectId } = invitation;
    const held = await memberRole(projectId, userId);
    const mine = invitation.status === 'accepted' && invitation.acceptedBy === userId;
    if (held && mine) return { project_id: projectId, role: held };
    if (!isOpen(invitation)) return notFound();
    const role = held ? await useUp(invitation, held, userId) : await join(invitation, userId);
    if (role) return { project_id: projectId, role };
  }
  throw new PassingFault('This invitation is being changed.');
}

const notFound = () =>
  refuse('invitation_not_found', 'There is no such invitation, or not any more.');

const stillOpen = ({ secretHash }: Found) => ({
  condition: {
    and: [
      { attr: 'status' as const, eq: 'pending' as const },
      { attr: 'secretHash' as const, eq: secretHash },
      { attr: 'expiresAt' as const, gt: now() },
    ],
  },
});

/** @returns `undefined` when something of it changed in this moment: to be looked at again */
async function join(invitation: Found, userId: UserId): Promise<Role | undefined> {
  const { projectId, invitationId, role } = invitation;
  const since = now();
  try {
    await execute(
      InvitationEntity.build(UpdateTransaction)
        .item({
          projectId,
          invitationId,
          status: 'accepted',
          acceptedBy: userId,
          acceptedAt: since,
        })
        .options(stillOpen(invitation)),
      MemberEntity.build(PutTransaction)
        .item({ projectId, userId, role, since })
        .options({ condition: { attr: 'userId', exists: false } }),
      UserProjectEntity.build(PutTransaction).item({ userId, projectId, since }),
      accountIsThere(userId),
      ProjectEntity.build(ConditionCheck)
        .key({ projectId })
        .condition({
          and: [
            { attr: 'projectId', exists: true },
            { attr: 'closedAt', exists: false },
          ],
        }),
    );
    return role;
  } catch (fault) {
    if (isContention(fault)) return undefined;
    throw fault;
  }
}

/** Who is a member already uses the link up and stays what he is. */
async function useUp(invitation: Found, held: Role, userId: UserId): Promise<Role | undefined> {
  const { projectId, invitationId } = invitation;
  try {
    await InvitationEntity.build(UpdateItemCommand)
      .item({ projectId, invitationId, status: 'accepted', acceptedBy: userId, acceptedAt: now() })
      .options(stillOpen(invitation))
      .send();
    return held;
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
    return undefined;
  }
}
