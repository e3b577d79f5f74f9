import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { knownSpending, SpendingEntity } from './spending.ts';

/** How long a container believes a sum that is far from the budget. */
const REMEMBERED_SECONDS = 60;
/** From this part of the budget on it looks before every turn. */
const CLOSE = 0.8;

/**
 * What the model has cost a project on the UTC date of `now`, in millionths of a US dollar: what other
 * containers spent may be a minute old until the sum comes close to the budget; then it is read before every turn.
 *
 * @param budget in millionths of a US dollar
 */
export async function spentToday(
  projectId: ProjectId,
  budget: number,
  now: Instant,
): Promise<number> {
  const date = now.slice(0, 10);
  const known = knownSpending.get(projectId);
  if (known?.readAt.startsWith(date) && known.cost < budget * CLOSE) {
    const age = secondsBetween(known.readAt, now);
    if (age >= 0 && age < REMEMBERED_SECONDS) return known.cost;
  }
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(SpendingEntity)
    .query({ partition: keys.spendingOf(projectId, date) })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  const cost = Items.reduce((sum, one) => sum + (one as { cost: number }).cost, 0);
  knownSpending.set(projectId, { readAt: now, cost });
  return cost;
}
