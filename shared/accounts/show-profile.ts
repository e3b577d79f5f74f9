import type { ProfileDocument } from '../contracts/accounts.ts';
import { isRefusal } from '../platform/errors.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { type AccountDeleted, activeProfile } from './active-profile.ts';
import { profileDocument } from './profile-document.ts';

/** The caller's profile as the API answers it. */
export async function showProfile(
  { caller }: { readonly caller: Caller },
  userPoolId: string,
): Promise<ProfileDocument | AccountDeleted> {
  const profile = await activeProfile(userPoolId, caller.userId);
  return isRefusal(profile) ? profile : profileDocument(profile);
}
