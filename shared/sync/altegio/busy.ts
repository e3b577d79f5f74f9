import { Temporal } from 'temporal-polyfill';
import { getConnection } from '../../projects/index.ts';
import type { BusyQuestion, BusyReading, BusySource } from '../busy-times/busy-source.ts';
import { connectedPlaces } from '../busy-times/connected-places.ts';
import { failedReading } from '../busy-times/failed-reading.ts';
import type { AltegioApi, AltegioApiFor, AltegioFailure } from './api.ts';
import { busySpans } from './busy-spans.ts';
import { readJournal } from './read-journal.ts';

/** A visit may have begun the day before, and two zones seldom have the same date. */
const DAYS_AROUND = 1;

/** What the journal is read with. */
export interface AltegioOptions {
  readonly api: AltegioApiFor;
}

/**
 * The records of a project's location at Altegio, read whole each time, with one call for the location and one for each
 * page: "what changed since" cannot be asked honestly, since nobody knows in which zone Altegio takes the question, and
 * a record that was cancelled is one that is not there any more.
 */
export function altegioBusySource({ api }: AltegioOptions): BusySource {
  return {
    ...connectedPlaces('altegio'),
    async read(question) {
      const { project, now } = question;
      const { projectId } = project;
      const connection = await getConnection(projectId, 'altegio', { consistent: true });
      const { user_token: userToken } = connection?.credentials ?? {};
      if (!connection || userToken === undefined) {
        return { kind: 'failed', why: 'The project is not connected to Altegio.' };
      }
      const locationId = String(connection.settings.location_id).trim();
      const reading = await readLocation(api({ locationId, userToken }), question);
      if (reading.kind === 'read') return reading;
      const { why } = reading;
      const asked = { projectId, slug: 'altegio', service: 'Altegio', now, message: why } as const;
      return await failedReading(asked, ofProject(reading));
    },
  };
}

async function readLocation(
  api: AltegioApi,
  { project, from, to }: BusyQuestion,
): Promise<Extract<BusyReading, { kind: 'read' }> | AltegioFailure> {
  const location = await api.location();
  if (location.kind !== 'ok') return location;
  const { timeZone } = location.value;
  const dayOf = (instant: string, days: number) =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .add({ days })
      .toString();
  const days = { from: dayOf(from, -DAYS_AROUND), to: dayOf(to, DAYS_AROUND) };
  const journal = await readJournal(api, days);
  if (journal.kind !== 'ok') return journal;
  return { kind: 'read', ...busySpans(journal.value, project, timeZone) };
}

/** What is wrong with the installation is no trouble of one project's integration. */
const ofProject = (failure: AltegioFailure) =>
  failure.kind === 'not_installed' ? ({ ...failure, kind: 'refused' } as const) : failure;
