import type { ProjectId } from '../../platform/ids.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import type { NumberedPage } from '../read-whole.ts';

/** In whose name a company at SimplyBook.me is asked. */
export interface SimplyBookAccount {
  /** Whose tokens are kept together. */
  readonly projectId: ProjectId;
  readonly company: string;
  readonly login: string;
  /** The API key of that user. */
  readonly key: string;
}

/** A provider of the company: somebody who serves. */
export interface SimplyBookPerson {
  readonly id: string;
  /** Absent: the service does not say it here. */
  readonly name?: string;
}

/** An appointment as the company's calendar has it; times are its own wall-clock (`YYYY-MM-DD HH:mm:ss`). */
export interface SimplyBookBooking {
  readonly id: string;
  /** As people know it. */
  readonly code: string;
  readonly person: SimplyBookPerson;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isCancelled: boolean;
}

/** The calls of SimplyBook.me that are needed here, one request each. */
export interface SimplyBookApi {
  /**
   * Appointments that begin on a day from `from` to `to`, cancelled ones too.
   *
   * @param query days `YYYY-MM-DD` of the company; `page` from 1
   */
  bookings(query: {
    readonly from: string;
    readonly to: string;
    readonly page: number;
  }): Promise<AccountResult<NumberedPage<SimplyBookBooking>>>;
  /** Everybody who serves there. */
  people(page: number): Promise<AccountResult<NumberedPage<SimplyBookPerson>>>;
  /** The zone of the company's wall-clock times (IANA); `undefined`: it does not say. */
  timeZone(): Promise<AccountResult<string | undefined>>;
}

/** Implemented by the provider. */
export type SimplyBookApiFor = (account: SimplyBookAccount) => SimplyBookApi;
