import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { DeletionWish } from '../contracts/accounts.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { activeProfile } from './active-profile.ts';
import { isFault } from './cognito.ts';
import { findUser } from './find-user.ts';
import { finishDeletion } from './finish-deletion.ts';
import { getProfile } from './get-profile.ts';
import { type TooMany, tooManyAttempts } from './limits.ts';
import type { Pool, ProjectsOfAccounts, SoleOwned } from './pool.ts';
import { type Profile, ProfileEntity } from './profile.ts';
import { wrongPassword } from './wrong-password.ts';

export type DeletionRefusal =
  | Refusal<'wrong_password'>
  | Refusal<'sole_owner', { readonly projects: readonly SoleOwned[] }>
  | TooMany;

/**
 * Deletes the caller's account: memberships, profile, user. Asked again after it broke off (by a token that is still
 * good, or by a sign-in), it goes on; asked again when it is done, it says that it is done.
 *
 * @param request `body.password` is asked for once more: a token left open on a desk deletes nothing
 * @returns `sole_owner` with the projects that nobody else owns, unless `delete_projects` says to close them
 */
export async function deleteAccount(
  request: {
    readonly caller: Caller;
    readonly body: DeletionWish;
    readonly sourceIp: string;
  },
  ports: { readonly pool: Pool; readonly projects: ProjectsOfAccounts },
): Promise<{ deleted: true } | DeletionRefusal> {
  const { caller, body, sourceIp } = request;
  const { userId } = caller;
  const known = await getProfile(userId);
  if (known?.status === 'deleting') return end(known, ports);
  const profile = known ?? (await activeProfile(ports.pool.userPoolId, userId));
  if (isRefusal(profile)) return { deleted: true };
  const early = await tooManyAttempts({ email: profile.email, sourceIp }, now());
  if (early) return early;
  const user = await findUser(ports.pool.userPoolId, userId);
  const refusal = user && (await wrongPassword(ports.pool, user, body.password));
  if (refusal) return refusal;
  const deleteProjects = body.delete_projects === true;
  const soles = deleteProjects ? [] : await ports.projects.soleOwned(userId);
  if (soles.length > 0) return soleOwner(soles);
  if (!(await mark(profile, deleteProjects))) return { deleted: true };
  return end({ ...profile, deleteProjects }, ports);
}

/** @returns false when it was deleted in this very moment */
async function mark({ userId }: Profile, deleteProjects: boolean): Promise<boolean> {
  try {
    await ProfileEntity.build(UpdateItemCommand)
      .item({ userId, status: 'deleting', deleteProjects, updatedAt: now() })
      .options({ condition: { attr: 'userId', exists: true } })
      .send();
    return true;
  } catch (fault) {
    if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
    return false;
  }
}

async function end(
  profile: Profile,
  ports: { readonly pool: Pool; readonly projects: ProjectsOfAccounts },
): Promise<{ deleted: true } | DeletionRefusal> {
  const kept = await finishDeletion(profile, ports);
  return kept.length > 0 ? soleOwner(kept) : { deleted: true };
}

const soleOwner = (projects: readonly SoleOwned[]) =>
  refuse('sole_owner', 'Nobody else owns these projects: name another owner, or close them.', {
    projects,
  });
