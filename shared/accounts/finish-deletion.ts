import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { expiresAt, now } from '../platform/clock.ts';
import { isFault } from './cognito.ts';
import { dropEmailChange } from './email-change.ts';
import { endSessions } from './log-out.ts';
import type { Pool, ProjectsOfAccounts, SoleOwned } from './pool.ts';
import { type Profile, ProfileEntity } from './profile.ts';
import { removeUser } from './remove-user.ts';

/** If nobody asks again after the user is gone from the pool, the profile goes by itself. */
const LEFT_OVER_SECONDS = 24 * 3_600;

/**
 * Does what is left of a deletion, in an order in which each step can be done again: memberships, then the user in the
 * pool, then the profile, which is the mark that it is not done.
 *
 * @returns projects that would be left without an owner and are not to be closed: then the account stays as it was
 */
export async function finishDeletion(
  { userId, deleteProjects }: Profile,
  {
    pool: { userPoolId },
    projects,
  }: { readonly pool: Pool; readonly projects: ProjectsOfAccounts },
): Promise<readonly SoleOwned[]> {
  const kept = await projects.leaveAll(userId, deleteProjects === true);
  if (kept.length > 0) {
    await ProfileEntity.build(UpdateItemCommand)
      .item({ userId, status: $remove(), deleteProjects: $remove() })
      .send();
    return kept;
  }
  await ProfileEntity.build(UpdateItemCommand)
    .item({ userId, ttl: expiresAt(now(), LEFT_OVER_SECONDS) })
    .options({ condition: { attr: 'userId', exists: true } })
    .send()
    .catch((fault: unknown) => {
      // Somebody who asked at the same time was faster.
      if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
    });
  await dropEmailChange(userId);
  await endSessions(userPoolId, userId);
  await removeUser(userPoolId, userId);
  await ProfileEntity.build(DeleteItemCommand).key({ userId }).send();
  return [];
}
