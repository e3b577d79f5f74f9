import type { GoogleResult } from '../google-result.ts';
import type { CalendarApi, CalendarEvent, EventQuery } from './api.ts';

/** All events of a question, whole. */
export interface Listed {
  readonly events: readonly CalendarEvent[];
  /** The zone of the calendar. */
  readonly timeZone: string;
  /** Names this moment; absent when Google gives none for such a question. */
  readonly syncToken?: string;
}

/** So many events are no calendar of a person's work. */
const MOST_PAGES = 40;

/** Reads a list of events to its end; pages may be empty in between. */
export async function readPages(
  calendar: CalendarApi,
  place: string,
  query: EventQuery,
): Promise<GoogleResult<Listed>> {
  const events: CalendarEvent[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await calendar.list(
      place,
      pageToken === undefined ? query : { ...query, pageToken },
    );
    if (page.kind !== 'ok') return page;
    const { timeZone, nextPageToken, nextSyncToken: syncToken } = page.value;
    events.push(...page.value.events);
    if (nextPageToken === undefined) {
      return {
        kind: 'ok',
        value: { events, timeZone, ...(syncToken === undefined ? {} : { syncToken }) },
      };
    }
    pageToken = nextPageToken;
  }
  return { kind: 'refused', why: `the calendar has more than ${MOST_PAGES} pages of events` };
}
