import type { Booking } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { BookingId } from '../platform/ids.ts';
import type { Project, Provider } from '../projects/index.ts';

export const SYNC_ACTIONS = ['Add', 'Edit', 'Delete'] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];

/** What a place is known to show of a booking. */
export interface Remote {
  /** The place's own id of its row or event. */
  readonly id: string;
  /** The version of the booking that was written there. */
  readonly version: number;
  /**
   * Of what was written, by the destination's own reckoning: equal means there is nothing to write. Empty: whatever
   * was written there before is not to be relied on.
   */
  readonly fingerprint: string;
  /** What is remembered of it when it is not to be relied on: a hint where to look. */
  readonly doubted?: string;
  /**
   * How often something of it was looked for that the service makes later by itself, and was not there; it is looked for
   * again soon. Absent: nothing is to come.
   */
  readonly unfinished?: number;
}

/** A booking as it stands now, and what its place showed last. */
export interface SyncItem {
  readonly booking: Booking;
  /** Absent: nothing is known to be there; it may be there all the same, from a worker that died. */
  readonly remote?: Remote;
  /** It does not belong here (any more): whatever shows it is to be removed. */
  readonly remove?: true;
}

interface Answered {
  readonly action: SyncAction;
  /** What was asked of the service for this booking, as data for the record; never a credential. */
  readonly payload: unknown;
  readonly response?: unknown;
}

/** What became of one booking. */
export type SyncOutcome =
  /** The place shows it, newly or as before. */
  | (Answered & { readonly kind: 'written' | 'already there'; readonly remote: Remote })
  /** The place shows it no more. */
  | (Answered & { readonly kind: 'gone' })
  /** It is not known to have worked. */
  | (Answered & {
      readonly kind: 'failed';
      /** For people; names no credential. */
      readonly why: string;
      /** The service asks for patience: nothing is written to this place before. */
      readonly retryAfterSeconds?: number;
      /** This booking will never do as it is: no further try. */
      readonly forGood?: boolean;
      /** The service does not take what this integration of the project has: its owner is told. */
      readonly refusedBy?: Provider;
      /** It takes it, but not for this: only work, or a person, finds out when that is over. */
      readonly notAllowed?: true;
      /** When what it refuses was connected: what came after that is not meant. Absent: whatever there is now. */
      readonly connectedAt?: Instant;
    });

/** A booking as the destination shows it now. */
export interface RemoteBooking {
  /** The place's own id of its row or event. */
  readonly id: string;
  /** Absent: the row does not say whose it is. */
  readonly bookingId?: BookingId;
  /** Comparable with {@link Remote.fingerprint} of the same booking. */
  readonly fingerprint: string;
  /** Whether it says what it should of this booking as it stands, and where it should; what people may add is theirs. */
  readonly shows: (booking: Booking) => boolean;
}

/** One kind of place in which people see bookings outside of this system: a folder here, and a line of the door. */
export interface Destination {
  /** `appsheet`: keys of the table and the actor of what comes from there carry it, so it never changes. */
  readonly name: string;
  /**
   * Every place that a project can write to now; none when it is not connected. A booking is taken out of those it does
   * not belong to, as far as it may be there; what stands in a place that a project no longer names is left alone.
   */
  readonly places: (project: Project) => Promise<readonly string[]>;
  /**
   * The place itself (app and table, spreadsheet, calendar) where this booking belongs; `undefined` when the project
   * is not connected. One worker at a time writes to it.
   */
  readonly placeOf: (
    project: Project,
    booking: Booking,
  ) => Promise<string | undefined> | string | undefined;
  /**
   * Writes the current state of these bookings, all in as few calls as the service allows: one outcome per booking.
   * Never throws for what the service answers, and does not try again itself. A booking may be there already although
   * `remote` does not say so: found by its own id, it is not written twice.
   */
  readonly write: (request: {
    readonly project: Project;
    readonly place: string;
    readonly items: readonly SyncItem[];
    readonly now: Instant;
  }) => Promise<ReadonlyMap<BookingId, SyncOutcome>>;
  /** What is over vanishes from there by itself: it is not missing. */
  readonly forgetsPast?: true;
  /** Whether a booking of this status has an entry at all in its place. */
  readonly holds: (booking: Pick<Booking, 'status'>) => boolean;
  /**
   * No entry carries the id of these bookings any more, which the project does not have; what people wrote beside the id
   * stays if it can. Done again it changes nothing. Throws unless all of it is surely done.
   */
  readonly removeStrays: (request: {
    readonly project: Project;
    readonly place: string;
    readonly bookingIds: readonly BookingId[];
  }) => Promise<void>;
  /** Everything a place shows now, for reconciling. Throws when the service does not say. */
  readonly read: (request: {
    readonly project: Project;
    readonly place: string;
  }) => Promise<readonly RemoteBooking[]>;
}
