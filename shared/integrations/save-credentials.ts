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
}

/**
 * Keeps credentials of an integration, sealed, and has it connected; it is made when it is not there. Its settings,
 * hours and switch stay as they are.
 */
export async function saveCredentials(accepted: AcceptedCredentials): Promise<void> {
  const { actor, now } = accepted;
  await ConnectionEntity.build(UpdateItemCommand)
    .item({
      ...(await connected(accepted)),
      account: accepted.account ?? $remove(),
      ...{ connectedAt: now, connectedBy: actor, createdAt: $get('createdAt', now) },
    })
    .send();
}

/**
 * The same for credentials that were renewed without anybody asking, such as a rotated token: never makes an
 * integration that its owner has taken away meanwhile.
 *
 * @returns false when it is not there, or has no credentials, any more
 */
export async function renewCredentials(
  renewed: Omit<AcceptedCredentials, 'actor' | 'account'>,
): Promise<boolean> {
  return await writeIf(async () =>
    ConnectionEntity.build(UpdateItemCommand)
      .item(await connected(renewed))
      .options({ condition: { attr: 'sealedCredentials', exists: true } })
      .send(),
  );
}

async function connected({
  projectId,
  slug,
  credentials,
  now,
}: Omit<AcceptedCredentials, 'actor' | 'account'>) {
  return {
    projectId,
    provider: slug,
    sealedCredentials: await sealedCredentials(projectId, slug, credentials),
    credentialFields: $set(Object.keys(credentials).sort()),
    status: 'connected' as const,
    trouble: $remove(),
    updatedAt: now,
  };
}
