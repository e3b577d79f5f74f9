import { addSeconds } from '../../platform/clock.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import type { BusyQuestion, BusyReading, BusySource } from '../busy-times/busy-source.ts';
import { connectedPlaces } from '../busy-times/connected-places.ts';
import { failedReading } from '../busy-times/failed-reading.ts';
import { matchPeople } from '../busy-times/match-people.ts';
import { spansOfPeople } from '../busy-times/spans-of-people.ts';
import { readAll } from '../read-all.ts';
import type { SignedInAccountOf } from '../signed-in-account.ts';
import type { CalendlyApi, CalendlyApiFor, CalendlyEvent, CalendlyScope } from './api.ts';

/** As keys and intervals of the table name it. */
const CALENDLY = 'calendly';
/** What began before the span may reach into it, as what is kept free before what begins behind it. */
const AROUND_SECONDS = 86_400;

/** What Calendly is read with. */
export interface CalendlyOptions {
  readonly api: CalendlyApiFor;
  readonly accountOf: SignedInAccountOf;
}

/**
 * Meetings that people booked at Calendly: with everybody of the organization when an owner or administrator of it
 * signed in, else her own. Calendly knows no cursor of changes, so the span that counts is read as a whole each time.
 */
export function calendlyBusySource({ api, accountOf }: CalendlyOptions): BusySource {
  return {
    ...connectedPlaces(CALENDLY),
    async read(question) {
      const { project, now } = question;
      const account = await accountOf(project);
      if (!account) return { kind: 'failed', why: 'Nobody is signed in at Calendly.' };
      const read = await readBusy(api(account.accessToken), question);
      if (read.kind === 'ok') return read.value;
      const { projectId } = project;
      return failedReading({ projectId, slug: CALENDLY, service: 'Calendly', now }, read);
    },
  };
}

async function readBusy(
  calls: CalendlyApi,
  { project, from, to }: BusyQuestion,
): Promise<AccountResult<BusyReading>> {
  const me = await calls.me();
  if (me.kind !== 'ok') return me;
  const { organization, user } = me.value;
  const events = (of: CalendlyScope): Promise<AccountResult<readonly CalendlyEvent[]>> =>
    readAll((next) =>
      calls.events({
        ...{ of, from: addSeconds(from, -AROUND_SECONDS), to: addSeconds(to, AROUND_SECONDS) },
        ...(next === undefined ? {} : { next }),
      }),
    );
  const all = await events(organization === undefined ? { user } : { organization });
  // Only who runs an organization sees what its others have.
  const isHers = all.kind === 'forbidden' && organization !== undefined;
  const read = isHers ? await events({ user }) : all;
  if (read.kind !== 'ok') return read;
  const taken = read.value
    .flatMap(({ hosts }) => hosts)
    .filter(({ startsAt, endsAt }) => startsAt < to && from < endsAt);
  return {
    kind: 'ok',
    value: {
      kind: 'read',
      unreadable: [],
      ...spansOfPeople(taken, matchPeople(project, CALENDLY)),
    },
  };
}
