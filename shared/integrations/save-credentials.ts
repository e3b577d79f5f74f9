import { $get, $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import {
  ConnectionEntity,
  type Credentials,
  type Provider,
  sealedCredentials,
} from '../projects/index.ts';
import { writeIf } from './write-if.ts';

/** Credentials that a service has accepted. */
export interface AcceptedCredentials {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  /** As the service names them; those before them are gone. */
  readonly credentials: Credentials;
  /** Who it is at the service; absent: unknown. */
  readonly account?: string | undefined;
  /** The member who connects. */
  readonly actor: string;
  readonly now: Instant;
  /** Whether it has to be there already, or must not be; absent: as it is. */
  readonly isThere?: boolean;
}

/**
 * Keeps credentials of an integration, sealed, and has it connected; it is made when it is not there. Its settings,
 * hours and switch stay as they are.
 *
 * @returns false when it was to be there and is not, or the other way round
 */
export async function saveCredentials({
  projectId,
  slug,
  credentials,
  account,
  actor,
  now,
  isThere,
}: AcceptedCredentials): Promise<boolean> {
  const sealed = await sealedCredentials(projectId, slug, credentials);
  const update = ConnectionEntity.build(UpdateItemCommand)
    .item({
      ...{ projectId, provider: slug, status: 'connected', trouble: $remove() },
      sealedCredentials: sealed,
      credentialFields: $set(Object.keys(credentials).sort()),
      account: account ?? $remove(),
      ...{ connectedAt: now, connectedBy: actor, createdAt: $get('createdAt', now) },
      updatedAt: now,
    })
    .options(isThere === undefined ? {} : { condition: { attr: 'provider', exists: isThere } });
  return await writeIf(() => update.send());
}
