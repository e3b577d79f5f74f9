import type { Remote, SyncAction, SyncItem, SyncOutcome } from '../destination.ts';
import type { Meeting, ZoomFailure, ZoomResult } from './api.ts';
import { bookingIdOf, fingerprintOf, hasMeeting, isOver, meetingOf } from './meeting.ts';
import { actionOf, failedItem } from './outcome.ts';
import type { Target } from './target.ts';

/** What became of a booking, and the failure that it may share with the next one. */
export interface Written {
  readonly outcome: SyncOutcome;
  readonly failure?: ZoomFailure;
}

/**
 * Sees to it that a booking has its one meeting, or none. Zoom takes no key that makes it harmless to ask twice: so a
 * meeting is only made after the list of all of them says that there is none with the booking's id in its agenda, and
 * of several one stays.
 */
export async function writeMeeting(target: Target, item: SyncItem): Promise<Written> {
  const { booking, remote, remove } = item;
  if (remove || !hasMeeting(booking)) return await removeMeeting(target, item);
  if (isKnown(remote) && booking.meetingUrl !== undefined) {
    const known = await changeKnown(target, item, remote);
    if (known) return known;
  }
  const found = await meetingsOf(target, item);
  if (found.kind !== 'ok') return failed(target, item, found);
  const [first, ...others] = found.value;
  const cleared = await removeAll(target, others);
  if (cleared.kind !== 'ok') return failed(target, item, cleared);
  return first ? await bringRight(target, item, first) : await make(target, item);
}

/** What was written there last is what is remembered. */
const isKnown = (remote: Remote | undefined): remote is Remote =>
  remote !== undefined && remote.fingerprint !== '';

/** @returns `undefined`: it is not there any more */
async function changeKnown(
  target: Target,
  item: SyncItem,
  remote: Remote,
): Promise<Written | undefined> {
  const { booking } = item;
  const { version } = booking;
  const draft = meetingOf(booking);
  const fingerprint = fingerprintOf(draft);
  if (remote.fingerprint === fingerprint || isOver(booking, target.now)) {
    return { outcome: unchanged({ ...remote, version }) };
  }
  const changed = await target.zoom.change(remote.id, draft);
  if (changed.kind === 'gone') return undefined;
  if (changed.kind !== 'ok') return failed(target, item, changed);
  return { outcome: written('Edit', item, { id: remote.id, version, fingerprint }) };
}

/** The meetings of a booking, the one that is to stay first: that of its link, the one remembered, the oldest. */
async function meetingsOf(
  { meetings }: Target,
  { booking, remote }: SyncItem,
): Promise<ZoomResult<readonly Meeting[]>> {
  const all = await meetings();
  if (all.kind !== 'ok') return all;
  const { projectId, bookingId, meetingUrl } = booking;
  const isOurs = (one: Meeting) =>
    one.id === remote?.id || bookingIdOf(one, projectId) === bookingId;
  const rank = ({ id, joinUrl }: Meeting) =>
    joinUrl === meetingUrl ? 0 : id === remote?.id ? 1 : 2;
  const own = all.value
    .filter(isOurs)
    .sort((one, other) => rank(one) - rank(other) || (one.createdAt < other.createdAt ? -1 : 1));
  return { kind: 'ok', value: own };
}

/** A meeting that is there says what it should, and the booking has its link. */
async function bringRight(target: Target, item: SyncItem, meeting: Meeting): Promise<Written> {
  const { booking } = item;
  const { id, joinUrl } = meeting;
  const draft = meetingOf(booking);
  const isRight =
    fingerprintOf(meeting) === fingerprintOf(draft) &&
    bookingIdOf(meeting, booking.projectId) === booking.bookingId;
  const { version } = booking;
  if (isRight || isOver(booking, target.now)) {
    const remote = { id, version, fingerprint: fingerprintOf(meeting) };
    return await withLink(target, item, joinUrl, unchanged(remote, 'found'));
  }
  const changed = await target.zoom.change(id, draft);
  if (changed.kind !== 'ok') return failed(target, item, changed);
  const remote = { id, version, fingerprint: fingerprintOf(draft) };
  return await withLink(target, item, joinUrl, written('Edit', item, remote));
}

async function make(target: Target, item: SyncItem): Promise<Written> {
  const { booking } = item;
  // Whoever wanted to come has come, or not.
  if (isOver(booking, target.now)) return { outcome: gone(item, 'over') };
  const draft = meetingOf(booking);
  const made = await target.zoom.create(draft);
  if (made.kind !== 'ok') return failed(target, item, made);
  const { id, joinUrl } = made.value;
  const remote = { id, version: booking.version, fingerprint: fingerprintOf(draft) };
  return await withLink(target, item, joinUrl, written('Add', item, remote));
}

/** Writes the link down before anything else is noted: whoever comes after a crash finds the meeting and does it. */
async function withLink(
  target: Target,
  item: SyncItem,
  joinUrl: string,
  outcome: Extract<SyncOutcome, { remote: Remote }>,
): Promise<Written> {
  const { booking } = item;
  if (booking.meetingUrl === joinUrl || (await target.keepLink(booking, joinUrl))) {
    return { outcome };
  }
  // Somebody else was faster, and the client may have been told that link.
  const removed = await removeAll(target, [outcome.remote]);
  return removed.kind === 'ok'
    ? { outcome: gone(item, 'another link') }
    : failed(target, item, removed);
}

async function removeMeeting(target: Target, item: SyncItem): Promise<Written> {
  const { remote } = item;
  if (isKnown(remote)) {
    const removed = await removeAll(target, [remote]);
    return removed.kind === 'ok'
      ? { outcome: gone(item, 'deleted') }
      : failed(target, item, removed);
  }
  const found = await meetingsOf(target, item);
  if (found.kind !== 'ok') return failed(target, item, found);
  const removed = await removeAll(target, found.value);
  return removed.kind === 'ok' ? { outcome: gone(item, 'deleted') } : failed(target, item, removed);
}

/** What is not there (any more) is removed. */
export async function removeAll(
  { zoom }: Pick<Target, 'zoom'>,
  meetings: readonly Pick<Meeting, 'id'>[],
): Promise<ZoomResult<undefined>> {
  for (const { id } of meetings) {
    const removed = await zoom.remove(id);
    if (removed.kind !== 'ok' && removed.kind !== 'gone') return removed;
  }
  return { kind: 'ok', value: undefined };
}

function written(
  action: SyncAction,
  { booking }: SyncItem,
  remote: Remote,
): Extract<SyncOutcome, { kind: 'written' | 'already there' }> {
  return { kind: 'written', action, payload: shown(booking), response: remote.id, remote };
}

function unchanged(
  remote: Remote,
  response?: string,
): Extract<SyncOutcome, { kind: 'written' | 'already there' }> {
  const asked = response === undefined ? {} : { response };
  return { kind: 'already there', action: 'Edit', payload: {}, ...asked, remote };
}

const gone = (item: SyncItem, response: string): SyncOutcome => ({
  kind: 'gone',
  action: 'Delete',
  payload: item.remote ? { meeting: item.remote.id } : {},
  response,
});

function failed({ account, connectedAt }: Target, item: SyncItem, failure: ZoomFailure): Written {
  const payload = actionOf(item) === 'Delete' ? {} : shown(item.booking);
  return { outcome: failedItem(item, failure, { account, connectedAt, payload }), failure };
}

/** For the record: what people see. Never a link. */
function shown(booking: SyncItem['booking']) {
  const { topic, startsAt, minutes } = meetingOf(booking);
  return { topic, startsAt, minutes };
}
