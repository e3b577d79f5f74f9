import type { SyncAction, SyncItem, SyncOutcome } from '../destination.ts';
import { type GoogleFailure, patience } from '../google-result.ts';
import { hasEvent } from './event.ts';

type Failed = Extract<SyncOutcome, { kind: 'failed' }>;

/** Why a booking is not known to be in the calendar, or out of it. */
export function failedItem(
  item: SyncItem,
  failure: GoogleFailure,
  { clientEmail, payload = {} }: { readonly clientEmail?: string; readonly payload?: unknown } = {},
): Failed {
  const retryAfterSeconds = patience(failure);
  return {
    kind: 'failed',
    action: actionOf(item),
    why: sentenceOf(failure, clientEmail),
    payload,
    response: failure.why,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/**
 * Whether the next call of this calendar would end the same way, so that it is not worth asking; `perhaps`: an outage
 * looks like this, and so does one event that Google stumbles over.
 */
export function concernsAll(failure: GoogleFailure): boolean | 'perhaps' {
  switch (failure.kind) {
    case 'not_shared':
    case 'not_found':
    case 'disconnected':
      return true;
    case 'not_now':
      return failure.retryAfterSeconds === undefined ? 'perhaps' : true;
    default:
      return false;
  }
}

/** For the owner: what to do about it. */
export function sentenceOf({ kind, why }: GoogleFailure, clientEmail = 'its account'): string {
  switch (kind) {
    case 'not_shared':
      return `The calendar is not shared with ${clientEmail} to make changes to events.`;
    case 'not_found':
      return `There is no such calendar, or it is not shared with ${clientEmail}.`;
    case 'disconnected':
      return `Google does not take the account ${clientEmail}: ${why}`;
    default:
      return `Google Calendar: ${why}`;
  }
}

export function actionOf({ booking, remote, remove }: SyncItem): SyncAction {
  if (remove || !hasEvent(booking)) return 'Delete';
  return remote ? 'Edit' : 'Add';
}
