import * as z from 'zod';

const queue = {
  /** The clients' messages that no answer lists yet. */
  waiting: z.int(),
  /** Age of the oldest of them; 0 when nothing waits. */
  oldest_seconds: z.number(),
  /** Given-up work that nobody replayed yet. */
  parked: z.int(),
};

/**
 * `GET /projects/{project_id}/queue`. It looks at the last two hours (by then a message is answered or parked) and at
 * most 1,000 messages of 100 conversations; `complete: false` says that there were more, so the figures are at least
 * that.
 */
export const queueDocument = z.strictObject({ ...queue, complete: z.boolean() });

/** `GET /projects/{project_id}/stats`: this project's totals, at most a minute old. */
export const statsDocument = z.strictObject({
  /** The clients' messages that were received: answered ones and those that wait. */
  total_messages: z.int(),
  /** Bookings that stand and are not over. */
  active_bookings: z.int(),
  /** Clients who wrote and got an answer; one who writes in two messengers counts twice. */
  engaged_clients: z.int(),
  queue: z.strictObject(queue),
  archive: z.strictObject({
    /** Silences after which a conversation was compressed. */
    archived: z.int(),
  }),
});

export type QueueDocument = z.output<typeof queueDocument>;
export type StatsDocument = z.output<typeof statsDocument>;
