import { Temporal } from 'temporal-polyfill';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { Project } from '../../projects/index.ts';
import type {
  BusyReading,
  BusySpan,
  UnmatchedPerson,
  UnreadableEntry,
} from '../busy-times/busy-source.ts';
import { matchPeople } from '../busy-times/match-people.ts';
import type { AltegioRecord } from './api.ts';

type Said = Pick<Extract<BusyReading, { kind: 'read' }>, 'busy' | 'unreadable' | 'unmatched'>;

/** Nobody comes: the client did not. */
const NO_SHOW = -1;

/**
 * When the people of a location have something else to do: with clients or without. What was deleted, is not confirmed
 * or ended as a no-show takes no time. Times are those on the wall of the location; the offset that Altegio writes
 * beside them is wrong around a change of the clocks.
 *
 * @param timeZone of the location
 */
export function busySpans(
  records: readonly AltegioRecord[],
  project: Pick<Project, 'specialists'>,
  timeZone: string,
): Said {
  const specialistOf = matchPeople(project, 'altegio');
  const busy: BusySpan[] = [];
  const unreadable: UnreadableEntry[] = [];
  const unmatched: UnmatchedPerson[] = [];
  for (const { id, staff, wallTime, seconds = 0, ...state } of records) {
    if (state.deleted || state.confirmed === 0 || state.attendance === NO_SHOW) continue;
    const specialistId = specialistOf(staff);
    const begins = wallTime === undefined ? undefined : couldBegin(wallTime, timeZone);
    if (specialistId === undefined) unmatched.push(staff);
    else if (begins === undefined || seconds <= 0) {
      unreadable.push({ specialistId, where: `${staff.name}, № ${id}`, why: 'unclear_record' });
    } else {
      const endsAt = addSeconds(begins.latest, seconds);
      busy.push({ specialistId, startsAt: begins.earliest, endsAt });
    }
  }
  return { busy, unreadable, unmatched };
}

/**
 * The moments that a time on a wall can mean: one, or two in the hour that comes twice when summer ends; both are taken
 * then. A time that the clocks skip is as much later as they skip.
 */
function couldBegin(
  wallTime: string,
  timeZone: string,
): { readonly earliest: Instant; readonly latest: Instant } | undefined {
  try {
    const wall = Temporal.PlainDateTime.from(wallTime.replace(' ', 'T'));
    const at = (disambiguation: 'compatible' | 'later') =>
      new Date(wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds).toISOString();
    return { earliest: at('compatible'), latest: at('later') };
  } catch {
    return undefined;
  }
}
