import type { ProjectId } from '../platform/ids.ts';
import { isConnectedSlug, type Provider, setConnected } from '../projects/index.ts';
import { getIntegration } from './get-integration.ts';
import { isGranted } from './oauth/oauth-grant.ts';

/**
 * Has the project say whether an integration works by an account of its own, as its row stands now: what works with the
 * project asks it most often. To be called after every change of the row; called again it changes nothing, and mends
 * what a crash left behind.
 *
 * @param actor who changed it
 */
export async function tellProject(
  projectId: ProjectId,
  slug: Provider,
  actor: string,
): Promise<void> {
  if (!isConnectedSlug(slug)) return;
  const integration = await getIntegration(projectId, slug);
  const { active = false, hasCredentials = false } = integration ?? {};
  const works = active && (hasCredentials || (await isGranted(projectId, slug)));
  await setConnected(projectId, slug, works, actor);
}
