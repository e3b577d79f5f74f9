import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { AlertEntity, type StoredAlert } from './alert.ts';

/** All alerts of a project, of the last 90 days; what was met last comes first. */
export async function alertsOf(projectId: ProjectId): Promise<readonly StoredAlert[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(AlertEntity)
    .query({ partition: keys.alerts(projectId) })
    .options({ entityAttrFilter: false, maxPages: Number.POSITIVE_INFINITY })
    .send();
  const alerts = Items as unknown as StoredAlert[];
  const order = ({ lastAt, kind, subject }: StoredAlert) => `${lastAt} ${kind} ${subject}`;
  return alerts.toSorted((one, other) => (order(one) < order(other) ? 1 : -1));
}
