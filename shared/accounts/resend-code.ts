import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { ResendWish } from '../contracts/accounts.ts';
import { addSeconds, now } from '../platform/clock.ts';
import type { Refusal } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { addressId } from './address.ts';
import { CODE_SECONDS } from './code.ts';
import { type TooMany, tooManyAttempts, tooManyMails } from './limits.ts';
import { type AskMail, withoutMail } from './mail.ts';
import { formHash, RegistrationEntity } from './registration.ts';

/**
 * Has a new code mailed to who is registering; the one before it ends. Tries of wrong codes are not forgotten by it.
 *
 * @returns the same whether or not there is such a registration; `too_many_attempts`; `mail_not_configured`
 */
export async function resendCode(
  request: { readonly body: ResendWish; readonly sourceIp: string },
  { askMail }: { readonly askMail: AskMail },
): Promise<{ accepted: true } | TooMany | Refusal<'mail_not_configured'>> {
  const { email, registration_id } = request.body;
  const present = now();
  const refusal =
    withoutMail(await platformSecret()) ??
    (await tooManyAttempts({ email, sourceIp: request.sourceIp }, present)) ??
    (await tooManyMails(email, present));
  if (refusal) return refusal;
  const address = addressId(email);
  const nonce = randomId(26);
  try {
    await RegistrationEntity.build(UpdateItemCommand)
      .item({ addressId: address, nonce, codeExpiresAt: addSeconds(present, CODE_SECONDS) })
      .options({ condition: { attr: 'formHash', eq: formHash(registration_id) } })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
  // Asked for either way, so that both take as long: a nonce that is nobody's is mailed to nobody.
  await askMail({ mail: 'confirmation', addressId: address, nonce, attempt: 0 });
  return { accepted: true };
}
