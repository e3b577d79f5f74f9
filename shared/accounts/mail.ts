import * as z from 'zod';
import type { Sent } from '../platform/delivery/index.ts';
import { PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import { logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import type { PlatformSecret } from '../platform/secrets/platform-secret.ts';

/** A mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Natural id of this mail: the service sends no second one with the same within a day. */
  readonly key: string;
}

/** Sends a mail, once: no retry inside. Never throws for what the service answers. Implemented by a provider. */
export type SendMail = (mail: Mail) => Promise<Sent>;

/** A mail that is to be written: it names what it is about, never a code or a link. */
export const accountMailSchema = z.discriminatedUnion('mail', [
  z.object({
    mail: z.literal('confirmation'),
    addressId: z.string(),
    nonce: z.string(),
    attempt: z.int(),
  }),
  z.object({ mail: z.literal('registered'), email: z.string(), id: z.string(), attempt: z.int() }),
  z.object({ mail: z.literal('reset'), email: z.string(), id: z.string(), attempt: z.int() }),
  z.object({
    mail: z.literal('email_change'),
    userId: z.string(),
    nonce: z.string(),
    attempt: z.int(),
  }),
  z.object({
    mail: z.literal('email_changed'),
    userId: z.string(),
    /** The address that was hers. */
    email: z.string(),
    id: z.string(),
    attempt: z.int(),
  }),
  z.object({
    mail: z.literal('password_changed'),
    userId: z.string(),
    id: z.string(),
    attempt: z.int(),
  }),
]);
export type AccountMail = z.output<typeof accountMailSchema>;

/** Puts a mail that is to be written on its queue. */
export type AskMail = (mail: AccountMail) => Promise<void>;

/** Whether this installation can mail at all; told before anything is done that would need it. */
export function withoutMail(secret: PlatformSecret): Refusal<'mail_not_configured'> | undefined {
  if (secret.RESEND_API_KEY && secret.MAIL_FROM) return undefined;
  return refuse(
    'mail_not_configured',
    'This installation sends no mail yet: RESEND_API_KEY and MAIL_FROM are missing in its secret.',
  );
}

/**
 * Sends a mail and settles what the service says of it. The service knows the mail by its key, so nothing is claimed
 * or marked here: the same mail again is the same mail.
 *
 * @throws PassingFault when it has to be tried again; a mail that will never do is only counted and logged
 */
export async function deliverMail(send: SendMail, mail: Mail): Promise<void> {
  const sent = await send(mail);
  if (sent.kind === 'delivered') return;
  if (sent.kind === 'not_now') {
    throw new PassingFault(`Not mailed: ${sent.why}`, {
      ...(sent.retryAfterSeconds === undefined
        ? {}
        : { retryAfterSeconds: sent.retryAfterSeconds }),
    });
  }
  count('MailRefused', { key: mail.key });
  logger.error('A mail was refused.', { key: mail.key, why: sent.why });
}
