import type { Meeting, ZoomApi, ZoomResult } from './api.ts';

/** So many meetings are no diary of one person. */
const MOST_PAGES = 40;

/** All scheduled meetings of an account. */
export async function readMeetings(zoom: ZoomApi): Promise<ZoomResult<readonly Meeting[]>> {
  const meetings: Meeting[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await zoom.list(pageToken);
    if (page.kind !== 'ok') return page;
    meetings.push(...page.value.meetings);
    pageToken = page.value.nextPageToken;
    if (pageToken === undefined) return { kind: 'ok', value: meetings };
  }
  return { kind: 'refused', why: `the account has more than ${MOST_PAGES} pages of meetings` };
}
