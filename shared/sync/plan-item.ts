import { type Booking, getBooking } from '../bookings/index.ts';
import { secondsBetween } from '../platform/clock.ts';
import type { Project } from '../projects/index.ts';
import type { Destination, Remote } from './destination.ts';
import type { Mark } from './mark.ts';
import { getState, type SyncState } from './state.ts';

/** How long after a person's edit at the destination its automation may still be on the way to us. */
const AUTOMATION_SECONDS = 15;

/** A marked booking as it stands, with what is known of its place. */
interface Known {
  readonly mark: Mark;
  readonly booking: Booking;
  readonly state: SyncState | undefined;
}

/** What is to be done about a marked booking. */
export type Plan =
  /** The project has no such booking, and what carries its id is to go. */
  | { readonly kind: 'stray'; readonly mark: Mark }
  /** Nothing: it is there, it came from there, or it belongs nowhere. `heard`: what came from there is to be noted. */
  | { readonly kind: 'nothing'; readonly mark: Mark; readonly heard?: SyncState }
  | ({
      readonly kind: 'write';
      readonly place: string;
      readonly remote?: Remote;
      /** It is taken out of `place` instead. */
      readonly remove?: true;
      /** Other places of the project that show it, perhaps: it is taken out there first. */
      readonly leaves: readonly string[];
    } & Known);

/**
 * Decides on a marked booking by what it is now. Read after the mark, so it is at least what was marked.
 *
 * @param distrust what was written there before may not have been what is remembered: a worker died
 */
export async function planItem(
  destination: Destination,
  project: Project,
  mark: Mark,
  distrust: boolean,
): Promise<Plan> {
  const { projectId, bookingId } = mark;
  const [booking, state] = await Promise.all([
    getBooking(projectId, bookingId),
    getState(projectId, destination.name, bookingId),
  ]);
  if (!booking) return { kind: mark.wish?.action === 'Remove' ? 'stray' : 'nothing', mark };
  const known: Known = { mark, booking, state };
  const place = await destination.placeOf(project, booking);
  const asked = mark.wish?.action === 'Write';
  const unsure = distrust || mark.attempts > 0 || state?.unsure === true;
  const leaves = await placesToLeave(destination, project, known, place, unsure || asked);
  if (place === undefined) {
    const [last, ...others] = leaves;
    if (last === undefined) return { kind: 'nothing', mark };
    return { kind: 'write', ...known, place: last, leaves: others, remove: true };
  }
  const shown = state?.place === place ? state.remote : undefined;
  if (mark.wish?.action === 'Remove' && mark.wish.version === booking.version) {
    return {
      kind: 'write',
      ...known,
      place,
      leaves,
      ...(shown ? { remote: shown } : {}),
      remove: true,
    };
  }
  const isDone = !state?.unsure && state?.remote?.unfinished === undefined;
  if (!asked && isDone && state?.place === place && state.version === booking.version) {
    return { kind: 'nothing', mark };
  }
  if (!asked && !unsure && shown && state && cameFromThere(destination, booking, state)) {
    // What a person typed there was not written by us, so it has no fingerprint of ours.
    const remote = { ...shown, version: booking.version, fingerprint: '' };
    return { kind: 'nothing', mark, heard: { ...state, version: booking.version, remote } };
  }
  const remote = shown && (asked || unsure) ? doubted(shown) : shown;
  return {
    kind: 'write',
    ...known,
    place,
    leaves,
    ...(remote ? { remote } : {}),
  };
}

const doubted = ({ fingerprint, ...shown }: Remote): Remote => ({
  ...shown,
  fingerprint: '',
  ...(fingerprint === '' ? {} : { doubted: fingerprint }),
});

/**
 * Whether this version is what a person did at the destination itself, and nothing of ours can have covered it since:
 * then it is there already, and writing it would be an echo.
 */
function cameFromThere({ name }: Destination, booking: Booking, state: SyncState): boolean {
  const { actor, updatedAt, version } = booking;
  return (
    actor.kind === 'sync' &&
    actor.id === name &&
    state.version === version - 1 &&
    secondsBetween(state.writtenAt, updatedAt) > AUTOMATION_SECONDS
  );
}

/**
 * The places of the project, other than its own, in which a booking is to be looked for: where it was last; in doubt
 * all of them, since a try whose answer was lost may have put it wherever it belonged then.
 */
async function placesToLeave(
  destination: Destination,
  project: Project,
  { state }: Known,
  place: string | undefined,
  unsure: boolean,
): Promise<string[]> {
  const last = state?.remote && state.place !== place ? state.place : undefined;
  if (last === undefined && !unsure) return [];
  const others = (await destination.places(project)).filter((one) => one !== place);
  return unsure ? others : others.filter((one) => one === last);
}
