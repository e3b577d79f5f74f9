import type { Instant } from '../../platform/clock.ts';
import type { AccessToken, AccountResult } from '../../platform/oauth/index.ts';
import type { Person } from '../busy-times/match-people.ts';
import type { Page } from '../read-all.ts';

/** A part of an appointment that one person serves. */
export interface SquareSegment {
  readonly teamMemberId: string;
  /** Absent: it does not say how long it takes. */
  readonly minutes?: number;
  /** Between its end and the beginning of the next one, in minutes. */
  readonly pauseMinutes: number;
}

/** An appointment as the business has it. */
export interface SquareBooking {
  readonly id: string;
  /** `ACCEPTED`, `CANCELLED_BY_SELLER`, … */
  readonly status: string;
  readonly startsAt: Instant;
  /** One after the other. */
  readonly segments: readonly SquareSegment[];
  /** Kept free behind it, in minutes. */
  readonly minutesAfter: number;
  readonly isAllDay: boolean;
}

/** The calls of Square that are needed here, one request each. */
export interface SquareApi {
  /**
   * Appointments that begin in a span of time, in every state, of every location and person.
   *
   * @param query `from`, `to`: 31 days apart at most
   */
  bookings(query: {
    readonly from: Instant;
    readonly to: Instant;
    readonly next?: string;
  }): Promise<AccountResult<Page<SquareBooking>>>;
  /** Everybody of the team who was ever bookable, by the name that clients see. */
  people(next?: string): Promise<AccountResult<Page<Person>>>;
}

/** Implemented by the provider. */
export type SquareApiFor = (accessToken: AccessToken) => SquareApi;
