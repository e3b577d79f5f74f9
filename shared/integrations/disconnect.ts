import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';
import { writeIf } from './write-if.ts';

/**
 * Forgets the credentials of an integration and keeps the rest, so it can be connected again with its settings and
 * hours. For types of the catalogue; what the configuration of a project connects is disconnected there.
 *
 * @param reason `code`: for programs, `revoked`; `message`: one English sentence
 * @returns false when there is no such integration
 */
export async function disconnect(reason: {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  readonly code: string;
  readonly message: string;
  readonly now: Instant;
}): Promise<boolean> {
  const { projectId, slug, code, message, now } = reason;
  return await writeIf(() =>
    ConnectionEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, provider: slug, status: 'disconnected' },
        ...{ sealedCredentials: $remove(), credentialFields: $remove(), account: $remove() },
        ...{ trouble: $set({ code, message, since: now }), updatedAt: now },
      })
      .options({ condition: { attr: 'provider', exists: true } })
      .send(),
  );
}
