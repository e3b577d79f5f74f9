import { $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import { ConnectionEntity } from '../projects/index.ts';
import type { Integration } from './integration.ts';
import { writeIf } from './write-if.ts';

/**
 * Notes that a service takes again what an integration has. Nothing happens to one that did not need attention, that
 * got something else meanwhile, or of which another trouble became known since it was read.
 *
 * @param integration as it was read before the service was asked
 * @returns whether it turned; nobody is told: who looks sees it, and nobody has to do anything
 */
export async function markAccepted(
  { projectId, slug, connectedAt, trouble }: Integration,
  now: Instant,
): Promise<boolean> {
  if (!trouble) return false;
  return await writeIf(() =>
    ConnectionEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, provider: slug, status: 'connected', trouble: $remove() },
        updatedAt: now,
      })
      .options({
        condition: {
          and: [
            { attr: 'status', eq: 'needs_attention' },
            { attr: 'connectedAt', eq: connectedAt },
            { attr: 'trouble.since', eq: trouble.since },
          ],
        },
      })
      .send(),
  );
}
