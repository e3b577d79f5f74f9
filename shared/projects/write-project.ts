import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $remove } from 'dynamodb-toolbox/entity/actions/update';
import { now } from '../platform/clock.ts';
import type { ConnectionEntry } from './appsheet-entries.ts';
import type { BotEntry } from './bot-entries.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';
import { listingOf } from './listed-project.ts';
import type { Project } from './project.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Writes a project, what the inbound doors read of it and its line in the list of all, or nothing.
 *
 * @param project the whole project with its new version
 * @param expectedVersion the version it replaces
 * @param actor who wrote it
 * @param connections what changes in its accounts at other services
 * @returns false when somebody else wrote first, or at the same moment
 */
export async function writeProject(
  project: Project,
  expectedVersion: number,
  actor: string,
  connections: readonly (BotEntry | ConnectionEntry)[],
): Promise<boolean> {
  const { projectId, quietWindowSeconds, sendpulseBotId } = project;
  try {
    await execute(
      ProjectEntity.build(PutTransaction)
        .item({ ...project, updatedBy: actor, updatedAt: now() })
        .options({ condition: { attr: 'version', eq: expectedVersion } }),
      InboundSettingsEntity.build(UpdateTransaction).item({
        projectId,
        quietWindowSeconds,
        sendpulseBotId: sendpulseBotId ?? $remove(),
      }),
      listingOf(project),
      ...connections,
    );
    return true;
  } catch (fault) {
    if (isContention(fault)) return false;
    throw fault;
  }
}

/** Whether a transaction was cancelled because another write came first or was under way. */
export function isContention(fault: unknown): boolean {
  if (!(fault instanceof TransactionCanceledException)) return false;
  const codes = (fault.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  return (
    codes.some((code) => code !== 'None') &&
    codes.every((code) => ['None', 'ConditionalCheckFailed', 'TransactionConflict'].includes(code))
  );
}
