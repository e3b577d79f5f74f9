import type { NotNow } from '../platform/errors.ts';

/** Why a call did not do what it was asked for. `why` is for people and names no credential. */
export type GoogleFailure =
  /** Nothing was done, and the same call would be refused again. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Later it may be. `untouched`: surely nothing was done. */
  | NotNow
  /** The account itself: its key was revoked, or, `notAllowed`, the service is not switched on for it. */
  | { readonly kind: 'disconnected'; readonly why: string; readonly notAllowed?: true }
  /** The spreadsheet or calendar is not shared with the account, or only to look at. */
  | { readonly kind: 'not_shared'; readonly why: string }
  /** No such spreadsheet, calendar or event; what was never shared can look like this as well. */
  | { readonly kind: 'not_found'; readonly why: string }
  /** The event was deleted. */
  | { readonly kind: 'gone'; readonly why: string }
  /** The id was used before, maybe by an event that was deleted since. */
  | { readonly kind: 'exists'; readonly why: string }
  /** Somebody changed the event since it was read. */
  | { readonly kind: 'changed'; readonly why: string }
  /** Forget everything and read the calendar as a whole. */
  | { readonly kind: 'sync_token_expired'; readonly why: string };

/** What a service of Google answers to a call: nothing is thrown for it and nothing is tried again. */
export type GoogleResult<Value> = { readonly kind: 'ok'; readonly value: Value } | GoogleFailure;

/** Until an owner has shared a spreadsheet or calendar, or connected anew, asking every minute is no use. */
const UNSHARED_SECONDS = 300;

/** How many seconds a place is left alone after a call that failed like this; `undefined`: as after any other. */
export function patience(failure: GoogleFailure): number | undefined {
  switch (failure.kind) {
    case 'not_now':
      return failure.retryAfterSeconds;
    case 'not_shared':
    case 'not_found':
    case 'disconnected':
      return UNSHARED_SECONDS;
    default:
      return undefined;
  }
}
