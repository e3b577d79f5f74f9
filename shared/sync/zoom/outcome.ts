import type { SyncAction, SyncItem, SyncOutcome } from '../destination.ts';
import type { ZoomFailure } from './api.ts';
import { hasMeeting } from './meeting.ts';
import { ZOOM } from './name.ts';
import type { Target } from './target.ts';

/** Until its owner has signed in anew, asking every minute is no use. */
const CLOSED_SECONDS = 300;

type Failed = Extract<SyncOutcome, { kind: 'failed' }>;

/** What was tried: in whose account, as it was connected when. */
interface Tried extends Partial<Pick<Target, 'account' | 'connectedAt'>> {
  readonly payload?: unknown;
}

/** Why a booking is not known to have its meeting, or none. */
export function failedItem(
  item: SyncItem,
  failure: ZoomFailure,
  { account, connectedAt, payload = {} }: Tried = {},
): Failed {
  const retryAfterSeconds = patience(failure);
  return {
    kind: 'failed',
    action: actionOf(item),
    why: sentenceOf(failure, account),
    payload,
    response: failure.why,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(isClosed(failure) ? { refusedBy: ZOOM } : {}),
    ...(connectedAt === undefined ? {} : { connectedAt }),
    ...(failure.kind === 'forbidden' ? { notAllowed: true } : {}),
  };
}

/** Whether the next call would end the same way; `perhaps`: an outage looks like this, and so does one strange meeting. */
export function concernsAll(failure: ZoomFailure): boolean | 'perhaps' {
  if (isClosed(failure)) return true;
  if (failure.kind !== 'not_now') return false;
  return failure.retryAfterSeconds === undefined ? 'perhaps' : true;
}

const isClosed = ({ kind }: ZoomFailure): boolean =>
  kind === 'disconnected' || kind === 'forbidden';

function patience(failure: ZoomFailure): number | undefined {
  if (isClosed(failure)) return CLOSED_SECONDS;
  return failure.kind === 'not_now' ? failure.retryAfterSeconds : undefined;
}

/** For the owner: what to do about it. */
export function sentenceOf({ kind, why }: ZoomFailure, account = 'its account'): string {
  switch (kind) {
    case 'disconnected':
      return `Zoom does not take what ${account} granted: ${why}`;
    case 'forbidden':
      return `Zoom does not let ${account} do this: ${why}`;
    default:
      return `Zoom: ${why}`;
  }
}

export function actionOf({ booking, remote, remove }: SyncItem): SyncAction {
  if (remove || !hasMeeting(booking)) return 'Delete';
  return remote ? 'Edit' : 'Add';
}
