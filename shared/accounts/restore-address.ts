import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { now } from '../platform/clock.ts';
import type { UserId } from '../platform/ids.ts';
import { isFault } from './cognito.ts';
import { dropEmailChange } from './email-change.ts';
import { findUser } from './find-user.ts';
import { giveAddress } from './give-address.ts';
import { ProfileEntity } from './profile.ts';

/**
 * Makes the address that an account had before its own again. In this order a change that is still being settled loses:
 * it is dropped first, and whoever settles it looks at the profile after he wrote into the pool.
 *
 * @returns false when the account is gone, or another one has the address by now
 */
export async function restoreAddress(
  userPoolId: string,
  userId: UserId,
  email: string,
): Promise<boolean> {
  const [user, holder] = [await findUser(userPoolId, userId), await findUser(userPoolId, email)];
  const isFree = !holder || holder.userId === userId || holder.status === 'UNCONFIRMED';
  if (!user || !isFree) return false;
  await dropEmailChange(userId);
  await noteAddress(userId, email);
  if (await giveAddress(userPoolId, userId, email)) return true;
  await noteAddress(userId, user.email);
  return false;
}

async function noteAddress(userId: UserId, email: string): Promise<void> {
  try {
    await ProfileEntity.build(UpdateItemCommand)
      .item({ userId, email, updatedAt: now() })
      .options({ condition: { attr: 'userId', exists: true } })
      .send();
  } catch (fault) {
    if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
  }
}
