import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { ProjectId } from '../platform/ids.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';
import { asIntegration, type Integration } from './integration.ts';

/** A project's integration as it is now (strongly read); `undefined` when there is none. */
export async function getIntegration(
  projectId: ProjectId,
  slug: Provider,
): Promise<Integration | undefined> {
  const { Item } = await ConnectionEntity.build(GetItemCommand)
    .key({ projectId, provider: slug })
    .options({ consistent: true })
    .send();
  return Item && asIntegration(Item);
}
