import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import type { ProjectConfig } from '../contracts/project-config.ts';
import { now } from '../platform/clock.ts';
import type { ConnectionEntry } from './appsheet-entries.ts';
import { ConnectionEntity } from './connection.ts';
import { getConnection } from './get-connection.ts';
import type { Project } from './project.ts';
import { sealedCredentials } from './sealed-credentials.ts';

/**
 * What `config` changes in the sealed key of a project's service account at Google. Empty when it names no key, or the
 * one that is stored.
 *
 * @param project as it is before
 * @param actor who changes it
 */
export async function googleEntries(
  { projectId, googleAccount }: Project,
  { google: wanted }: ProjectConfig,
  actor: string,
): Promise<readonly ConnectionEntry[]> {
  const provider = 'google';
  if (wanted === null && googleAccount !== undefined) {
    return [ConnectionEntity.build(DeleteTransaction).key({ projectId, provider })];
  }
  if (!wanted?.credentials) return [];
  const { client_email, private_key, private_key_id } = wanted.credentials;
  if (client_email === googleAccount) {
    const stored = await getConnection(projectId, provider, { consistent: true });
    if (stored?.credentials.private_key === private_key) return [];
  }
  const credentials = {
    client_email,
    private_key,
    ...(private_key_id === undefined ? {} : { private_key_id }),
  };
  return [
    ConnectionEntity.build(PutTransaction).item({
      projectId,
      provider,
      sealedCredentials: await sealedCredentials(projectId, provider, credentials),
      connectedAt: now(),
      connectedBy: actor,
    }),
  ];
}
