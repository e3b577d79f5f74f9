import { PassingFault } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from './get-project.ts';
import type { SignInSlug } from './project.ts';
import { writeProject } from './write-project.ts';

const TRIES = 5;

/**
 * Notes in the project that its owner signed in for an integration type, or does not any more: so whoever works with
 * the project knows without asking for the grant.
 *
 * @param actor who did
 * @throws PassingFault when others keep changing the project
 */
export async function noteSignIn(
  projectId: ProjectId,
  slug: SignInSlug,
  signedIn: boolean,
  actor: string,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const project = await getProject(projectId);
    if (!project || (project.signIns ?? []).includes(slug) === signedIn) return;
    const others = (project.signIns ?? []).filter((one) => one !== slug);
    const signIns = signedIn ? [...others, slug] : others;
    const { version } = project;
    if (await writeProject({ ...project, signIns, version: version + 1 }, version, actor, []))
      return;
  }
  throw new PassingFault('The project is being changed again and again.');
}
