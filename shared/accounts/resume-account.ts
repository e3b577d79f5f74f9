import type { UserId } from '../platform/ids.ts';
import { addressId } from './address.ts';
import { finishDeletion } from './finish-deletion.ts';
import { getProfile } from './get-profile.ts';
import type { Pool, ProjectsOfAccounts } from './pool.ts';
import { getRegistration } from './registration.ts';
import { settleRegistration } from './settle-registration.ts';

/**
 * Goes on with what broke off when this person's account was made or deleted.
 *
 * @returns false when the account is gone now
 */
export async function resumeAccount(
  { userId, email }: { readonly userId: UserId; readonly email: string },
  ports: { readonly pool: Pool; readonly projects: ProjectsOfAccounts },
): Promise<boolean> {
  const profile = await getProfile(userId);
  if (profile?.status === 'deleting') return (await finishDeletion(profile, ports)).length > 0;
  // It is forgotten last: as long as it is there, something of the account may be missing.
  const registration = await getRegistration(addressId(email));
  if (registration?.userId === userId) await settleRegistration(registration, ports);
  return true;
}
