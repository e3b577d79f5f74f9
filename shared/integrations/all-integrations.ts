import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { INTEGRATION_TYPES, SERVICE_SLUGS } from '../catalogue/index.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { ConnectionEntity } from '../projects/index.ts';
import { asIntegration, type Integration } from './integration.ts';

/** Every integration of a project (strongly read), by the order of the catalogue; services beside it last. */
export async function allIntegrations(projectId: ProjectId): Promise<readonly Integration[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(ConnectionEntity)
    .query({ partition: keys.ofProject(projectId), range: { beginsWith: 'CONNECTION#' } })
    .options({ consistent: true, maxPages: Number.POSITIVE_INFINITY })
    .send();
  return Items.map(asIntegration).sort((one, other) => placeOf(one) - placeOf(other));
}

function placeOf({ slug, type }: Integration): number {
  return (
    type?.order ?? INTEGRATION_TYPES.length + (SERVICE_SLUGS as readonly string[]).indexOf(slug) + 1
  );
}
