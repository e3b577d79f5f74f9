import type { ProjectId } from '../../platform/ids.ts';
import type { OAuthProvider, OAuthResult } from '../../platform/oauth/index.ts';
import { oauthClient } from './oauth-client.ts';
import { getGrant } from './oauth-grant.ts';

/**
 * Takes back what was granted for an integration type of a project that is closed, whatever else stands on it: all of it
 * ends. It is not forgotten by this, so it can be tried again; again is no harm.
 */
export async function takeBackGrant(
  projectId: ProjectId,
  slug: string,
  providers: readonly OAuthProvider[],
): Promise<OAuthResult<undefined>> {
  const stored = await getGrant(projectId, slug);
  if (!stored || stored.overSince) return { kind: 'ok', value: undefined };
  const provider = providers.find(({ name }) => name === stored.provider);
  const client = provider && (await oauthClient(provider));
  if (!client) return { kind: 'refused', why: 'the installation is not registered there any more' };
  return await provider.revoke(client, stored.grant);
}
