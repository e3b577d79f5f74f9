import type { Booking } from '../bookings/index.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import type { BookingId } from '../platform/ids.ts';
import type { Destination, RemoteBooking } from './destination.ts';
import type { SyncState } from './state.ts';

/** What was changed or written so shortly before a place was looked at may not be what was seen. */
const SETTLING_SECONDS = 120;

/** An entry, and the place in which it stands. */
export interface FoundEntry {
  readonly place: string;
  readonly entry: RemoteBooking;
}

/** Everything by which entries are judged. */
export interface Evidence {
  readonly destination: Pick<Destination, 'name' | 'holds' | 'forgetsPast'>;
  /** Places that were read; what stands in others is not known. */
  readonly places: ReadonlySet<string>;
  /** Every entry there that carries the id of a booking. */
  readonly found: readonly FoundEntry[];
  /** The bookings that are judged, each with the place where it belongs now. Read after the places. */
  readonly bookings: readonly { readonly booking: Booking; readonly home: string | undefined }[];
  /** What is remembered of the destination. Read after the places. */
  readonly states: ReadonlyMap<BookingId, SyncState>;
  /** Bookings that are marked as dirty. Read last. */
  readonly marked: ReadonlySet<BookingId>;
  /** When the places began to be read. */
  readonly lookedAt: Instant;
  /** They were just connected: nobody may be bringing what changed a moment before. */
  readonly isNew: boolean;
}

/** One thing that is not as it should be. */
export type Difference =
  | { readonly kind: 'missing'; readonly place: string; readonly booking: Booking }
  | ({ readonly kind: 'different'; readonly booking: Booking } & FoundEntry)
  /** It must not be there; of a booking of the project, or (absent) of none that is judged. */
  | ({ readonly kind: 'extra'; readonly booking?: Booking } & FoundEntry);

/** What came of it. */
export interface Judgement {
  readonly differences: readonly Difference[];
  /** Bookings that were compared. */
  readonly checked: number;
  /** Bookings that look different and are on their way, or were just now. */
  readonly inFlight: number;
}

/**
 * Compares what places show with the bookings they should show. Entries of bookings that are not among those judged are
 * `extra` without a booking: whether the project has such a one is for the caller to find out.
 */
export function judgeEntries(evidence: Evidence): Judgement {
  const { bookings, found } = evidence;
  const entries = Map.groupBy(found, ({ entry }) => entry.bookingId);
  const differences: Difference[] = [];
  let inFlight = 0;
  for (const { booking, home } of bookings) {
    const own = entries.get(booking.bookingId) ?? [];
    entries.delete(booking.bookingId);
    const wrong = judgeBooking(evidence, booking, home, own);
    if (wrong.length > 0 && isInFlight(evidence, booking)) inFlight += 1;
    else differences.push(...wrong);
  }
  entries.delete(undefined);
  for (const one of [...entries.values()].flat()) differences.push({ kind: 'extra', ...one });
  return { differences, checked: bookings.length, inFlight };
}

function judgeBooking(
  evidence: Evidence,
  booking: Booking,
  home: string | undefined,
  own: readonly FoundEntry[],
): Difference[] {
  const { destination, places } = evidence;
  const extra = (ones: readonly FoundEntry[]): Difference[] =>
    ones.map((one) => ({ kind: 'extra', booking, ...one }));
  const here = own.filter(({ place }) => place === home);
  const elsewhere = extra(own.filter(({ place }) => place !== home));
  if (home === undefined || !destination.holds(booking)) return [...extra(here), ...elsewhere];
  if (!places.has(home)) return elsewhere;
  const [first] = here;
  if (!first) {
    const missing: Difference = { kind: 'missing', place: home, booking };
    return isWanted(evidence, booking, home) ? [missing, ...elsewhere] : elsewhere;
  }
  const right = here.find(({ entry }) => entry.shows(booking));
  const others = extra(here.filter((one) => one !== (right ?? first)));
  const wrong: Difference[] = right ? [] : [{ kind: 'different', booking, ...first }];
  return [...wrong, ...others, ...elsewhere];
}

/**
 * Whether a booking without an entry should have one: it is still to come, or it was there once. Not when people took it
 * out on purpose, here or there.
 */
function isWanted(
  { destination: { name, forgetsPast }, states, lookedAt }: Evidence,
  booking: Booking,
  home: string,
): boolean {
  const state = states.get(booking.bookingId);
  const isHere = state?.place === home;
  const wasTakenOut = isHere && !state.remote && !state.unsure && state.version === booking.version;
  const wasDeletedThere = booking.flags?.some(
    ({ kind, source }) => kind === 'deleted_elsewhere' && source === name,
  );
  if (wasTakenOut || wasDeletedThere) return false;
  if (booking.endsAt > lookedAt) return true;
  return forgetsPast !== true && isHere && state.remote !== undefined;
}

/**
 * Whether what was seen may only have been overtaken: the booking changed, or was written, while the places were being
 * read or shortly before; or a worker has yet to bring it there.
 */
function isInFlight(
  { marked, states, lookedAt, isNew }: Evidence,
  { bookingId, updatedAt }: Booking,
): boolean {
  if (isNew) return marked.has(bookingId);
  const since = addSeconds(lookedAt, -SETTLING_SECONDS);
  const writtenAt = states.get(bookingId)?.writtenAt ?? '';
  return marked.has(bookingId) || updatedAt > since || writtenAt > since;
}
