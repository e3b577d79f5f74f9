import { addSeconds } from '../../platform/clock.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import type { BusyQuestion, BusySource } from '../busy-times/busy-source.ts';
import { outsideCalendar } from '../busy-times/outside-calendar.ts';
import type { TakenTimes } from '../busy-times/spans-of-people.ts';
import { readAll } from '../read-all.ts';
import type { SignedInAccountOf } from '../signed-in-account.ts';
import type { CalendlyApi, CalendlyApiFor, CalendlyEvent, CalendlyScope } from './api.ts';

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
  return outsideCalendar({
    ...{ slug: 'calendly', service: 'Calendly', accountOf },
    read: ({ accessToken }, question) => readMeetings(api(accessToken), question),
  });
}

async function readMeetings(
  calls: CalendlyApi,
  { from, to }: BusyQuestion,
): Promise<AccountResult<TakenTimes>> {
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
  return { kind: 'ok', value: { taken: read.value.flatMap(({ hosts }) => hosts), unclear: [] } };
}
