import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { now } from '../platform/clock.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { BotEntity } from './bot.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';
import { ListedProjectEntity } from './listed-project.ts';
import { MemberEntity, UserProjectEntity } from './member.ts';
import { allMembersOf } from './members-of.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Closes a project for good: from the first step on it is not there for anything that asks. Webhooks are refused,
 * bots and credentials forgotten, memberships ended, the closer's last, so that a retry finds what is left. What has to be
 * said to another service first (grants, webhooks of bots, the key to calendars) is forgotten by who says it: the stream
 * carries that it is closed (shared/sync/leave-services.ts). What was booked and said stays in the table, out of
 * everybody's reach, until the operator removes it (see the runbook).
 */
export async function closeProject(projectId: ProjectId, closer: UserId): Promise<void> {
  await ifThere(() =>
    ProjectEntity.build(UpdateItemCommand)
      .item({ projectId, closedAt: now(), version: $add(1), updatedBy: closer, updatedAt: now() })
      .options({
        condition: {
          and: [
            { attr: 'projectId', exists: true },
            { attr: 'closedAt', exists: false },
          ],
        },
      })
      .send(),
  );
  await InboundSettingsEntity.build(DeleteItemCommand).key({ projectId }).send();
  await ListedProjectEntity.build(DeleteItemCommand).key({ projectId }).send();
  for (const role of ['reception', 'specialist'] as const) {
    await BotEntity.build(DeleteItemCommand).key({ projectId, role }).send();
  }
  await forgetRows(projectId);
  const members = await allMembersOf(projectId);
  for (const { userId } of members.filter((one) => one.userId !== closer)) {
    await endMembership(projectId, userId);
  }
  await endMembership(projectId, closer);
}

async function endMembership(projectId: ProjectId, userId: UserId): Promise<void> {
  await execute(
    MemberEntity.build(DeleteTransaction).key({ projectId, userId }),
    UserProjectEntity.build(DeleteTransaction).key({ userId, projectId }),
  );
}

/** Connections with whose credentials something has to be said to the service. */
const LEFT_LATER = ['telegram-reception', 'telegram-specialist', 'google'] as const;

/** All rows of the project's own partition but itself, its members and what leaving needs. */
async function forgetRows(projectId: ProjectId): Promise<void> {
  const partition = keys.ofProject(projectId);
  const stays = new Set([
    keys.project(projectId).sk,
    ...LEFT_LATER.map((slug) => keys.connection(projectId, slug).sk),
  ]);
  const begins = [keys.member(projectId, '' as UserId).sk, keys.oauthGrant(projectId, '').sk];
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .query({ partition })
      .options({ consistent: true, ...(exclusiveStartKey && { exclusiveStartKey }) })
      .send();
    for (const { pk, sk } of Items as unknown as Key[]) {
      if (stays.has(sk) || begins.some((start) => sk.startsWith(start))) continue;
      await table
        .getDocumentClient()
        .send(new DeleteCommand({ TableName: table.getName(), Key: { pk, sk } }));
    }
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
}

async function ifThere(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}
