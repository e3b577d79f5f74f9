import type { AccountFailure, AccountResult } from '../../platform/oauth/index.ts';
import type { NumberedPage } from '../read-whole.ts';

/** Which location of whose account. */
export interface AltegioAccount {
  readonly locationId: string;
  /** Of the person in whose name the location is read; secret. */
  readonly userToken: string;
}

/** A branch of a business at Altegio. */
export interface AltegioLocation {
  readonly title: string;
  /** IANA zone of every time on its wall. */
  readonly timeZone: string;
}

/** A visit in the journal of a location, or time that somebody blocked there. */
export interface AltegioRecord {
  readonly id: string;
  readonly staff: { readonly id: string; readonly name: string };
  /** What the wall of the location shows when it begins: `2026-11-24 10:00:00`; absent when it cannot be read. */
  readonly wallTime?: string;
  /** How long it takes; absent when it cannot be read. */
  readonly seconds?: number;
  readonly deleted: boolean;
  /** 1: it holds; 0: whoever works with this API takes it for cancelled. */
  readonly confirmed: number;
  /** 2 confirmed by the client, 1 she came, 0 awaited, −1 she did not come. */
  readonly attendance: number;
}

/** This installation has no partner token, or Altegio does not take it: no owner can mend that. */
interface NotInstalled {
  readonly kind: 'not_installed';
  readonly why: string;
}

/**
 * What Altegio answers to a call. `disconnected`: the user token; `forbidden`: rights, licence or location. `why` is one
 * sentence for people.
 */
export type AltegioResult<Value> = AccountResult<Value, AltegioFailure>;
export type AltegioFailure = AccountFailure | NotInstalled;

/** The calls of Altegio that are needed here, one request each. */
export interface AltegioApi {
  /** One that is not active is `forbidden`. */
  location(): Promise<AltegioResult<AltegioLocation>>;
  /**
   * Records of visits that begin on a day from `from` to `to`; deleted ones are left out.
   *
   * @param query days `YYYY-MM-DD` on the wall of the location; `page` from 1
   */
  records(query: {
    readonly from: string;
    readonly to: string;
    readonly page: number;
  }): Promise<AltegioResult<NumberedPage<AltegioRecord>>>;
}

/** Implemented by the provider. How many calls there may be is kept in mind by all accounts together. */
export type AltegioApiFor = (account: AltegioAccount) => AltegioApi;
