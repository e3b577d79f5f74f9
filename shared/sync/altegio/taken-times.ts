import { addSeconds } from '../../platform/clock.ts';
import type { TakenByPerson, TakenTimes, UnclearEntry } from '../busy-times/spans-of-people.ts';
import { instantOnWall } from '../busy-times/wall-time.ts';
import type { AltegioRecord } from './api.ts';

/** Nobody comes: the client did not. */
const NO_SHOW = -1;

/**
 * The time that records take, with clients or without. What was deleted, is not confirmed or ended as a no-show takes
 * none. Times are those on the wall of the location; the offset that Altegio writes beside them is wrong around a change
 * of the clocks. In the hour that comes twice a record takes all that could be meant; a time that the clocks skip is as
 * much later as they skip.
 *
 * @param timeZone of the location
 */
export function takenTimes(records: readonly AltegioRecord[], timeZone: string): TakenTimes {
  const taken: TakenByPerson[] = [];
  const unclear: UnclearEntry[] = [];
  for (const { id, staff: person, wallTime = '', seconds = 0, ...state } of records) {
    if (state.deleted || state.confirmed === 0 || state.attendance === NO_SHOW) continue;
    const startsAt = instantOnWall(wallTime, timeZone, 'compatible');
    const latest = instantOnWall(wallTime, timeZone, 'later');
    if (startsAt === undefined || latest === undefined || seconds <= 0) {
      unclear.push({ person, where: `${person.name}, № ${id}`, why: 'unclear_record' });
    } else {
      taken.push({ person, startsAt, endsAt: addSeconds(latest, seconds) });
    }
  }
  return { taken, unclear };
}
