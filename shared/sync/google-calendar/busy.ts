import { googleConnection } from '../../projects/index.ts';
import type { BusySource } from '../busy-times/busy-source.ts';
import { unanswered } from '../busy-times/failed-reading.ts';
import type { GoogleFailure, GoogleResult } from '../google-result.ts';
import type { CalendarApi, CalendarEvent } from './api.ts';
import { busySpans, isOurs } from './busy-spans.ts';
import type { CalendarOptions } from './destination.ts';
import { PROPERTIES } from './event.ts';
import { heedPeople, type PeoplePorts } from './heed-people.ts';
import { sentenceOf } from './outcome.ts';
import { calendarPlaces } from './places.ts';
import { readPages } from './read-pages.ts';

/** What a calendar is read with. */
export interface CalendarSourceOptions extends Pick<CalendarOptions, 'api' | 'connectionOf'> {
  /** How people's changes of our own events are followed. */
  readonly people: PeoplePorts;
}

/** In the place of a token: such a calendar is read as a whole each time, and asked for a token once a day. */
const TOO_LARGE = 'too large for a token';

/**
 * Other people's events in the calendars of specialists. One call says that nothing has changed; else the span that
 * matters is read as a whole, since a change of a series says little of its occurrences.
 */
export function calendarBusySource({
  api,
  connectionOf = googleConnection,
  people,
}: CalendarSourceOptions): BusySource {
  return {
    ...calendarPlaces,
    async read({ project, place, from, to, now, cursor, since = cursor }) {
      const account = await connectionOf(project);
      if (!account) return { kind: 'failed', why: 'The project has no account at Google.' };
      const { calendar } = api(account);
      const failed = (failure: GoogleFailure) =>
        unanswered(failure, sentenceOf(failure, account.clientEmail));
      const asksAnew = since === TOO_LARGE && cursor === undefined;
      const news = await newsSince(calendar, place, asksAnew ? undefined : since);
      if (news.kind !== 'ok') return failed(news);
      const { changed, token, isWhole } = news.value;
      const own = changed.filter((event) => isOurs(event, project));
      await heedPeople(project, place, own, { ...people, now });
      const next = token === undefined ? {} : { cursor: token };
      // Of a deleted event nothing says whose it was: it may have been a booking of somebody else.
      const isOwnDoing = changed.every(
        (event) => isOurs(event, project) && PROPERTIES.project in event.privateProperties,
      );
      if (cursor !== undefined && isWhole && isOwnDoing) return { kind: 'unchanged', ...next };
      const window = await readPages(calendar, place, { timeMin: from, timeMax: to });
      if (window.kind !== 'ok') return failed(window);
      const { events, timeZone } = window.value;
      const busy = busySpans(events, project, { place, timeZone });
      return { kind: 'read', busy, unreadable: [], ...next };
    },
  };
}

/** What changed since somebody asked last. */
interface News {
  readonly changed: readonly CalendarEvent[];
  /** It is all that did; else nothing is known of what was before. */
  readonly isWhole: boolean;
  /** Names this moment. */
  readonly token?: string;
}

async function newsSince(
  calendar: CalendarApi,
  place: string,
  syncToken: string | undefined,
): Promise<GoogleResult<News>> {
  const nothing = { changed: [], isWhole: false } as const;
  const tooLarge = { kind: 'ok', value: { ...nothing, token: TOO_LARGE } } as const;
  if (syncToken === TOO_LARGE) return tooLarge;
  if (syncToken !== undefined) {
    const changes = await readPages(calendar, place, { syncToken });
    if (changes.kind === 'ok') {
      const { events: changed, syncToken: token = syncToken } = changes.value;
      return { kind: 'ok', value: { changed, isWhole: true, token } };
    }
    // A token that Google does not take is no better than one that it forgot.
    if (changes.kind !== 'sync_token_expired' && changes.kind !== 'refused') return changes;
  }
  // Only a list of everything ends with a token. What matters of it is read after it, and so no change is missed.
  const all = await readPages(calendar, place, {});
  if (all.kind === 'refused') return tooLarge;
  if (all.kind !== 'ok') return all;
  const { syncToken: token } = all.value;
  return { kind: 'ok', value: { ...nothing, ...(token === undefined ? {} : { token }) } };
}
