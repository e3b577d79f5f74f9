import { getProfile } from '../accounts/index.ts';
import type { MemberDocument } from '../contracts/members.ts';
import type { UserId } from '../platform/ids.ts';
import type { Member } from './members-of.ts';

/** A member as the API answers it, with what stands in the profile. */
export async function memberDocument(
  { userId, role, since }: Member,
  caller: UserId,
): Promise<MemberDocument> {
  const profile = await getProfile(userId);
  return {
    user_id: userId,
    name: profile?.name ?? null,
    email: profile?.email ?? null,
    role,
    since,
    you: userId === caller,
  };
}
