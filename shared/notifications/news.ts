import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';
import type { ConversationId } from '../platform/ids.ts';

/** What can happen to a client's booking without her doing. */
export const NEWS = ['confirmed', 'rejected', 'cancelled', 'expired', 'moved'] as const;
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
export function stillTrue({ news, startsAt }: ClientNews, booking: Booking): boolean {
  switch (news) {
    case 'confirmed':
      return booking.status === 'CONFIRMED' && booking.startsAt === startsAt;
    case 'rejected':
      return booking.status === 'REJECTED';
    case 'cancelled':
    case 'expired':
      return booking.status === 'CANCELLED';
    case 'moved':
      return (
        (booking.status === 'PENDING' || booking.status === 'CONFIRMED') &&
        booking.startsAt === startsAt
      );
  }
}

function whatChanged(row: Booking, old: Booking): News | undefined {
  if (row.status !== old.status) {
    switch (row.status) {
      case 'CONFIRMED':
        return 'confirmed';
      case 'REJECTED':
        return 'rejected';
      case 'CANCELLED':
        return row.actor.kind === 'timer' ? 'expired' : 'cancelled';
      default:
        return undefined;
    }
  }
  const moved = row.startsAt !== old.startsAt || row.specialistId !== old.specialistId;
  return moved ? 'moved' : undefined;
}
