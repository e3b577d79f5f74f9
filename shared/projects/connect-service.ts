import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { now } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { seal } from '../platform/secrets/sealed.ts';
import {
  ConnectionEntity,
  type Credentials,
  credentialsPurpose,
  type Provider,
} from './connection.ts';

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
  const sealedCredentials = seal(
    await platformSecret(),
    projectId,
    credentialsPurpose(provider),
    JSON.stringify(credentials),
  );
  await ConnectionEntity.build(PutItemCommand)
    .item({ projectId, provider, sealedCredentials, connectedAt: now(), connectedBy: actor })
    .send();
}
