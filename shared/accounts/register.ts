import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { findSphere } from '../catalogue/index.ts';
import type { NewAccount, RegistrationDocument } from '../contracts/accounts.ts';
import { addSeconds, expiresAt, type Instant, now } from '../platform/clock.ts';
import { PassingFault, type Refusal } from '../platform/errors.ts';
import { randomId, type UserId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { addressId } from './address.ts';
import { CODE_SECONDS } from './code.ts';
import { cognito, isFault } from './cognito.ts';
import { findUser } from './find-user.ts';
import { type TooMany, tooManyAttempts, tooManyMails } from './limits.ts';
import { type AskMail, withoutMail } from './mail.ts';
import type { Pool } from './pool.ts';
import { formHash, REGISTRATION_SECONDS, RegistrationEntity } from './registration.ts';
import { removeUser } from './remove-user.ts';

const ID_LETTERS = 26;

/**
 * Begins an account: the user in the pool, unconfirmed, and what she said of herself; then a code is mailed. An address
 * that is registered already is answered the same, by as many calls, and its owner is told by mail. An unconfirmed one
 * is begun anew: nobody keeps an address occupied that he cannot read, and no password of his survives.
 *
 * @param request `body` as the API read it, `sourceIp`: where it comes from
 * @returns the id of the form, without which the mailed code confirms nothing; `too_many_attempts`;
 *   `mail_not_configured`
 * @throws PassingFault when somebody registers the same address at this very moment
 */
export async function register(
  request: { readonly body: NewAccount; readonly sourceIp: string },
  { pool, askMail }: { readonly pool: Pool; readonly askMail: AskMail },
): Promise<RegistrationDocument | TooMany | Refusal<'mail_not_configured'>> {
  const { body, sourceIp } = request;
  const { email } = body;
  const present = now();
  const refusal =
    withoutMail(await platformSecret()) ??
    (await tooManyAttempts({ email, sourceIp }, present)) ??
    (await tooManyMails(email, present));
  if (refusal) return refusal;
  const form = { registrationId: randomId(ID_LETTERS), nonce: randomId(ID_LETTERS) };
  const codeExpiresAt = addSeconds(present, CODE_SECONDS);
  const userId = await signUp(pool, email, body.password);
  if (userId === undefined) {
    await askMail({ mail: 'registered', email, id: form.registrationId, attempt: 0 });
  } else {
    await keep(body, userId, { ...form, codeExpiresAt, signedUpAt: now() });
    const task = { addressId: addressId(email), nonce: form.nonce };
    await askMail({ mail: 'confirmation', ...task, attempt: 0 });
  }
  return { registration_id: form.registrationId, code_expires_at: codeExpiresAt };
}

/** @returns the new user; `undefined` when the address belongs to an account */
async function signUp(pool: Pool, email: string, password: string): Promise<UserId | undefined> {
  const made = await trySignUp(pool, email, password);
  if (made !== undefined) return made;
  const user = await findUser(pool.userPoolId, email);
  if (user && user.status !== 'UNCONFIRMED') return undefined;
  if (user) await removeUser(pool.userPoolId, user.userId);
  const again = await trySignUp(pool, email, password);
  if (again === undefined) throw new PassingFault('This address is being registered just now.');
  return again;
}

async function trySignUp(
  { clientId }: Pool,
  email: string,
  password: string,
): Promise<UserId | undefined> {
  try {
    const { UserSub } = await cognito.send(
      new SignUpCommand({
        ClientId: clientId,
        Username: email,
        Password: password,
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    if (!UserSub) throw new Error('Cognito made a user without a sub.');
    return UserSub as UserId;
  } catch (fault) {
    if (isFault(fault, 'UsernameExistsException')) return undefined;
    throw fault;
  }
}

/** Keeps what she said beside her user; one that was begun anew meanwhile stays, since its user took the place of this. */
async function keep(
  body: NewAccount,
  userId: UserId,
  form: {
    readonly registrationId: string;
    readonly nonce: string;
    readonly codeExpiresAt: Instant;
    readonly signedUpAt: Instant;
  },
): Promise<void> {
  const { email, name, business_name, sphere, country, time_zone, language, invitation } = body;
  const { registrationId, nonce, codeExpiresAt, signedUpAt } = form;
  try {
    await RegistrationEntity.build(PutItemCommand)
      .item({
        ...{ addressId: addressId(email), userId, formHash: formHash(registrationId) },
        ...{ nonce, codeExpiresAt, tries: 0 },
        ...{ email, name, country, timeZone: time_zone, language },
        ...(business_name === undefined ? {} : { businessName: business_name }),
        sphereId: findSphere(sphere)?.id ?? 1,
        invited: invitation !== undefined,
        createdAt: signedUpAt,
        ttl: expiresAt(signedUpAt, REGISTRATION_SECONDS),
      })
      .options({
        condition: {
          or: [
            { attr: 'createdAt', exists: false },
            { attr: 'createdAt', lte: signedUpAt },
          ],
        },
      })
      .send();
  } catch (fault) {
    if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
  }
}
