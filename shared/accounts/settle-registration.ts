import { AdminConfirmSignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { now } from '../platform/clock.ts';
import type { UserId } from '../platform/ids.ts';
import { cognito, isFault } from './cognito.ts';
import { findUser } from './find-user.ts';
import { getProfile } from './get-profile.ts';
import { proveAddress } from './give-address.ts';
import type { Pool, ProjectsOfAccounts } from './pool.ts';
import { putProfile } from './put-profile.ts';
import { endRegistration, type Registration } from './registration.ts';

/**
 * Puts an account in place whose address is proven: the user confirmed, the profile, the first project, and last the
 * registration forgotten. Each step may be done already: whoever comes after a crash goes on.
 *
 * @returns false when the user of this registration is no more: somebody else has begun anew with the address
 */
export async function settleRegistration(
  registration: Registration,
  { pool, projects }: { readonly pool: Pool; readonly projects: ProjectsOfAccounts },
): Promise<boolean> {
  const {
    userId: id,
    email,
    name,
    businessName,
    sphereId,
    country,
    timeZone,
    language,
  } = registration;
  const userId = id as UserId;
  if (!(await confirmUser(pool.userPoolId, userId, email))) return false;
  const present = now();
  await putProfile({
    ...{ userId, email, name, sphereId, country, timeZone, language },
    ...(businessName === undefined ? {} : { businessName }),
    ...{ createdAt: present, updatedAt: present },
  });
  const profile = await getProfile(userId);
  if (profile && !registration.invited) await projects.makeFirst(profile);
  await endRegistration(registration);
  return true;
}

async function confirmUser(UserPoolId: string, userId: UserId, email: string): Promise<boolean> {
  try {
    await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: userId }));
  } catch (fault) {
    // Confirmed already, or not there: Cognito says the one, its emulator the same of both.
    if (!isFault(fault, 'NotAuthorizedException', 'UserNotFoundException')) throw fault;
    const user = await findUser(UserPoolId, userId);
    if (user?.status !== 'CONFIRMED') return false;
  }
  await proveAddress(UserPoolId, userId, email);
  return true;
}
