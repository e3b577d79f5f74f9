import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { ProjectId } from '../platform/ids.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Notes that working hours of a project's messengers have to be looked for: the turns of every other project are spared
 * the read. Noted before the first hours are written and never taken back. The version grows, so a configuration that
 * is being written at the same moment does not lose it.
 */
export async function noteWorkingHours(projectId: ProjectId): Promise<void> {
  try {
    await ProjectEntity.build(UpdateItemCommand)
      .item({ projectId, hasWorkingHours: true, version: $add(1) })
      .options({
        condition: {
          and: [
            { attr: 'version', exists: true },
            { attr: 'hasWorkingHours', exists: false },
          ],
        },
      })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}
