import { deliverMail, getProfile, type SendMail } from '../accounts/index.ts';
import type { UserId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { isOpen } from './find-invitation.ts';
import { getProject } from './get-project.ts';
import { getInvitation } from './invitation.ts';
import type { InvitationMail } from './invitation-mail.ts';
import { mintToken, secretOf } from './invitation-token.ts';
import { invitationTexts } from './texts/index.ts';

/**
 * Mails the link of an invitation, if it is still the one to be mailed.
 *
 * @throws PassingFault when the mail service asks for patience
 */
export async function writeInvitationMail(
  task: InvitationMail,
  { send }: { readonly send: SendMail },
): Promise<void> {
  const { projectId, invitationId, nonce } = task;
  const invitation = await getInvitation(projectId, invitationId);
  if (!invitation || invitation.nonce !== nonce || !isOpen(invitation)) return;
  const project = await getProject(projectId);
  if (!project) return;
  const secret = await platformSecret();
  const token = mintToken({
    ...{ projectId, invitationId },
    secret: secretOf(secret, { projectId, invitationId, nonce }),
  });
  const root = (secret.PANEL_URL ?? '').replace(/\/+$/, '');
  const inviter = await getProfile(invitation.invitedBy as UserId);
  const words = invitationTexts(project.language)({
    project: project.name,
    inviter: inviter?.name,
    role: invitation.role,
    // Without a panel the link's own address of the API is told: the token is all that counts.
    link: root === '' ? token : `${root}/invitations/${token}`,
  });
  await deliverMail(send, { ...words, to: invitation.email, key: `invitation/${nonce}` });
}
