import type { Booking } from '../bookings/index.ts';
import type { Summary } from '../conversations/index.ts';
import { newsForClient } from '../notifications/index.ts';
import { archiveOf, expiryOf } from '../schedules/index.ts';
import type { Change } from './change.ts';

/** The queues of subscribers, by the environment variable that holds their URL. */
export const SUBSCRIBER_QUEUES = ['ARRANGE_QUEUE_URL', 'CLIENT_NOTIFICATION_QUEUE_URL'] as const;
export type SubscriberQueue = (typeof SUBSCRIBER_QUEUES)[number];

/** One room that wants to know of changes of one kind of row. */
export interface Subscriber<Row> {
  /** The room in functions/ that acts on it. */
  readonly room: string;
  readonly queue: SubscriberQueue;
  /** What to put on its queue, or `undefined` when this change is none of its business. Pure. */
  readonly message: (change: Change<Row>) => { readonly projectId: string } | undefined;
}

/**
 * THE list: every consequence of every fact. Each entry becomes a queue message of its own, with its own retries and
 * its own place to park. A new consequence is a line here, a queue and a door.
 */
export const subscribers = {
  Booking: [
    { room: 'schedules/arrange', queue: 'ARRANGE_QUEUE_URL', message: written(expiryOf) },
    {
      room: 'notifications/client',
      queue: 'CLIENT_NOTIFICATION_QUEUE_URL',
      message: written(newsForClient),
    },
  ] satisfies readonly Subscriber<Booking>[],
  Summary: [
    { room: 'schedules/arrange', queue: 'ARRANGE_QUEUE_URL', message: written(archiveOf) },
  ] satisfies readonly Subscriber<Summary>[],
} as const;

/** A subscriber that cares for what a row is now and was before, and not for rows that are gone. */
function written<Row>(
  decide: (row: Row, old: Row | undefined) => { readonly projectId: string } | undefined,
): Subscriber<Row>['message'] {
  return (change) =>
    change.kind === 'removed'
      ? undefined
      : decide(change.row, change.kind === 'changed' ? change.old : undefined);
}
