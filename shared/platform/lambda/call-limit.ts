import { Entity } from 'dynamodb-toolbox/entity';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { expiresAt, type Instant } from '../clock.ts';
import { derivedId } from '../ids.ts';
import { describeFault, logger } from '../logger.ts';
import { count } from '../metrics.ts';
import { keys } from '../table/keys.ts';
import { table } from '../table/table.ts';

/** How many calls somebody may make within one minute, or one hour, of the clock. */
export type CallLimit = {
  /** What is limited, so that two limits on the same person are apart. */
  readonly name: string;
} & ({ readonly perMinute: number } | { readonly perHour: number });

/** Calls of one person or address within one window, counted over all containers. */
export const CallLimitEntity = new Entity({
  name: 'CallLimit',
  table,
  timestamps: false,
  schema: item({
    who: string().key(),
    window: string().key(),
    calls: number(),
    ttl: number(),
  }),
  computeKey: ({ who, window }) => keys.global.callLimit(who, window),
});

/** Who is known to be over a limit, and until when (epoch ms): a flood costs one refused write per container. */
const over = new Map<string, number>();
const MOST_REMEMBERED = 10_000;
const MINUTE_MS = 60_000;
/** Rows outlive their window by this. */
const KEPT_SECONDS = 240;

/**
 * Counts one call against a limit: one conditional write of a row that outlives its window by minutes.
 *
 * @param who an id, an e-mail or an address; only a hash of it is stored
 * @returns `undefined` when the call may go on, else the whole seconds until the next one may. When the table cannot
 *   be asked the call goes on: a limit must not become an outage
 */
export async function overLimit(
  limit: CallLimit,
  who: string,
  now: Instant,
): Promise<number | undefined> {
  const moment = Date.parse(now);
  const windowMs = 'perHour' in limit ? 60 * MINUTE_MS : MINUTE_MS;
  const most = 'perHour' in limit ? limit.perHour : limit.perMinute;
  const end = Math.floor(moment / windowMs) * windowMs + windowMs;
  const wait = Math.max(1, Math.ceil((end - moment) / 1_000));
  const key = derivedId(['limit', limit.name, who]);
  if ((over.get(key) ?? 0) > moment) return wait;
  try {
    await CallLimitEntity.build(UpdateItemCommand)
      .item({
        who: key,
        window: new Date(end).toISOString(),
        calls: $add(1),
        ttl: expiresAt(now, windowMs / 1_000 + KEPT_SECONDS),
      })
      .options({
        condition: {
          or: [
            { attr: 'calls', exists: false },
            { attr: 'calls', lt: most },
          ],
        },
      })
      .send();
    return undefined;
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') {
      logger.warn('A call could not be counted.', describeFault(fault));
      return undefined;
    }
    if (over.size >= MOST_REMEMBERED) over.clear();
    over.set(key, end);
    count('CallLimited', { limit: limit.name });
    return wait;
  }
}
