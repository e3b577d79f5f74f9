import { Entity } from 'dynamodb-toolbox/entity';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** Codes that one chat may try within an hour of the clock. */
const MOST_ATTEMPTS = 5;

/** How many codes a chat has tried within one hour. */
export const LinkAttemptsEntity = new Entity({
  name: 'LinkAttempts',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    chatId: number().key(),
    hour: string().key(),
    attempts: number(),
    ttl: number(),
  }),
  computeKey: ({ projectId, chatId, hour }) =>
    keys.linkAttempts(projectId as ProjectId, chatId, hour),
});

/** The hour of the clock that attempts are counted in, `YYYY-MM-DDTHH` in UTC. */
export const hourOf = (now: Instant): string => now.slice(0, 13);

/** Counts one code that a chat tries, before it is looked at. @returns whether it may be looked at */
export async function mayTryCode(
  projectId: ProjectId,
  chatId: number,
  now: Instant,
): Promise<boolean> {
  try {
    await LinkAttemptsEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, chatId, hour: hourOf(now) },
        ...{ attempts: $add(1), ttl: expiresAt(now, 2 * 3_600) },
      })
      .options({
        condition: {
          or: [
            { attr: 'attempts', exists: false },
            { attr: 'attempts', lt: MOST_ATTEMPTS },
          ],
        },
      })
      .send();
    return true;
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
    throw fault;
  }
}
