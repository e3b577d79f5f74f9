import type { Instant } from '../platform/clock.ts';
import type {
  BookingId,
  ClientId,
  ConversationId,
  ProjectId,
  ServiceId,
  SpecialistId,
} from '../platform/ids.ts';

export const BOOKING_STATUSES = [
  'PENDING',
  'CONFIRMED',
  'IN_PROGRESS',
  'COMPLETED',
  'REJECTED',
  'CANCELLED',
  'NO_SHOW',
] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** The statuses whose bookings take their specialist's time. */
export const OCCUPYING: ReadonlySet<BookingStatus> = new Set([
  'PENDING',
  'CONFIRMED',
  'IN_PROGRESS',
]);

/** Who did it: nobody is told what they just did themselves, and sync never echoes. */
export type Actor =
  | { readonly kind: 'client'; readonly id: ClientId }
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'specialist'; readonly id: SpecialistId }
  | { readonly kind: 'member'; readonly id: string }
  | { readonly kind: 'sync'; readonly id: string }
  | { readonly kind: 'timer'; readonly id: string };

/** Who answered a request, when, and the version of the booking that did it. */
export interface BookingDecision {
  /** A name for people to read. */
  readonly by: string;
  readonly at: Instant;
  readonly version: number;
}

/** The visit as it really was; its planned length is the booking's own. */
export interface Session {
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
}

export const PAYMENT_METHODS = ['cash', 'card'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Money received for a booking; `amount` is in minor units of the booking's currency. */
export interface Payment {
  readonly amount: number;
  readonly method: PaymentMethod;
  readonly at: Instant;
  /** A name for people to read. */
  readonly by: string;
}

export const FLAG_KINDS = [
  /** The specialist has something else at this time, says her sheet or calendar. */
  'busy_elsewhere',
  /** Booked while it was not known what the sheet or calendar says. */
  'busy_times_unknown',
  /** Somebody took the booking out of the calendar. */
  'deleted_elsewhere',
  /** Somebody gave it another time in the calendar, which does not move it. */
  'moved_elsewhere',
] as const;

/** Why people should look at a booking; it stands all the same. */
export interface BookingFlag {
  readonly kind: (typeof FLAG_KINDS)[number];
  /** The kind of place that says so, by the name of its destination: `google-sheets`. */
  readonly source: string;
  readonly at: Instant;
}

/** Who makes the links of online visits, by its integration type. */
export const CALL_MAKERS = ['google-meet', 'zoom'] as const;
export type CallMaker = (typeof CALL_MAKERS)[number];

/** A client's appointment. Names are copied as they were when booked, so a later rename does not rewrite the past. */
export interface Booking {
  readonly projectId: ProjectId;
  readonly bookingId: BookingId;
  /** What a person reads aloud: short, unambiguous, unique enough within one client. */
  readonly code: string;
  readonly status: BookingStatus;
  readonly specialistId: SpecialistId;
  readonly specialistName: string;
  readonly serviceId: ServiceId;
  readonly serviceName: string;
  readonly startsAt: Instant;
  /** Exclusive. */
  readonly endsAt: Instant;
  /** The zone in which its wall-clock times are spoken. */
  readonly timeZone: string;
  readonly clientId: ClientId;
  readonly clientName: string;
  readonly clientPhone?: string;
  /** Where the client is told of changes; absent when she booked by phone. */
  readonly conversationId?: ConversationId;
  /** The client's language, for texts that code writes. */
  readonly language?: string;
  /** What is due for it, in minor units of `currency`. */
  readonly price?: number;
  readonly currency?: string;
  /** Which request of the client reception is asked to answer: 1, and one more with each move that needs an answer. */
  readonly request: number;
  /** Since when it waits for the answer: its creation, such a move, or an undo. Kept after the answer. */
  readonly requestedAt: Instant;
  /** How often reception was reminded since `requestedAt`. */
  readonly reminders: number;
  readonly remindedAt?: Instant;
  /** Absent while it waits, and when it was confirmed by itself. */
  readonly decision?: BookingDecision;
  readonly session?: Session;
  readonly payments?: readonly Payment[];
  /** Of its present time; a booking that moves leaves them behind. */
  readonly flags?: readonly BookingFlag[];
  /** Of an online visit: where to meet, as soon as it is known. */
  readonly meetingUrl?: string;
  /** Whose link that is; absent: Google Meet's, which for long was the only one. */
  readonly meetingBy?: CallMaker;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Who wrote this version. */
  readonly actor: Actor;
  readonly reason?: string;
  /** Counts the writes of this booking. */
  readonly version: number;
}
