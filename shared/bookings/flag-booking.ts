import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { type Booking, type BookingFlag, OCCUPYING } from './booking.ts';
import { changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable } from './refusals.ts';
import type { Changed } from './reschedule.ts';

/** What people have to look at about a booking, or need not look at any more. */
export interface FlagBooking {
  readonly projectId: ProjectId;
  readonly bookingId: BookingId;
  readonly flag: Pick<BookingFlag, 'kind' | 'source'>;
  /** It is no longer so: the flag is taken away. */
  readonly clear?: true;
  readonly now: Instant;
}

/**
 * Says of a booking that people have to look at it, or that they need not any more. A booking has one flag of a kind
 * and a source; it keeps the moment since which it is so. A flag changes nothing else: nobody is asked or told anew.
 *
 * @returns `changed: false` when it is flagged so already, or is not flagged so
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function flagBooking(request: FlagBooking): Promise<Changed | ChangeRefusal> {
  const { projectId, bookingId, flag, clear, now } = request;
  const { kind, source } = flag;
  const actor = { kind: 'sync', id: source } as const;
  const change = (booking: Booking): Booking | ChangeRefusal | undefined => {
    const { flags = [], ...rest } = booking;
    const others = flags.filter((one) => one.kind !== kind || one.source !== source);
    if (clear) {
      if (others.length === flags.length) return undefined;
      return others.length === 0 ? rest : { ...rest, flags: others };
    }
    if (others.length < flags.length) return undefined;
    if (!OCCUPYING.has(booking.status)) {
      return notChangeable(booking, `A booking that is ${booking.status} takes no time.`);
    }
    return { ...rest, flags: [...flags, { kind, source, at: now }] };
  };
  return await changeBooking<ChangeRefusal>(
    { projectId, bookingId, actor, now },
    { name: 'flag', change },
  );
}
