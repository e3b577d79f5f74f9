import * as z from 'zod';
import { projectIdSchema } from '../platform/id-schemas.ts';

/** An invitation that is to be mailed; the link is made when it is. */
export const invitationMailSchema = z.object({
  mail: z.literal('invitation'),
  projectId: projectIdSchema,
  invitationId: z.string(),
  nonce: z.string(),
  attempt: z.int(),
});
export type InvitationMail = z.output<typeof invitationMailSchema>;
