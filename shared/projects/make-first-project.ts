import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { Profile } from '../accounts/index.ts';
import { isRefusal, PassingFault } from '../platform/errors.ts';
import { beginsWith } from './begins-with.ts';
import { createProject } from './create-project.ts';
import { ownProjectId } from './own-project-id.ts';
import { ProjectEntity } from './project-entity.ts';

/**
 * Makes the project that an account begins with. Its id is that of the person, so asked twice there is one, also when it
 * has been closed since.
 *
 * @throws PassingFault when it was being made at the same moment and is not there: DynamoDB may refuse both
 */
export async function makeFirstProject(profile: Profile): Promise<void> {
  const { userId, name, businessName = name } = profile;
  const projectId = ownProjectId(userId, 'first');
  const made = await createProject({
    projectId,
    owner: userId,
    config: { ...beginsWith(profile), name: businessName },
    actor: userId,
  });
  if (!isRefusal(made)) return;
  if (made.refused !== 'project_exists') throw new Error(made.message);
  const { Item } = await ProjectEntity.build(GetItemCommand)
    .key({ projectId })
    .options({ consistent: true })
    .send();
  if (!Item) throw new PassingFault('The first project of this account is being made.');
}
