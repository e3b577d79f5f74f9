import type { InvitationTexts } from './shape.ts';

const ROLE = { owner: 'an owner', operator: 'an operator' } as const;

export const en: InvitationTexts = ({ project, inviter, role, link }) => ({
  subject: `Invitation to ${project}`,
  text: `Hello!

${inviter ?? 'The owner'} invites you to "${project}" at frontdesk as ${ROLE[role]}.

To accept, open this link and sign in, or register, with this e-mail address:
${link}

The link is good for seven days and works once. If you do not know what this is about, ignore this message.`,
});
