import type { Profile } from '../accounts/index.ts';
import { isRefusal } from '../platform/errors.ts';
import { beginsWith } from './begins-with.ts';
import { createProject } from './create-project.ts';
import { ownProjectId } from './own-project-id.ts';

/** Makes the project that an account begins with. Its id is that of the person, so asked twice there is one. */
export async function makeFirstProject(profile: Profile): Promise<void> {
  const { userId, name, businessName = name } = profile;
  const made = await createProject({
    projectId: ownProjectId(userId, 'first'),
    owner: userId,
    config: { ...beginsWith(profile), name: businessName },
    actor: userId,
  });
  if (isRefusal(made) && made.refused !== 'project_exists') throw new Error(made.message);
}
