import type { SyncItem, SyncOutcome } from '../destination.ts';
import type { GoogleFailure, GoogleResult } from '../google-result.ts';
import type { CalendarEvent } from './api.ts';
import { eventOf, fingerprintOf, hasEvent, type OwnDraft, PROPERTIES } from './event.ts';
import { eventIdOf } from './event-id.ts';
import { findLink } from './find-link.ts';
import { actionOf, failedItem } from './outcome.ts';
import type { Target } from './target.ts';

/** What became of a booking, and the failure that it may share with the next one of this calendar. */
export interface Written {
  readonly outcome: SyncOutcome;
  readonly failure?: GoogleFailure;
}

/** Brings one booking into a calendar, or out of it. Its event is found by its own id, so it is never there twice. */
export async function writeEvent(target: Target, item: SyncItem): Promise<Written> {
  const { booking, remote, remove } = item;
  if (remove || !hasEvent(booking)) return await removeEvent(target, item);
  const draft = eventOf(booking, target.project);
  const fingerprint = fingerprintOf(draft);
  const isSame = remote?.fingerprint === fingerprint;
  const { version } = booking;
  if (isSame && remote.unfinished === undefined) {
    const found = { kind: 'already there', action: 'Edit', payload: {} } as const;
    return { outcome: { ...found, remote: { ...remote, version } } };
  }
  const id = eventIdOf(booking.bookingId);
  const put = await putEvent(target, item, id, isSame ? undefined : draft);
  const payload = { calendar: target.place, event: id, ...shown(draft) };
  if (put.kind !== 'ok') return failure(target, item, put, payload);
  const tries = isSame ? (remote.unfinished ?? 0) : 0;
  const link = await findLink(target, booking, put.value, tries);
  if (link.kind !== 'ok') return failure(target, item, link, payload);
  const unfinished = link.value === undefined ? {} : { unfinished: link.value };
  const shownNow = { id, version, fingerprint, ...unfinished };
  const { status, updated } = put.value;
  if (isSame) {
    const found = { kind: 'already there', action: 'Edit', payload: {} } as const;
    return { outcome: { ...found, remote: shownNow } };
  }
  const response = { status, updated };
  const action = actionOf(item);
  return { outcome: { kind: 'written', action, payload, response, remote: shownNow } };
}

/** @param draft absent: it is only looked at, unless somebody deleted it */
async function putEvent(
  target: Target,
  { booking, remote }: SyncItem,
  id: string,
  draft: OwnDraft | undefined,
): Promise<GoogleResult<CalendarEvent>> {
  const { calendar, place, project } = target;
  if (draft === undefined) {
    const found = await calendar.get(place, id);
    if (found.kind === 'ok' && found.value.status !== 'cancelled') return found;
    if (found.kind !== 'ok' && found.kind !== 'not_found') return found;
  }
  const whole = draft ?? eventOf(booking, project);
  const patch = () => calendar.patch(place, id, { ...whole, status: 'confirmed' });
  if (remote !== undefined) {
    const patched = await patch();
    if (patched.kind !== 'not_found' && patched.kind !== 'gone') return patched;
  }
  const inserted = await calendar.insert(place, id, whole);
  // It was there before, and perhaps deleted since: a deleted event keeps its id.
  return inserted.kind === 'exists' ? await patch() : inserted;
}

async function removeEvent(target: Target, item: SyncItem): Promise<Written> {
  const { calendar, place } = target;
  const { bookingId } = item.booking;
  const event = eventIdOf(bookingId);
  const payload = { calendar: place, event };
  const gone = (response: string): Written => ({
    outcome: { kind: 'gone', action: 'Delete', payload, response },
  });
  const removed = await calendar.remove(place, event);
  if (removed.kind === 'ok' || removed.kind === 'gone') return gone('deleted');
  if (removed.kind !== 'not_found' && removed.kind !== 'not_shared') {
    return failure(target, item, removed, payload);
  }
  // Nothing is known to be there, and nobody can have written to a calendar that is closed to us.
  if (item.remote === undefined) return gone(removed.kind);
  // A calendar that is not shared any more looks like an event that is not there.
  const entered = await calendar.list(place, { privateProperty: [PROPERTIES.booking, bookingId] });
  if (entered.kind === 'ok' && removed.kind === 'not_found') return gone(removed.kind);
  return failure(target, item, entered.kind === 'ok' ? removed : entered, payload);
}

function failure(
  { clientEmail }: Target,
  item: SyncItem,
  failed: GoogleFailure,
  payload: unknown,
): Written {
  const outcome = failedItem(item, failed, { clientEmail, payload });
  return { outcome, failure: failed };
}

/** For the record: what people see. */
function shown({ summary, description, location, start, end }: OwnDraft) {
  return { summary, description, location, start, end };
}
