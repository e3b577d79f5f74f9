import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { now } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { isFault } from './cognito.ts';
import {
  type EmailChange,
  EmailChangeEntity,
  endEmailChange,
  getEmailChange,
} from './email-change.ts';
import { findUser } from './find-user.ts';
import { getProfile } from './get-profile.ts';
import { giveAddress, proveAddress } from './give-address.ts';
import { endSessions } from './log-out.ts';
import type { AskMail } from './mail.ts';
import type { Pool } from './pool.ts';
import { ProfileEntity } from './profile.ts';

/**
 * Puts a proven e-mail in place: in the pool, which alone knows that nobody else has it, then in the profile; every
 * session ends, the old address is told, and last the change is forgotten. Each step may be done already: whoever comes
 * after a crash, or at the same time, goes on.
 *
 * @returns false when another account has the address; then everything is as it was
 */
export async function settleEmailChange(
  change: EmailChange,
  { pool: { userPoolId }, askMail }: { readonly pool: Pool; readonly askMail: AskMail },
): Promise<boolean> {
  const { email, from, nonce } = change;
  const userId = change.userId as UserId;
  const isThere = (await findUser(userPoolId, userId)) !== undefined;
  if (!isThere || !(await giveAddress(userPoolId, userId, email))) {
    await endEmailChange(change);
    return !isThere;
  }
  if (!(await noteInProfile(change))) {
    // Over already: somebody else finished it, or whoever reads the old address has taken the account back since.
    const present = (await getProfile(userId))?.email ?? email;
    if (present !== email) await proveAddress(userPoolId, userId, present);
    return true;
  }
  await endSessions(userPoolId, userId);
  await askMail({ mail: 'email_changed', userId, email: from, id: nonce, attempt: 0 });
  await endEmailChange(change);
  return true;
}

/** @returns false when this change is over */
async function noteInProfile({ userId, email, nonce }: EmailChange): Promise<boolean> {
  const isCurrent = { attr: 'nonce', eq: nonce } as const;
  try {
    await execute(
      ProfileEntity.build(UpdateTransaction)
        .item({ userId, email, updatedAt: now() })
        .options({ condition: { attr: 'userId', exists: true } }),
      EmailChangeEntity.build(ConditionCheck).key({ userId }).condition(isCurrent),
    );
    return true;
  } catch (fault) {
    if (!isFault(fault, 'TransactionCanceledException')) throw fault;
    const stored = await getEmailChange(userId as UserId);
    if (stored?.nonce !== nonce || !(await getProfile(userId as UserId))) return false;
    throw new PassingFault('This e-mail is being changed.', { cause: fault });
  }
}
