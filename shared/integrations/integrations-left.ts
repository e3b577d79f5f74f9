import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { forgetToken } from '../platform/access-token.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';
import { OAuthGrantEntity } from './oauth/oauth-grant.ts';

/** What is left of the integrations of a project that is closed: to each of these services something has to be said. */
export async function integrationsLeft(projectId: ProjectId): Promise<readonly Provider[]> {
  const slugs = new Set<string>();
  for (const { sk } of [keys.connection(projectId, ''), keys.oauthGrant(projectId, '')]) {
    const { Items = [] } = await table
      .build(QueryCommand)
      .query({ partition: keys.ofProject(projectId), range: { beginsWith: sk } })
      .options({ consistent: true, maxPages: Number.POSITIVE_INFINITY })
      .send();
    for (const row of Items as unknown as { readonly sk: string }[]) {
      slugs.add(row.sk.slice(sk.length));
    }
  }
  return [...slugs] as Provider[];
}

/** Forgets an integration with its credentials and what was granted for it, without a word to the service. */
export async function forgetIntegration(projectId: ProjectId, slug: Provider): Promise<void> {
  await OAuthGrantEntity.build(DeleteItemCommand).key({ projectId, slug }).send();
  await ConnectionEntity.build(DeleteItemCommand).key({ projectId, provider: slug }).send();
  await forgetToken(projectId, slug);
}
