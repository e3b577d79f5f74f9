import type { AccountFailure, AccountResult } from '../../platform/oauth/index.ts';

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

/** Which part of a journal: days of visits on the wall of the location, both included, as `YYYY-MM-DD`. */
export interface RecordQuery {
  readonly from: string;
  readonly to: string;
  /** The first one is 1. */
  readonly page: number;
}

export interface RecordPage {
  readonly records: readonly AltegioRecord[];
  /** Records of all pages together, when Altegio says it. */
  readonly total?: number;
}

/** What an account may do at Altegio. Nothing is thrown for what the service answers, and nothing is tried again. */
export interface AltegioApi {
  /** One that is not active is `forbidden`. */
  readonly location: () => Promise<AltegioResult<AltegioLocation>>;
  /** Deleted records are left out. */
  readonly records: (query: RecordQuery) => Promise<AltegioResult<RecordPage>>;
}

/** Makes the calls of an account. How many calls there may be is kept in mind by all accounts together. */
export type AltegioApiFor = (account: AltegioAccount) => AltegioApi;
