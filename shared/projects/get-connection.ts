import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { open, type Sealed } from '../platform/secrets/sealed.ts';
import {
  type Connection,
  ConnectionEntity,
  type Credentials,
  credentialsPurpose,
  type Provider,
} from './connection.ts';

/**
 * The project's own account at `provider`, its credentials opened; `undefined` when it has none, or has switched it off
 * (the installation's account may serve it then).
 *
 * @param options `consistent`: also what was written this very moment; `evenOff`: also what its owner has switched off
 * @throws Error when the credentials do not open: sealed for another project or with a key that is gone
 */
export async function getConnection(
  projectId: ProjectId,
  provider: Provider,
  {
    consistent = false,
    evenOff = false,
  }: { readonly consistent?: boolean; readonly evenOff?: boolean } = {},
): Promise<Connection | undefined> {
  const { Item } = await ConnectionEntity.build(GetItemCommand)
    .key({ projectId, provider })
    .options({ consistent })
    .send();
  if (Item?.sealedCredentials === undefined) return undefined;
  if (Item.active === false && !evenOff) return undefined;
  const plain = open(
    await platformSecret(),
    projectId,
    credentialsPurpose(provider),
    Item.sealedCredentials as Sealed,
  );
  return {
    provider,
    credentials: JSON.parse(plain) as Credentials,
    settings: Item.settings ?? {},
    connectedAt: Item.connectedAt,
  };
}
