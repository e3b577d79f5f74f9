import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import type { ProjectConfig } from '../contracts/project-config.ts';
import { now } from '../platform/clock.ts';
import { ConnectionEntity } from './connection.ts';
import { getConnection } from './get-connection.ts';
import type { Project } from './project.ts';
import { sealedCredentials } from './sealed-credentials.ts';

/** The write of a connection, for the transaction of its project. */
export type ConnectionEntry =
  | PutTransaction<typeof ConnectionEntity>
  | DeleteTransaction<typeof ConnectionEntity>;

/**
 * What `config` changes in the sealed access key of a project's AppSheet app. Empty when it names no key, or the one
 * that is stored.
 *
 * @param project as it is before
 * @param actor who changes it
 */
export async function appSheetEntries(
  { projectId, appSheet }: Project,
  { appsheet: wanted }: ProjectConfig,
  actor: string,
): Promise<readonly ConnectionEntry[]> {
  const provider = 'appsheet';
  if (wanted === null && appSheet !== undefined) {
    return [ConnectionEntity.build(DeleteTransaction).key({ projectId, provider })];
  }
  const key = wanted?.access_key;
  if (key === undefined) return [];
  const stored = await getConnection(projectId, provider, { consistent: true });
  if (stored?.credentials.access_key === key) return [];
  return [
    ConnectionEntity.build(PutTransaction).item({
      projectId,
      provider,
      sealedCredentials: await sealedCredentials(projectId, provider, { access_key: key }),
      connectedAt: now(),
      connectedBy: actor,
    }),
  ];
}
