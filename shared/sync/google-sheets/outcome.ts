import type { BookingId } from '../../platform/ids.ts';
import type { SyncAction, SyncItem, SyncOutcome } from '../destination.ts';
import { type GoogleFailure, patience } from '../google-result.ts';
import type { Step } from './match.ts';
import { fingerprintOf, hasRow } from './row.ts';

/** What became of a booking once its steps were done. */
export function outcomeOf(item: SyncItem, steps: readonly Step[], place: string): SyncOutcome {
  const { bookingId, specialistId, version } = item.booking;
  const own = steps.filter(({ wish }) => wish.item === item);
  const kinds = own.map(({ kind }) => kind);
  const [first] = own;
  const isShown = first?.wish.shown ?? false;
  const payload = {
    spreadsheet: place,
    steps: kinds,
    ...(isShown ? { row: first?.wish.row } : {}),
  };
  if (!first || !isShown) return { kind: 'gone', action: 'Delete', payload };
  const remote = {
    id: bookingId,
    version,
    fingerprint: fingerprintOf(specialistId, first.wish.row),
  };
  if (kinds.every((kind) => kind === 'keep')) {
    return { kind: 'already there', action: actionOf(item), payload: {}, remote };
  }
  const isNew = kinds.every((kind) => kind === 'add');
  return { kind: 'written', action: isNew ? 'Add' : 'Edit', payload, response: 'done', remote };
}

/** All of them failed for the same reason. */
export function failed(
  items: readonly SyncItem[],
  failure: GoogleFailure,
  clientEmail?: string,
): Map<BookingId, SyncOutcome> {
  const retryAfterSeconds = patience(failure);
  return new Map(
    items.map((item) => [
      item.booking.bookingId,
      {
        kind: 'failed',
        action: actionOf(item),
        why: sentenceOf(failure, clientEmail),
        payload: {},
        response: failure.why,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      },
    ]),
  );
}

/** For the owner: what to do about it. */
export function sentenceOf({ kind, why }: GoogleFailure, clientEmail = 'its account'): string {
  switch (kind) {
    case 'not_shared':
      return `The spreadsheet is not shared with ${clientEmail} as an editor.`;
    case 'not_found':
      return `There is no such spreadsheet, or it is not shared with ${clientEmail}.`;
    case 'disconnected':
      return `Google does not take the account ${clientEmail}: ${why}`;
    default:
      return `Google Sheets: ${why}`;
  }
}

function actionOf({ booking, remote, remove }: SyncItem): SyncAction {
  if (remove || !hasRow(booking)) return 'Delete';
  return remote ? 'Edit' : 'Add';
}
