import { $get, $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';

/**
 * Notes that an owner has signed in at a service: the integration is connected, and made when it is not there. What she
 * granted is kept elsewhere (`oauth/`); settings, hours and switch stay as they are.
 *
 * @param connected `account`: who she is there
 */
export async function noteConnected(connected: {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  readonly account?: string | undefined;
  readonly actor: string;
  readonly now: Instant;
}): Promise<void> {
  const { projectId, slug, account, actor, now } = connected;
  await ConnectionEntity.build(UpdateItemCommand)
    .item({
      ...{ projectId, provider: slug, status: 'connected', trouble: $remove() },
      account: account ?? $remove(),
      ...{ connectedAt: now, connectedBy: actor, createdAt: $get('createdAt', now) },
      updatedAt: now,
    })
    .send();
}
