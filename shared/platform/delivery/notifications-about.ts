import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { BookingId, ProjectId } from '../ids.ts';
import { keys } from '../table/keys.ts';
import { table } from '../table/table.ts';
import { type Notification, NotificationEntity } from './notification.ts';

/** Everything that was said about a booking, to whomever: each message whose delivery named it in `about`. */
export async function notificationsAbout(
  projectId: ProjectId,
  bookingId: BookingId,
): Promise<Notification[]> {
  const found: Notification[] = [];
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(NotificationEntity)
      .query({
        partition: keys.booking(projectId, bookingId).pk,
        range: { beginsWith: 'NOTIFICATION#' },
      })
      .options({
        consistent: true,
        entityAttrFilter: false,
        ...(exclusiveStartKey && { exclusiveStartKey }),
      })
      .send();
    found.push(...(Items as unknown as Notification[]));
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return found;
}
