import type { Role } from '../member.ts';

/** What an invitation is made of. */
export interface InvitationWords {
  readonly project: string;
  readonly inviter: string | undefined;
  readonly role: Role;
  readonly link: string;
}

/** The mail of an invitation in one language. */
export type InvitationTexts = (words: InvitationWords) => {
  readonly subject: string;
  readonly text: string;
};
