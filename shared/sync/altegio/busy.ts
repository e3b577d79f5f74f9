import type { AccountResult } from '../../platform/oauth/index.ts';
import { getConnection } from '../../projects/index.ts';
import type { BusyQuestion, BusySource } from '../busy-times/busy-source.ts';
import { outsideCalendar } from '../busy-times/outside-calendar.ts';
import type { TakenTimes } from '../busy-times/spans-of-people.ts';
import { dayOnWall } from '../busy-times/wall-time.ts';
import { readWhole } from '../read-whole.ts';
import type { AltegioApi, AltegioApiFor, AltegioFailure } from './api.ts';
import { takenTimes } from './taken-times.ts';

/** A visit may have begun the day before, and two zones seldom have the same date. */
const DAYS_AROUND = 1;
/** More than a location has of one season, however short its pages; each is a call of a limit that all projects share. */
const MOST_PAGES = 40;

/** What Altegio is read with. */
export interface AltegioOptions {
  readonly api: AltegioApiFor;
}

/**
 * The records of a project's location at Altegio, with one call for the location and one for each page: "what changed
 * since" cannot be asked honestly, since nobody knows in which zone Altegio takes the question, and a record that was
 * cancelled is one that is not there any more.
 */
export function altegioBusySource({ api }: AltegioOptions): BusySource {
  return outsideCalendar({
    ...{ slug: 'altegio', service: 'Altegio' },
    accountOf: ({ projectId }) => getConnection(projectId, 'altegio', { consistent: true }),
    explains: ['disconnected', 'forbidden'],
    async read({ credentials: { user_token: userToken = '' }, settings }, question) {
      const locationId = String(settings.location_id).trim();
      const read = await readLocation(api({ locationId, userToken }), question);
      // What is wrong with the installation is no trouble of one project's integration.
      return read.kind === 'not_installed' ? { kind: 'refused', why: read.why } : read;
    },
  });
}

async function readLocation(
  calls: AltegioApi,
  { from, to }: BusyQuestion,
): Promise<AccountResult<TakenTimes, AltegioFailure>> {
  const location = await calls.location();
  if (location.kind !== 'ok') return location;
  const { timeZone } = location.value;
  const days = {
    from: dayOnWall(from, timeZone, -DAYS_AROUND),
    to: dayOnWall(to, timeZone, DAYS_AROUND),
  };
  const records = await readWhole((page) => calls.records({ ...days, page }), MOST_PAGES);
  if (records.kind !== 'ok') return records;
  return { kind: 'ok', value: takenTimes(records.value, timeZone) };
}
