import { $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { count } from '../platform/metrics.ts';
import { ConnectionEntity, type Provider } from '../projects/index.ts';
import { writeIf } from './write-if.ts';

/** Why an integration turns. */
export interface Trouble {
  readonly projectId: ProjectId;
  readonly slug: Provider;
  /** For programs: `credentials_refused`, `sign_in_over`, `not_allowed`. */
  readonly code: string;
  /** One English sentence without secrets. */
  readonly message: string;
  /** When it was connected with what is refused: what came after that is not meant. Absent: whatever it has now. */
  readonly connectedAt?: Instant;
  readonly now: Instant;
}

/** Notes a trouble and tells the people of the project, once (`integrationLost` of shared/conversations). */
export type TellLost = (trouble: Trouble) => Promise<void>;

/**
 * Notes that a service no longer takes what an integration has. It is told once: only what was connected turns.
 *
 * @returns whether it turned; the caller tells the people of the project (shared/conversations does both)
 */
export async function markNeedsAttention(trouble: Trouble): Promise<boolean> {
  const { projectId, slug, code, message, connectedAt, now } = trouble;
  const turned = await writeIf(() =>
    ConnectionEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, provider: slug, status: 'needs_attention' },
        ...{ trouble: $set({ code, message, since: now }), updatedAt: now },
      })
      .options({
        condition: {
          and: [
            { attr: 'provider', exists: true },
            ...(connectedAt === undefined
              ? []
              : [{ attr: 'connectedAt', lte: connectedAt } as const]),
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
  if (turned) count('IntegrationLost', { projectId, slug, code });
  return turned;
}
