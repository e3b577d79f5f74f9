import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { PackageName } from '../contracts/package-names.ts';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Gives a project another package. Not for members: whoever calls this has been paid. The version grows, so a
 * configuration that is being written at the same moment does not put the old package back; containers notice within a
 * minute.
 *
 * @param wish `actor`: the command or the payment that did it
 */
export async function setPackage(wish: {
  readonly projectId: ProjectId;
  readonly package: PackageName;
  readonly actor: string;
}): Promise<PackageName | Refusal<'project_not_found'>> {
  const { projectId, actor } = wish;
  try {
    await ProjectEntity.build(UpdateItemCommand)
      .item({
        projectId,
        package: wish.package,
        version: $add(1),
        updatedBy: actor,
        updatedAt: now(),
      })
      .options({ condition: { attr: 'version', exists: true } })
      .send();
    return wish.package;
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
    return refuse('project_not_found', `There is no project ${projectId}.`);
  }
}
