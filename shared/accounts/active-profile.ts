import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { findUser } from './find-user.ts';
import { getProfile } from './get-profile.ts';
import type { Profile } from './profile.ts';
import { putProfile } from './put-profile.ts';

export type AccountDeleted = Refusal<'account_deleted'>;

/**
 * The profile of a caller. Who was made by a command and never had one gets one here, as far as it is known.
 *
 * @returns `account_deleted` for a token that outlives its account (by an hour at most): such a caller gets nothing
 */
export async function activeProfile(
  userPoolId: string,
  userId: UserId,
): Promise<Profile | AccountDeleted> {
  const profile = (await getProfile(userId)) ?? (await adopt(userPoolId, userId));
  if (profile && profile.status !== 'deleting') return profile;
  return refuse('account_deleted', 'This account is deleted.');
}

async function adopt(userPoolId: string, userId: UserId): Promise<Profile | undefined> {
  const user = await findUser(userPoolId, userId);
  if (!user) return undefined;
  const { email } = user;
  const present = now();
  await putProfile({
    ...{ userId, email, name: email.split('@')[0] ?? email },
    ...{ sphereId: 1, timeZone: 'UTC', language: 'en', createdAt: present, updatedAt: present },
  });
  return getProfile(userId);
}
