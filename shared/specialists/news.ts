import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';
import type { SpecialistId } from '../platform/ids.ts';

/** What can happen to a specialist's day without her doing. */
export const SPECIALIST_NEWS = [
  'booked',
  'given',
  'moved',
  'taken',
  'reopened',
  'cancelled',
] as const;
export type SpecialistNewsKind = (typeof SPECIALIST_NEWS)[number];

/**
 * One piece of news for one specialist: which booking, what, and the start it speaks of (of `taken` the one it had
 * with her). `version` is that of the booking that made it news, and with it the natural id of the message.
 */
export const specialistNewsSchema = z.object({
  projectId: projectIdSchema,
  bookingId: bookingIdSchema,
  specialistId: z
    .string()
    .min(1)
    .transform((id) => id as SpecialistId),
  news: z.enum(SPECIALIST_NEWS),
  startsAt: z.iso.datetime(),
  version: z.int().min(1),
  /** Of `reopened`: the version of the decision that was undone; absent when the client asked for another time. */
  undone: z.int().min(1).optional(),
  /** Somebody may take it back at once: it is told only after the grace. */
  grace: z.boolean().default(false),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type SpecialistNews = z.output<typeof specialistNewsSchema>;

/** How long a decision of reception is kept from the specialist, since a slip of the thumb is undone within seconds. */
const GRACE_SECONDS = 20;

/** Seconds the message waits in its queue. */
export const specialistNewsDelay = ({ grace }: SpecialistNews): number =>
  grace ? GRACE_SECONDS : 0;

/**
 * What a written booking is news of to specialists: to none of them, to its own, or to both when it went from one to
 * the other. A booking is a specialist's once it is certain (CONFIRMED); before that it is reception's matter. Nobody
 * is told what she did herself.
 */
export function newsForSpecialist(row: Booking, old: Booking | undefined): SpecialistNews[] {
  const had = old && isCertain(old) ? old : undefined;
  return changesOf(row, had, old).flatMap(([news, specialistId]) => {
    if (row.actor.kind === 'specialist' && row.actor.id === specialistId) return [];
    const { projectId, bookingId, version } = row;
    const { startsAt } = news === 'taken' && had ? had : row;
    const grace = news === 'booked' && old?.status === 'PENDING';
    const undone = news === 'reopened' && startsAt === had?.startsAt ? had.decision : undefined;
    return [
      {
        ...{ projectId, bookingId, specialistId, news, startsAt, version, grace, attempt: 0 },
        ...(undone && { undone: undone.version }),
      },
    ];
  });
}

/** Whether the booking as it is now still is what the news said. */
export function stillTrue(news: SpecialistNews, booking: Booking, now: Instant): boolean {
  if (booking.endsAt <= now) return false;
  const hers = booking.specialistId === news.specialistId;
  switch (news.news) {
    case 'booked':
      // Undone and confirmed once more, it is the second decision that she hears of.
      return holds(news, booking) && (booking.decision?.version ?? news.version) === news.version;
    case 'given':
    case 'moved':
      return holds(news, booking);
    case 'taken':
      return !hers;
    case 'reopened':
      return hers && booking.status === 'PENDING';
    case 'cancelled':
      return hers && booking.status === 'CANCELLED';
  }
}

const holds = ({ specialistId, startsAt }: SpecialistNews, booking: Booking): boolean =>
  isCertain(booking) && booking.specialistId === specialistId && booking.startsAt === startsAt;

const isCertain = ({ status }: Booking): boolean =>
  status === 'CONFIRMED' || status === 'IN_PROGRESS';

/**
 * @param had the booking as it was, when it was certain
 * @param old the booking as it was
 */
function changesOf(
  row: Booking,
  had: Booking | undefined,
  old: Booking | undefined,
): [SpecialistNewsKind, SpecialistId][] {
  const certain = isCertain(row);
  if (!had) {
    // Only a decision or a booking made certain: COMPLETED never comes here.
    return certain && (!old || old.status === 'PENDING') ? [['booked', row.specialistId]] : [];
  }
  if (row.specialistId !== had.specialistId) {
    const lost: [SpecialistNewsKind, SpecialistId] = ['taken', had.specialistId];
    return certain ? [lost, ['given', row.specialistId]] : [lost];
  }
  if (row.status === 'CANCELLED') return [['cancelled', row.specialistId]];
  if (row.status === 'PENDING') return [['reopened', row.specialistId]];
  return certain && row.startsAt !== had.startsAt ? [['moved', row.specialistId]] : [];
}
