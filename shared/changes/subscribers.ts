import { asBooking, type Booking } from '../bookings/index.ts';
import type { StoredAlert, Summary } from '../conversations/index.ts';
import {
  alertForOwners,
  alertForReception,
  clientNewsDelay,
  newsForClient,
} from '../notifications/index.ts';
import type { ProjectId } from '../platform/ids.ts';
import type { Project } from '../projects/index.ts';
import { newsForReception } from '../reception/index.ts';
import { archiveOf, expiryOf, openingOf, reminderOf } from '../schedules/index.ts';
import { newsForSpecialist, specialistNewsDelay } from '../specialists/index.ts';
import { channelsAfter, dirtyFor, importAfter, leaveAfter, placesNamed } from '../sync/index.ts';
import type { Change } from './change.ts';

/** The queues of subscribers, by the environment variable that holds their URL. */
export const SUBSCRIBER_QUEUES = [
  'ARRANGE_QUEUE_URL',
  'RECEPTION_NOTIFICATION_QUEUE_URL',
  'CLIENT_NOTIFICATION_QUEUE_URL',
  'SPECIALIST_NOTIFICATION_QUEUE_URL',
  'MAIL_QUEUE_URL',
  'SYNC_QUEUE_URL',
  'UPKEEP_QUEUE_URL',
] as const;
export type SubscriberQueue = (typeof SUBSCRIBER_QUEUES)[number];

/** What goes onto a queue. */
export interface Message {
  readonly body: { readonly projectId: ProjectId };
  /** How long it waits there; absent: not at all. */
  readonly delaySeconds?: number;
}

/** One room that wants to know of changes of one kind of row. */
export interface Subscriber<Row> {
  /** The room in functions/ that acts on it. */
  readonly room: string;
  readonly queue: SubscriberQueue;
  /** What to put on its queue; empty when this change is none of its business. Pure. */
  readonly messages: (change: Change<Row>) => readonly Message[];
}

/** What a row is now and was before; what is asked for of it, at most. */
type Decide<Row, Body> = (row: Row, old: Row | undefined) => readonly Body[] | Body | undefined;

/**
 * THE list: every consequence of every fact. Each entry becomes queue messages of its own, with their own retries and
 * their own place to park. A new consequence is a line here, a queue and a door.
 */
export const subscribers = {
  Booking: [
    { room: 'schedules/arrange', queue: 'ARRANGE_QUEUE_URL', messages: booking(expiryOf) },
    { room: 'schedules/arrange', queue: 'ARRANGE_QUEUE_URL', messages: booking(reminderOf) },
    {
      room: 'notifications/reception',
      queue: 'RECEPTION_NOTIFICATION_QUEUE_URL',
      messages: booking(newsForReception),
    },
    {
      room: 'notifications/client',
      queue: 'CLIENT_NOTIFICATION_QUEUE_URL',
      messages: booking(newsForClient, clientNewsDelay),
    },
    {
      room: 'notifications/specialist',
      queue: 'SPECIALIST_NOTIFICATION_QUEUE_URL',
      messages: booking(newsForSpecialist, specialistNewsDelay),
    },
    { room: 'sync/destinations', queue: 'SYNC_QUEUE_URL', messages: booking(dirtyFor) },
  ] satisfies readonly Subscriber<Booking>[],
  Summary: [
    { room: 'schedules/arrange', queue: 'ARRANGE_QUEUE_URL', messages: written(archiveOf) },
    { room: 'schedules/arrange', queue: 'ARRANGE_QUEUE_URL', messages: written(openingOf) },
  ] satisfies readonly Subscriber<Summary>[],
  Alert: [
    {
      room: 'notifications/reception',
      queue: 'RECEPTION_NOTIFICATION_QUEUE_URL',
      messages: written(alertForReception),
    },
    { room: 'notifications/mail', queue: 'MAIL_QUEUE_URL', messages: written(alertForOwners) },
  ] satisfies readonly Subscriber<StoredAlert>[],
  Project: [
    { room: 'sync/upkeep', queue: 'UPKEEP_QUEUE_URL', messages: written(importAfter) },
    { room: 'sync/upkeep', queue: 'UPKEEP_QUEUE_URL', messages: written(channelsAfter) },
    { room: 'sync/upkeep', queue: 'UPKEEP_QUEUE_URL', messages: written(placesNamed) },
    { room: 'sync/upkeep', queue: 'UPKEEP_QUEUE_URL', messages: written(leaveAfter) },
  ] satisfies readonly Subscriber<Project>[],
} as const;

/** {@link written}, of bookings: rows that are older than some of a booking's attributes are completed first. */
function booking<Body extends Message['body']>(
  decide: Decide<Booking, Body>,
  delayOf?: (body: Body) => number,
): Subscriber<Booking>['messages'] {
  return written((row, old) => decide(asBooking(row), old && asBooking(old)), delayOf);
}

/**
 * A subscriber that cares for what a row is now and was before, and not for rows that are gone.
 *
 * @param delayOf seconds that a message waits in its queue
 */
function written<Row, Body extends Message['body']>(
  decide: Decide<Row, Body>,
  delayOf: (body: Body) => number = () => 0,
): Subscriber<Row>['messages'] {
  return (change) => {
    if (change.kind === 'removed') return [];
    const found = decide(change.row, change.kind === 'changed' ? change.old : undefined) ?? [];
    const bodies = Array.isArray(found) ? (found as readonly Body[]) : [found as Body];
    return bodies.map((body) => {
      const delaySeconds = delayOf(body);
      return delaySeconds > 0 ? { body, delaySeconds } : { body };
    });
  };
}
