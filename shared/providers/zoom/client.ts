import type * as z from 'zod';
import { accountCalls } from '../../platform/oauth/index.ts';
import type { MeetingDraft, ZoomApiFor, ZoomFailure, ZoomResult } from '../../sync/index.ts';
import { judge, readProblem } from './errors.ts';
import { api } from './hosts.ts';
import { meeting, nothing, page } from './parse.ts';

const PAGE_MEETINGS = '300';
const SCHEDULED = 2;

/** Zones that Zoom knows under the name of before. */
const OLDER_NAMES: Readonly<Record<string, string>> = { 'Europe/Kyiv': 'Europe/Kiev' };

/** Of a refusal: it was the zone that Zoom did not know. */
const UNKNOWN_ZONE = /time_?zone/i;

/** Nobody comes in before the host, and never into the room in which she meets others. */
const SETTINGS = { waiting_room: true, join_before_host: false, use_pmi: false } as const;

/** The meetings of a person who signed in at Zoom. */
export const zoom: ZoomApiFor = (accessToken) => {
  const call = accountCalls<Extract<ZoomFailure, { kind: 'gone' }>>(accessToken, {
    readProblem,
    judge,
  });
  const write = <Value>(
    { method, path }: { readonly method: 'POST' | 'PATCH'; readonly path: string },
    draft: MeetingDraft,
    settings: object,
    schema: z.ZodType<Value>,
  ): Promise<ZoomResult<Value>> =>
    withKnownZone(draft, (zone) =>
      call({ method, url: api(path), body: { ...wire(draft), ...zone, ...settings } }, schema),
    );
  return {
    create: (draft) =>
      write(
        { method: 'POST', path: '/v2/users/me/meetings' },
        draft,
        { type: SCHEDULED, settings: SETTINGS },
        meeting,
      ),
    change: (id, draft) =>
      write(
        { method: 'PATCH', path: `/v2/meetings/${encodeURIComponent(id)}` },
        draft,
        {},
        nothing,
      ),
    remove: (id) =>
      call({ method: 'DELETE', url: api(`/v2/meetings/${encodeURIComponent(id)}`) }, nothing),
    async list(next) {
      const query = { type: 'scheduled', page_size: PAGE_MEETINGS, next_page_token: next };
      const found = await call({ method: 'GET', url: api('/v2/users/me/meetings'), query }, page);
      return found.kind === 'gone' ? { kind: 'refused', why: found.why } : found;
    },
  };
};

/** The moment itself needs no zone; one that Zoom does not know is left out. */
async function withKnownZone<Value>(
  { timeZone }: MeetingDraft,
  ask: (zone: { readonly timezone?: string }) => Promise<ZoomResult<Value>>,
): Promise<ZoomResult<Value>> {
  const done = await ask({ timezone: OLDER_NAMES[timeZone] ?? timeZone });
  return done.kind === 'refused' && UNKNOWN_ZONE.test(done.why) ? await ask({}) : done;
}

const wire = ({ topic, agenda, startsAt, minutes }: MeetingDraft): object => ({
  topic,
  agenda,
  // No fractions of a second.
  start_time: startsAt.replace(/\.\d+Z$/, 'Z'),
  duration: minutes,
});
