import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { now } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { ConnectionEntity, type Credentials, type Provider } from './connection.ts';
import { sealedCredentials } from './sealed-credentials.ts';

/**
 * Keeps a project's credentials for an outside service, sealed; those before them are gone.
 *
 * @param connection `credentials` as the service names them; `actor` the member or command that connects
 */
export async function connectService(connection: {
  readonly projectId: ProjectId;
  readonly provider: Provider;
  readonly credentials: Credentials;
  readonly actor: string;
}): Promise<void> {
  const { projectId, provider, credentials, actor } = connection;
  await ConnectionEntity.build(PutItemCommand)
    .item({
      projectId,
      provider,
      sealedCredentials: await sealedCredentials(projectId, provider, credentials),
      connectedAt: now(),
      connectedBy: actor,
    })
    .send();
}
