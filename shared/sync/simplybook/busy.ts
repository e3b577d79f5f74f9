import { getIntegration } from '../../integrations/index.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { ProjectId } from '../../platform/ids.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import { type Connection, type Credentials, getConnection } from '../../projects/index.ts';
import type { BusyQuestion, BusySource } from '../busy-times/busy-source.ts';
import type { Person } from '../busy-times/match-people.ts';
import { outsideCalendar } from '../busy-times/outside-calendar.ts';
import type { TakenTimes } from '../busy-times/spans-of-people.ts';
import { dayOnWall } from '../busy-times/wall-time.ts';
import { readWhole } from '../read-whole.ts';
import type { SimplyBookApi, SimplyBookApiFor, SimplyBookBooking } from './api.ts';
import { takenTimes } from './taken-times.ts';

/** So many appointments are no calendar of one business. */
const MOST_PAGES = 60;

/** What SimplyBook.me is read with. */
export interface SimplyBookOptions {
  readonly api: SimplyBookApiFor;
}

/**
 * Appointments of a company at SimplyBook.me. It knows no cursor of changes, so the span that counts is read as a whole
 * each time: a call for each hundred of them.
 */
export function simplyBookBusySource({ api }: SimplyBookOptions): BusySource {
  return outsideCalendar({
    ...{ slug: 'simplybook', service: 'SimplyBook.me' },
    accountOf: ({ projectId }) => companyOf(projectId),
    explains: ['disconnected'],
    async read({ credentials }, question) {
      const { projectId } = question.project;
      return await readCompany(api({ projectId, ...named(credentials) }), question);
    },
  });
}

/**
 * What the company is asked with, unless it was refused already: nobody signs in with that again and again, which could
 * end with a user who is blocked. Every morning, with the switch and when its owner asks, it is tried anew.
 */
async function companyOf(
  projectId: ProjectId,
): Promise<Connection | Refusal<'credentials_refused'> | undefined> {
  const [connection, integration] = await Promise.all([
    getConnection(projectId, 'simplybook', { consistent: true }),
    getIntegration(projectId, 'simplybook'),
  ]);
  const { trouble } = integration ?? {};
  if (!connection || trouble?.code !== 'credentials_refused') return connection;
  return refuse('credentials_refused', trouble.message);
}

const named = ({ company_login = '', user_login = '', user_api_key = '' }: Credentials) => ({
  ...{ company: company_login, login: user_login, key: user_api_key },
});

async function readCompany(
  calls: SimplyBookApi,
  { project, from, to }: BusyQuestion,
): Promise<AccountResult<TakenTimes>> {
  const zone = await calls.timeZone();
  if (zone.kind !== 'ok') return zone;
  const timeZone = zone.value ?? project.timeZone;
  // What began the evening before may reach into the span.
  const days = { from: dayOnWall(from, timeZone, -1), to: dayOnWall(to, timeZone) };
  const bookings = await readWhole((page) => calls.bookings({ ...days, page }), MOST_PAGES);
  if (bookings.kind !== 'ok') return bookings;
  const names = await namesOf(calls, bookings.value);
  if (names.kind !== 'ok') return names;
  const named = ({ person: { id, name } }: SimplyBookBooking): Person => ({
    ...{ id, name: name ?? names.value.get(id) ?? '' },
  });
  return { kind: 'ok', value: takenTimes(bookings.value, { timeZone, named }) };
}

/** The names of people whom the appointments only number. */
async function namesOf(
  calls: SimplyBookApi,
  bookings: readonly SimplyBookBooking[],
): Promise<AccountResult<ReadonlyMap<string, string>>> {
  if (bookings.every(({ person }) => person.name !== undefined)) {
    return { kind: 'ok', value: new Map() };
  }
  const people = await readWhole((page) => calls.people(page), MOST_PAGES);
  if (people.kind !== 'ok') return people;
  return { kind: 'ok', value: new Map(people.value.map(({ id, name }) => [id, name ?? ''])) };
}
