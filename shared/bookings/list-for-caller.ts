import type { BookingList, BookingsQuery } from '../contracts/bookings.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { ProjectId, SpecialistId } from '../platform/ids.ts';
import { bookingDocument } from './booking-document.ts';
import { listBookings } from './list-bookings.ts';

export interface ListForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly query: BookingsQuery;
}

/** A page of a project's bookings as the API answers it. */
export async function listForCaller({
  access: { projectId },
  query: { specialist, limit, cursor, ...range },
}: ListForCaller): Promise<BookingList | Refusal<'invalid_cursor'>> {
  const page = await listBookings({
    projectId,
    ...range,
    ...(specialist === undefined ? {} : { specialistId: specialist as SpecialistId }),
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (isRefusal(page)) return page;
  return { ...page, bookings: page.bookings.map(bookingDocument) };
}
