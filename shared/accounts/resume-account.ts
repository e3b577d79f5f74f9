import type { UserId } from '../platform/ids.ts';
import { addressId } from './address.ts';
import { getEmailChange } from './email-change.ts';
import { finishDeletion } from './finish-deletion.ts';
import { getProfile } from './get-profile.ts';
import type { AskMail } from './mail.ts';
import type { Pool, ProjectsOfAccounts } from './pool.ts';
import { getRegistration } from './registration.ts';
import { settleEmailChange } from './settle-email-change.ts';
import { settleRegistration } from './settle-registration.ts';

/**
 * Goes on with what broke off when this person's account was made or deleted, or got another e-mail.
 *
 * @returns `gone`: the account is deleted now; `signed_out`: it is whole, and all its sessions have ended
 */
export async function resumeAccount(
  { userId, email }: { readonly userId: UserId; readonly email: string },
  ports: {
    readonly pool: Pool;
    readonly projects: ProjectsOfAccounts;
    readonly askMail: AskMail;
  },
): Promise<'whole' | 'signed_out' | 'gone'> {
  const profile = await getProfile(userId);
  if (profile?.status === 'deleting') {
    return (await finishDeletion(profile, ports)).length > 0 ? 'whole' : 'gone';
  }
  // It is forgotten last: as long as it is there, something of the account may be missing.
  const registration = await getRegistration(addressId(email));
  if (registration?.userId === userId) await settleRegistration(registration, ports);
  const change = await getEmailChange(userId);
  if (!change?.provenAt) return 'whole';
  await settleEmailChange(change, ports);
  return 'signed_out';
}
