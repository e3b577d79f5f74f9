import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import type { ProjectId } from '../../platform/ids.ts';
import { logger } from '../../platform/logger.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import { oauthClient } from './oauth-client.ts';
import { getGrant, OAuthGrantEntity, typesGrantedBy } from './oauth-grant.ts';

/**
 * Takes back what was granted for an integration type and forgets it. A grant on which another type of the project
 * stands stays at the provider: most take back all that one person granted. One that cannot be reached keeps it, too;
 * here it is forgotten all the same.
 */
export async function endGrant(
  projectId: ProjectId,
  slug: string,
  providers: readonly OAuthProvider[],
): Promise<void> {
  const stored = await getGrant(projectId, slug);
  if (!stored) return;
  await OAuthGrantEntity.build(DeleteItemCommand).key({ projectId, slug }).send();
  if (stored.overSince) return;
  const provider = providers.find(({ name }) => name === stored.provider);
  const client = provider && (await oauthClient(provider));
  if (!client) return;
  const others = await typesGrantedBy(projectId, provider.name, stored.account.id);
  if (others.length > 0) return;
  const done = await provider.revoke(client, stored.grant);
  if (done.kind !== 'ok') {
    logger.warn('A grant was forgotten here and stays at its provider.', {
      ...{ projectId, slug, provider: provider.name, why: done.why },
    });
  }
}
