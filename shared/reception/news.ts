import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';

/** What reception is told: a request, a reminder of it, a change of what was said, a request somebody asked to repeat. */
export const RECEPTION_NEWS = ['requested', 'reminder', 'changed', 'asked'] as const;

/**
 * One piece of news for the reception of a project: which booking, what, and which request it speaks of. With
 * `recipient` it is for this chat alone, since the others have it.
 */
export const receptionNewsSchema = z.object({
  projectId: projectIdSchema,
  bookingId: bookingIdSchema,
  news: z.enum(RECEPTION_NEWS),
  /** The booking's `request` and `requestedAt` when it became news. */
  request: z.int().min(1),
  requestedAt: z.iso.datetime(),
  /** Of a reminder: which one, from 1. */
  reminder: z.int().min(1).optional(),
  /** Of `asked`: the id of the call that asked; a repeated call says nothing again. */
  askId: z.string().min(1).optional(),
  recipient: z.int().optional(),
  /** Of a change: an answer was taken back, so the request waits anew; who never got it gets it now. */
  reopened: z.boolean().optional(),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type ReceptionNews = z.output<typeof receptionNewsSchema>;

/**
 * What a written booking is news of to reception: a new request, a reminder that fell due, and a change that makes
 * what stands in their chats wrong. The one who made the change is told too: the copy in his chat changes with the others.
 *
 * @param old the version before; `undefined` when the booking is new
 */
export function newsForReception(row: Booking, old: Booking | undefined): ReceptionNews[] {
  const { projectId, bookingId, request, requestedAt } = row;
  const news = { projectId, bookingId, request, requestedAt, attempt: 0 };
  const found: ReceptionNews[] = [];
  if (row.status === 'PENDING') {
    if (request !== old?.request) found.push({ ...news, news: 'requested' });
    else if (row.reminders > old.reminders) {
      found.push({ ...news, news: 'reminder', reminder: row.reminders });
    }
  }
  if (old !== undefined && saysOtherwise(row, old)) {
    const reopened = request === old.request && requestedAt !== old.requestedAt;
    found.push({ ...news, news: 'changed', ...(reopened ? { reopened } : {}) });
  }
  return found;
}

/** Whether what was said of the booking as it was `old` is no longer what one would say now. */
function saysOtherwise(row: Booking, old: Booking): boolean {
  return (
    row.status !== old.status ||
    row.request !== old.request ||
    row.requestedAt !== old.requestedAt ||
    row.startsAt !== old.startsAt ||
    row.specialistId !== old.specialistId ||
    row.clientName !== old.clientName ||
    row.reason !== old.reason ||
    row.decision?.version !== old.decision?.version ||
    flagsOf(row) !== flagsOf(old)
  );
}

const flagsOf = ({ flags = [] }: Booking): string =>
  flags.map(({ kind, source }) => `${kind} ${source}`).join();
