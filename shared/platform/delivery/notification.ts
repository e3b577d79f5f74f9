import { Entity } from 'dynamodb-toolbox/entity';
import { any } from 'dynamodb-toolbox/schema/any';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Instant } from '../clock.ts';
import type { BookingId, ProjectId } from '../ids.ts';
import { keys } from '../table/keys.ts';
import { table } from '../table/table.ts';

/** How far a message to one recipient has come. */
export const NOTIFICATION_STATUSES = ['CLAIMED', 'SENT', 'SKIPPED', 'FAILED'] as const;

/** The record of one message to one recipient about one fact: claim, mark and proof in one row. */
export interface Notification {
  readonly projectId: ProjectId;
  readonly notificationId: string;
  readonly about?: BookingId;
  readonly kind: string;
  readonly recipient: string;
  readonly status: (typeof NOTIFICATION_STATUSES)[number];
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly claimedUntil?: Instant;
  readonly claims?: number;
  readonly sentAt?: Instant;
  readonly providerMessageId?: string;
  readonly reason?: string;
}

export const NotificationEntity = new Entity({
  name: 'Notification',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    notificationId: string().key(),
    /** The booking it is about and stands beside. */
    about: string().key().optional(),
    /** Channel and audience, such as `TELEGRAM_DIVA` or `CLIENT_CONFIRMED`. */
    kind: string(),
    recipient: string(),
    status: string().enum(...NOTIFICATION_STATUSES),
    /** What was said, as data. */
    payload: any().optional(),
    /** While the claim lives nobody else sends; it outlives the provider's timeout. */
    claimedUntil: string().optional(),
    /** Claims that were taken and not given back: with each further one, the text may be said once more. */
    claims: number().optional(),
    sentAt: string().optional(),
    providerMessageId: string().optional(),
    /** It was sent while the truth moved, and has not been put right yet. */
    unmended: boolean().optional(),
    reason: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, notificationId, about }) =>
    about === undefined
      ? keys.notification(projectId as ProjectId, notificationId)
      : keys.bookingNotification(projectId as ProjectId, about as BookingId, notificationId),
});
