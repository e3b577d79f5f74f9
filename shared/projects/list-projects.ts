import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { type ListedProject, ListedProjectEntity } from './listed-project.ts';

/**
 * Every project of the installation, page by page; with the AppSheet table that the installation names for one of them.
 * For upkeep only: it crosses projects, and what it begins for each stays within that project.
 */
export async function* listProjects(): AsyncGenerator<readonly ListedProject[]> {
  const { APPSHEET_API_KEY: key, APPSHEET_PROJECT_ID: named } = await platformSecret();
  const withInstallation = (one: ListedProject): ListedProject =>
    key && one.projectId === named && !one.places.includes('appsheet')
      ? { ...one, places: [...one.places, 'appsheet'] }
      : one;
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(ListedProjectEntity)
      .query({ partition: keys.global.listedProjects })
      .options({ entityAttrFilter: false, ...(exclusiveStartKey && { exclusiveStartKey }) })
      .send();
    yield Items.map(({ projectId, timeZone, places, hasAccounts }) =>
      withInstallation({
        ...{ projectId: projectId as ProjectId, timeZone, places },
        ...(hasAccounts === undefined ? {} : { hasAccounts }),
      }),
    );
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
}
