import { now } from '../platform/clock.ts';
import type { Refusal } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { type TooMany, tooManyAttempts, tooManyMails } from './limits.ts';
import { type AskMail, withoutMail } from './mail.ts';

/**
 * Has a code mailed with which a new password can be set. Whether there is such an account is found out by who writes
 * the mail, so neither the answer nor its time tells it.
 *
 * @returns the same for every address; `too_many_attempts`; `mail_not_configured`
 */
export async function forgotPassword(
  request: { readonly body: { readonly email: string }; readonly sourceIp: string },
  { askMail }: { readonly askMail: AskMail },
): Promise<{ accepted: true } | TooMany | Refusal<'mail_not_configured'>> {
  const { email } = request.body;
  const present = now();
  const refusal =
    withoutMail(await platformSecret()) ??
    (await tooManyAttempts({ email, sourceIp: request.sourceIp }, present)) ??
    (await tooManyMails(email, present));
  if (refusal) return refusal;
  await askMail({ mail: 'reset', email, id: randomId(26), attempt: 0 });
  return { accepted: true };
}
