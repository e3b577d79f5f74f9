import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { ChangedEmailDocument } from '../contracts/accounts.ts';
import { expiresAt, now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { type AccountDeleted, activeProfile } from './active-profile.ts';
import { isCodeOf, MOST_TRIES } from './code.ts';
import { isFault } from './cognito.ts';
import { type EmailChange, EmailChangeEntity, SETTLING_SECONDS } from './email-change.ts';
import { type TooMany, tooManyAttempts } from './limits.ts';
import type { AskMail } from './mail.ts';
import type { Pool } from './pool.ts';
import { settleEmailChange } from './settle-email-change.ts';

export type ConfirmEmailRefusal =
  | AccountDeleted
  | Refusal<'invalid_code' | 'address_taken'>
  | TooMany;

/**
 * Changes the caller's e-mail with the code that was mailed to the new address. Every session ends, this one too: she
 * signs in with the new address. Asked again after it broke off, it goes on where it stopped, as a sign-in does.
 *
 * @returns `invalid_code`, one answer for a wrong, an old and a used-up code, and for somebody who changes nothing;
 *   `address_taken` when another account has got the address since, told to who has proven that she reads it
 */
export async function confirmEmail(
  request: {
    readonly caller: Caller;
    readonly body: { readonly code: string };
    readonly sourceIp: string;
  },
  ports: { readonly pool: Pool; readonly askMail: AskMail },
): Promise<ChangedEmailDocument | ConfirmEmailRefusal> {
  const { caller, body, sourceIp } = request;
  const profile = await activeProfile(ports.pool.userPoolId, caller.userId);
  if (isRefusal(profile)) return profile;
  const refusal = await tooManyAttempts({ email: profile.email, sourceIp }, now());
  if (refusal) return refusal;
  const change = await tryCode(caller.userId, body.code);
  if (!change) return refuse('invalid_code', 'This code is not valid, or not any more.');
  if (await settleEmailChange(change, ports)) return { email: change.email };
  return refuse('address_taken', 'This address belongs to another account by now.');
}

/** Counts the try before it looks at the code; one that is right is kept as proven. */
async function tryCode(userId: UserId, code: string): Promise<EmailChange | undefined> {
  const present = now();
  try {
    const { Attributes } = await EmailChangeEntity.build(UpdateItemCommand)
      .item({ userId, tries: $add(1) })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          and: [
            { attr: 'codeExpiresAt', gt: present },
            { attr: 'tries', lt: MOST_TRIES },
          ],
        },
      })
      .send();
    const change = Attributes as unknown as EmailChange;
    const { nonce } = change;
    if (!isCodeOf(await platformSecret(), 'email change', nonce, code)) return undefined;
    await EmailChangeEntity.build(UpdateItemCommand)
      .item({ userId, provenAt: present, ttl: expiresAt(present, SETTLING_SECONDS) })
      .options({ condition: { attr: 'nonce', eq: nonce } })
      .send();
    return change;
  } catch (fault) {
    if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
    return undefined;
  }
}
