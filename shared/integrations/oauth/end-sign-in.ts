import type { ProjectId } from '../../platform/ids.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import { isConnectedSlug, setConnected } from '../../projects/index.ts';
import { endGrant } from './end-grant.ts';

/**
 * Ends the sign-in for an integration type: nothing works in its name from now on, and what was granted is taken back.
 * Nothing happens when nobody signed in for it.
 *
 * @param actor who disconnects
 */
export async function endSignIn(
  {
    projectId,
    slug,
    actor,
  }: { readonly projectId: ProjectId; readonly slug: string; readonly actor: string },
  providers: readonly OAuthProvider[],
): Promise<void> {
  if (isConnectedSlug(slug)) await setConnected(projectId, slug, false, actor);
  await endGrant(projectId, slug, providers);
}
