import { Temporal } from 'temporal-polyfill';
import { getIntegration, type Integration, markAccepted } from '../../integrations/index.ts';
import type { Instant } from '../../platform/clock.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import { type Credentials, getConnection } from '../../projects/index.ts';
import type { BusyQuestion, BusyReading, BusySource } from '../busy-times/busy-source.ts';
import { connectedPlaces } from '../busy-times/connected-places.ts';
import { failedReading } from '../busy-times/failed-reading.ts';
import { matchPeople, type Person } from '../busy-times/match-people.ts';
import type { SimplyBookApi, SimplyBookApiFor, SimplyBookBooking } from './api.ts';
import { busyTimes } from './busy-times.ts';
import { readPages } from './read-pages.ts';

/** As keys and intervals of the table name it. */
const SIMPLYBOOK = 'simplybook';

/** What SimplyBook.me is read with. */
export interface SimplyBookOptions {
  readonly api: SimplyBookApiFor;
}

/**
 * Appointments of a company at SimplyBook.me. It knows no cursor of changes, so the span that counts is read as a whole
 * each time: a call for each hundred of them.
 */
export function simplyBookBusySource({ api }: SimplyBookOptions): BusySource {
  return {
    ...connectedPlaces(SIMPLYBOOK),
    async read(question) {
      const { project, now } = question;
      const { projectId } = project;
      const [connection, integration] = await Promise.all([
        getConnection(projectId, SIMPLYBOOK, { consistent: true }),
        getIntegration(projectId, SIMPLYBOOK),
      ]);
      if (!connection || !integration) {
        return { kind: 'failed', why: 'The project is not connected to SimplyBook.me.' };
      }
      if (isRefused(integration)) return { kind: 'failed', why: integration.trouble.message };
      const read = await readBusy(api({ projectId, ...named(connection.credentials) }), question);
      if (read.kind === 'ok') {
        // A right that was missing comes back without anybody connecting anew.
        await markAccepted(integration, now);
        return read.value;
      }
      const message = read.kind === 'disconnected' ? { message: read.why } : {};
      const asked = { projectId, slug: SIMPLYBOOK, service: 'SimplyBook.me', now } as const;
      const { connectedAt } = connection;
      return await failedReading({ ...asked, ...message, connectedAt }, read);
    },
  };
}

/**
 * Whether the credentials were refused already: nobody signs in with them again and again, which could end with a user
 * who is blocked. Every morning, with the switch and when its owner asks, they are tried anew.
 */
function isRefused(
  integration: Integration,
): integration is Integration & Required<Pick<Integration, 'trouble'>> {
  return integration.trouble?.code === 'credentials_refused';
}

const named = ({ company_login = '', user_login = '', user_api_key = '' }: Credentials) => ({
  ...{ company: company_login, login: user_login, key: user_api_key },
});

async function readBusy(
  calls: SimplyBookApi,
  { project, from, to }: BusyQuestion,
): Promise<AccountResult<BusyReading>> {
  const zone = await calls.timeZone();
  if (zone.kind !== 'ok') return zone;
  const timeZone = zone.value ?? project.timeZone;
  // What began the evening before may reach into the span.
  const days = { from: dayOf(from, timeZone, -1), to: dayOf(to, timeZone) };
  const bookings = await readPages((page) => calls.bookings({ ...days, page }));
  if (bookings.kind !== 'ok') return bookings;
  const names = await namesOf(calls, bookings.value);
  if (names.kind !== 'ok') return names;
  const named = ({ person: { id, name } }: SimplyBookBooking): Person => ({
    ...{ id, name: name ?? names.value.get(id) ?? '' },
  });
  const view = { timeZone, from, to, named, whoIs: matchPeople(project, SIMPLYBOOK) };
  return { kind: 'ok', value: { kind: 'read', ...busyTimes(bookings.value, view) } };
}

/** The names of people whom the appointments only number. */
async function namesOf(
  calls: SimplyBookApi,
  bookings: readonly SimplyBookBooking[],
): Promise<AccountResult<ReadonlyMap<string, string>>> {
  if (bookings.every(({ person }) => person.name !== undefined)) {
    return { kind: 'ok', value: new Map() };
  }
  const people = await readPages((page) => calls.people(page));
  if (people.kind !== 'ok') return people;
  return { kind: 'ok', value: new Map(people.value.map(({ id, name }) => [id, name ?? ''])) };
}

function dayOf(instant: Instant, timeZone: string, days = 0): string {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  return day.add({ days }).toString();
}
