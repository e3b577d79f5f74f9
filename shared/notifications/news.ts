import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';
import type { ConversationId } from '../platform/ids.ts';

/** What can happen to a client's booking without her doing. */
export const NEWS = [
  'confirmed',
  'rejected',
  /** Why it was rejected, when that was said after she was told. */
  'reason',
  /** A confirmation or a rejection was taken back: her request waits again. */
  'reopened',
  /** Nobody has answered her request for an hour. */
  'still_waiting',
  'cancelled',
  'expired',
  'moved',
  /** Where her online visit is held, as soon as it is known. */
  'link',
] as const;
export type News = (typeof NEWS)[number];

/**
 * One piece of news for one client: which booking, what, the start it speaks of and where she is told. `version` is
 * that of the booking that made it news, and with it the natural id of the message.
 */
export const clientNewsSchema = z.object({
  projectId: projectIdSchema,
  bookingId: bookingIdSchema,
  conversationId: z.string().transform((id) => id as ConversationId),
  news: z.enum(NEWS),
  startsAt: z.iso.datetime(),
  version: z.int().min(1),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type ClientNews = z.output<typeof clientNewsSchema>;

/** How long a decision of reception is kept from the client, since a slip of the thumb is undone within seconds. */
export const GRACE_SECONDS = 20;

/** The confirmation, if there is one on its way, says it as well; then there is nothing to add. */
const LINK_SECONDS = GRACE_SECONDS + 5;

/** After how many reminders, half an hour each, the client hears that her request is not forgotten. */
const STILL_WAITING_REMINDERS = 2;

/** The kind of the records of such messages. */
export const kindOf = (news: News): string => `CLIENT_${news.toUpperCase()}`;

/** Seconds the message waits in its queue. */
export const clientNewsDelay = ({ news }: Pick<ClientNews, 'news'>): number => {
  if (news === 'link') return LINK_SECONDS;
  return news === 'confirmed' || news === 'rejected' ? GRACE_SECONDS : 0;
};

/**
 * What a written booking is news of to its client; `undefined` when it is none, when she did it herself, or when there
 * is no conversation to tell her in.
 */
export function newsForClient(row: Booking, old: Booking | undefined): ClientNews | undefined {
  if (old === undefined || row.actor.kind === 'client' || row.conversationId === undefined) {
    return undefined;
  }
  const news = whatChanged(row, old);
  if (news === undefined) return undefined;
  const { projectId, bookingId, conversationId, startsAt, version } = row;
  return { projectId, bookingId, conversationId, news, startsAt, version, attempt: 0 };
}

/** Whether the booking as it is now still is what the news said. */
export function stillTrue(news: ClientNews, booking: Booking, now: Instant): boolean {
  const sameTime = booking.startsAt === news.startsAt;
  switch (news.news) {
    case 'confirmed':
      return booking.status === 'CONFIRMED' && sameTime && isItsDecision(news, booking);
    case 'rejected':
      return booking.status === 'REJECTED' && isItsDecision(news, booking);
    case 'reason':
      return booking.status === 'REJECTED' && booking.reason !== undefined;
    case 'reopened':
      return booking.status === 'PENDING' && sameTime && booking.startsAt > now;
    case 'still_waiting':
      // Answered and asked anew since, it has not waited for an hour.
      if (booking.reminders < STILL_WAITING_REMINDERS) return false;
      return booking.status === 'PENDING' && sameTime && booking.startsAt > now;
    case 'cancelled':
    case 'expired':
      return booking.status === 'CANCELLED';
    case 'moved':
      return (booking.status === 'PENDING' || booking.status === 'CONFIRMED') && sameTime;
    case 'link':
      return isWithLink(booking) && booking.endsAt > now;
  }
}

/** Undone and decided once more, it is the second decision that she hears of. */
function isItsDecision({ version }: ClientNews, { decision }: Booking): boolean {
  return (decision?.version ?? version) === version;
}

/** While she waits for an answer the link is of no use to her: the confirmation tells it. */
const isWithLink = ({ status, meetingUrl }: Booking): boolean =>
  meetingUrl !== undefined && (status === 'CONFIRMED' || status === 'IN_PROGRESS');

function whatChanged(row: Booking, old: Booking): News | undefined {
  const moved = row.startsAt !== old.startsAt || row.specialistId !== old.specialistId;
  if (row.status === old.status) {
    if (moved) return 'moved';
    if (row.status === 'REJECTED') return row.reason === old.reason ? undefined : 'reason';
    if (isWithLink(row) && row.meetingUrl !== old.meetingUrl) return 'link';
    const hour = row.reminders >= STILL_WAITING_REMINDERS;
    const reminded = hour && old.reminders < STILL_WAITING_REMINDERS;
    return row.status === 'PENDING' && reminded ? 'still_waiting' : undefined;
  }
  switch (row.status) {
    case 'CONFIRMED':
      return 'confirmed';
    case 'REJECTED':
      return 'rejected';
    case 'CANCELLED':
      return row.actor.kind === 'timer' ? 'expired' : 'cancelled';
    case 'PENDING':
      if (moved) return 'moved';
      return old.decision === undefined ? undefined : 'reopened';
    default:
      return undefined;
  }
}
