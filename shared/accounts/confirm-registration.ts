import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Confirmation } from '../contracts/accounts.ts';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { addressId } from './address.ts';
import { isCodeOf, MOST_TRIES } from './code.ts';
import { type TooMany, tooManyAttempts } from './limits.ts';
import type { Pool, ProjectsOfAccounts } from './pool.ts';
import { formHash, type Registration, RegistrationEntity } from './registration.ts';
import { settleRegistration } from './settle-registration.ts';

/**
 * Confirms an address and finishes the account: user, profile, first project. Asked again after it broke off, it goes
 * on where it stopped.
 *
 * @returns `invalid_code`, one answer for a wrong, an old or a used-up code, a foreign form and an address that nobody
 *   registers; `too_many_attempts`
 */
export async function confirmRegistration(
  request: { readonly body: Confirmation; readonly sourceIp: string },
  ports: { readonly pool: Pool; readonly projects: ProjectsOfAccounts },
): Promise<{ confirmed: true } | Refusal<'invalid_code'> | TooMany> {
  const { body, sourceIp } = request;
  const refusal = await tooManyAttempts({ email: body.email, sourceIp }, now());
  if (refusal) return refusal;
  const registration = await tryCode(body);
  if (registration && (await settleRegistration(registration, ports))) return { confirmed: true };
  return refuse('invalid_code', 'This code is not valid, or not any more.');
}

/** Counts the try before it looks at the code: two at once are two. */
async function tryCode(body: Confirmation): Promise<Registration | undefined> {
  const { email, registration_id, code } = body;
  try {
    const { Attributes } = await RegistrationEntity.build(UpdateItemCommand)
      .item({ addressId: addressId(email), tries: $add(1) })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          and: [
            { attr: 'formHash', eq: formHash(registration_id) },
            { attr: 'codeExpiresAt', gt: now() },
            { attr: 'tries', lt: MOST_TRIES },
          ],
        },
      })
      .send();
    const registration = Attributes as unknown as Registration;
    const secret = await platformSecret();
    return isCodeOf(secret, 'registration', registration.nonce, code) ? registration : undefined;
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
    return undefined;
  }
}
