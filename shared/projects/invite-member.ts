import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { getProfile, type TooMany, tooManyMails, withoutMail } from '../accounts/index.ts';
import { addSeconds, expiresAt, now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { type ProjectId, randomId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { answer, type JsonAnswer } from '../platform/lambda/http-answer.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import {
  hashOfSecret,
  INVITATION_SECONDS,
  InvitationEntity,
  invitationDocument,
  invitationIdOf,
  KEPT_SECONDS,
} from './invitation.ts';
import type { InvitationMail } from './invitation-mail.ts';
import { secretOf } from './invitation-token.ts';
import { openInvitationsOf } from './list-invitations.ts';
import type { Role } from './member.ts';
import type { Membership } from './member-of.ts';
import { allMembersOf } from './members-of.ts';

const MOST_OPEN = 50;

export type InviteRefusal =
  | Refusal<'already_member' | 'too_many_invitations' | 'mail_not_configured'>
  | TooMany;

/** An owner's request as the door has read it. */
export interface InviteMember {
  readonly access: Membership;
  readonly caller: Caller;
  readonly body: { readonly email: string; readonly role: Role };
}

/** Puts an invitation that is to be mailed on its queue. */
export type AskInvitation = (mail: InvitationMail) => Promise<void>;

/**
 * Invites somebody by e-mail. Whether the address has an account is not looked at and shown to nobody. The same address
 * again gets a new link, with the new role; the one before ends.
 *
 * @param ports `askMail`: puts the mail that is to be written on its queue
 */
export async function inviteMember(
  request: InviteMember,
  { askMail }: { readonly askMail: AskInvitation },
): Promise<JsonAnswer | InviteRefusal> {
  const { access, caller, body } = request;
  const { projectId } = access;
  const { email, role } = body;
  const secret = await platformSecret();
  const present = now();
  const refusal =
    withoutMail(secret) ??
    (await standsAgainst(projectId, email)) ??
    (await tooManyMails(email, present));
  if (refusal) return refusal;
  const invitationId = invitationIdOf(projectId, email);
  const nonce = randomId(26);
  const invitation = {
    ...({ projectId, invitationId, email, role, status: 'pending', nonce } as const),
    secretHash: hashOfSecret(secretOf(secret, { projectId, invitationId, nonce })),
    ...{ invitedBy: caller.userId, invitedAt: present },
    expiresAt: addSeconds(present, INVITATION_SECONDS),
    ttl: expiresAt(present, KEPT_SECONDS),
  };
  await InvitationEntity.build(PutItemCommand).item(invitation).send();
  await askMail({ mail: 'invitation', projectId, invitationId, nonce, attempt: 0 });
  return answer(201, invitationDocument({ ...invitation }, present));
}

async function standsAgainst(
  projectId: ProjectId,
  email: string,
): Promise<Refusal<'already_member' | 'too_many_invitations'> | undefined> {
  const members = await allMembersOf(projectId);
  const profiles = await Promise.all(members.map(({ userId }) => getProfile(userId)));
  if (profiles.some((profile) => profile?.email === email)) {
    return refuse('already_member', 'This address belongs to a member already.');
  }
  const open = await openInvitationsOf(projectId);
  if (open.length < MOST_OPEN || open.some((one) => one.email === email)) return undefined;
  return refuse('too_many_invitations', `At most ${MOST_OPEN} invitations may be open.`);
}
