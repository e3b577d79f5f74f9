import * as z from 'zod';
import type { Meeting, Page } from '../../sync/index.ts';

/** `GET /users/me`: whose account it is. */
export const account = z
  .object({ id: z.string(), email: z.string() })
  .transform(({ id, email }) => ({ id, name: email }));

/** Only what is used: what comes with it lets whoever has it begin the meeting as its host. */
const wire = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  topic: z.string().default(''),
  agenda: z.string().default(''),
  start_time: z.iso.datetime({ offset: true }),
  duration: z.number().default(0),
  created_at: z.string().default(''),
  join_url: z.url(),
});

/** A meeting as Zoom answers it. */
export const meeting: z.ZodType<Meeting> = wire.transform(meetingOf);

/** One page of a list. What has no time of its own (a series, a meeting at any time) was not made by us. */
export const page: z.ZodType<Page<Meeting>> = z
  .object({ meetings: z.array(z.unknown()).default([]), next_page_token: z.string().default('') })
  .transform(({ meetings, next_page_token: token }) => ({
    items: meetings.flatMap((one) => wire.safeParse(one).data ?? []).map(meetingOf),
    ...(token === '' ? {} : { next: token }),
  }));

function meetingOf(said: z.output<typeof wire>): Meeting {
  const { id, topic, agenda, duration: minutes, created_at: createdAt, join_url: joinUrl } = said;
  const startsAt = new Date(said.start_time).toISOString();
  return { id, topic, agenda, startsAt, minutes, createdAt, joinUrl };
}

/** An answer in which nothing matters. */
export const nothing = z.unknown().transform(() => undefined);
