import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { AnsweredTurns } from '../billing/index.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { SpendingEntity } from './spending.ts';

const DAY_MS = 86_400_000;

/**
 * How many turns a project was answered on the UTC dates that begin within a month: one small Query for each that has
 * come. Counted in the outcomes, so it may serve as a figure, not as a limit.
 */
export const answeredTurns: AnsweredTurns = async (projectId, { from, to }) => {
  const first = Math.ceil(Date.parse(from) / DAY_MS);
  const last = Math.ceil(Math.min(Date.parse(to), Date.now() + 1) / DAY_MS);
  const dates = Array.from({ length: Math.max(0, last - first) }, (_, index) =>
    new Date((first + index) * DAY_MS).toISOString().slice(0, 10),
  );
  const counts = await Promise.all(
    dates.map(async (date) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(SpendingEntity)
        .query({ partition: keys.spendingOf(projectId, date) })
        .options({ entityAttrFilter: false })
        .send();
      const rows = Items as unknown as { turns?: number }[];
      return rows.reduce((sum, { turns = 0 }) => sum + turns, 0);
    }),
  );
  return counts.reduce((sum, one) => sum + one, 0);
};
