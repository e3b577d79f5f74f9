import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { ProjectId } from '../ids.ts';
import { keys } from '../table/keys.ts';
import { table } from '../table/table.ts';

/** How far a message to one recipient has come. */
export const NOTIFICATION_STATUSES = ['CLAIMED', 'SENT', 'SKIPPED', 'FAILED'] as const;

/** The record of one message to one recipient about one fact: claim, mark and proof in one row. */
export const NotificationEntity = new Entity({
  name: 'Notification',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    notificationId: string().key(),
    /** Channel and audience, such as `CLIENT`. */
    kind: string(),
    recipient: string(),
    status: string().enum(...NOTIFICATION_STATUSES),
    /** While the claim lives nobody else sends; it outlives the provider's timeout. */
    claimedUntil: string().optional(),
    /** Claims that were taken and not given back: with each further one, the text may be said once more. */
    claims: number().optional(),
    sentAt: string().optional(),
    providerMessageId: string().optional(),
    reason: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, notificationId }) =>
    keys.notification(projectId as ProjectId, notificationId),
});
