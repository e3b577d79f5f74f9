import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { now } from '../platform/clock.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { BotEntity } from './bot.ts';
import { ConnectionEntity } from './connection.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';
import { InvitationEntity } from './invitation.ts';
import { ListedProjectEntity } from './listed-project.ts';
import { MemberEntity, UserProjectEntity } from './member.ts';
import { allMembersOf } from './members-of.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Closes a project for good: from the first step on it is not there for anything that asks. Webhooks are refused,
 * credentials and bots forgotten, memberships ended, the closer's last, so that a retry finds what is left. What was
 * booked and said stays in the table, out of everybody's reach, until the operator removes it (see the runbook).
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
  for (const { provider } of await connectionsOf(projectId)) {
    await ConnectionEntity.build(DeleteItemCommand).key({ projectId, provider }).send();
  }
  for (const { invitationId } of await invitationsOf(projectId)) {
    await InvitationEntity.build(DeleteItemCommand).key({ projectId, invitationId }).send();
  }
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

async function connectionsOf(projectId: ProjectId) {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(ConnectionEntity)
    .query({ partition: keys.ofProject(projectId), range: { beginsWith: 'CONNECTION#' } })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  return Items;
}

async function invitationsOf(projectId: ProjectId) {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(InvitationEntity)
    .query({ partition: keys.ofProject(projectId), range: { beginsWith: 'INVITATION#' } })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  return Items;
}

async function ifThere(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}
