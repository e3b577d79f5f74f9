import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { ScanCommand } from 'dynamodb-toolbox/table/actions/scan';
import type { ProjectId } from '../platform/ids.ts';
import { table } from '../platform/table/table.ts';
import { getProject } from './get-project.ts';
import { ListedProjectEntity, listed } from './listed-project.ts';
import type { Project } from './project.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Puts every project into the list that upkeep reads: those of an installation that is older than the list, once. For
 * the operator's command only: it reads the whole table. A project that is configured at the same moment writes its own
 * row again.
 *
 * @returns how many there are
 */
export async function relistProjects(): Promise<number> {
  let count = 0;
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(ScanCommand)
      .entities(ProjectEntity)
      .options({ ...(exclusiveStartKey && { exclusiveStartKey }) })
      .send();
    for (const { projectId } of Items) {
      const project = await getProject(projectId as ProjectId);
      if (project) await listProject(project);
      count += project ? 1 : 0;
    }
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return count;
}

/** Puts one project into the list. */
export async function listProject(project: Project): Promise<void> {
  await ListedProjectEntity.build(PutItemCommand).item(listed(project)).send();
}
