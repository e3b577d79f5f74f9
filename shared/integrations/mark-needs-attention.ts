import { $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';
import { writeIf } from './write-if.ts';

/**
 * Notes that a service no longer takes what an integration has. It is told once: only what was connected turns.
 *
 * @param trouble `code`: for programs, `credentials_refused`; `message`: one English sentence without secrets
 * @returns whether it turned; the caller tells the people of the project (shared/conversations does both)
 */
export async function markNeedsAttention(trouble: {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  readonly code: string;
  readonly message: string;
  readonly now: Instant;
}): Promise<boolean> {
  const { projectId, slug, code, message, now } = trouble;
  return await writeIf(() =>
    ConnectionEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, provider: slug, status: 'needs_attention' },
        ...{ trouble: $set({ code, message, since: now }), updatedAt: now },
      })
      .options({
        condition: {
          and: [
            { attr: 'provider', exists: true },
            {
              or: [
                { attr: 'status', exists: false },
                { attr: 'status', eq: 'connected' },
              ],
            },
          ],
        },
      })
      .send(),
  );
}
