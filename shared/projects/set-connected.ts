import { PassingFault } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from './get-project.ts';
import type { ConnectedSlug } from './project.ts';
import { writeProject } from './write-project.ts';

const TRIES = 5;

/**
 * Notes in the project that an integration works by an account of its own, or does not any more: so whoever works with
 * the project knows without asking for the grant or key.
 *
 * @param actor who did
 * @throws PassingFault when others keep changing the project
 */
export async function setConnected(
  projectId: ProjectId,
  slug: ConnectedSlug,
  isConnected: boolean,
  actor: string,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const project = await getProject(projectId);
    if (!project || (project.connected ?? []).includes(slug) === isConnected) return;
    const others = (project.connected ?? []).filter((one) => one !== slug);
    const connected = isConnected ? [...others, slug] : others;
    const { version, hasAccounts = false } = project;
    const changed = {
      ...{ ...project, connected, version: version + 1 },
      // What is switched off is kept alive all the same.
      ...(hasAccounts || isConnected ? { hasAccounts: true } : {}),
    };
    if (await writeProject(changed, version, actor, [])) return;
  }
  throw new PassingFault('The project is being changed again and again.');
}
