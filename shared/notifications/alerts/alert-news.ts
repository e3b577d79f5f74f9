import * as z from 'zod';
import { ALERT_KINDS, type StoredAlert } from '../../conversations/index.ts';
import { projectIdSchema } from '../../platform/id-schemas.ts';
import { audienceOf } from './audience.ts';

const about = {
  projectId: projectIdSchema,
  kind: z.enum(ALERT_KINDS),
  subject: z.string(),
  /** The alert's own `since` when it became news. */
  since: z.iso.datetime(),
  /** Which news of it: its text may change while it goes on. */
  newsId: z.string(),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
};

/** An alert that reception is told of; with `recipient` it is for this chat alone, since the others have it. */
export const alertNewsSchema = z.object({
  ...about,
  news: z.literal('alert'),
  recipient: z.int().optional(),
});
export type AlertNews = z.output<typeof alertNewsSchema>;

/** An alert that owners are mailed. */
export const alertMailSchema = z.object({ ...about, mail: z.literal('alert') });
export type AlertMail = z.output<typeof alertMailSchema>;

/**
 * What a written alert is news of to reception: that it began, anew or for the first time, or that there is something
 * else to look at. That it was met once more is none.
 */
export function alertForReception(
  row: StoredAlert,
  old: StoredAlert | undefined,
): AlertNews | undefined {
  if (!isNews(row, old) || audienceOf(row).reception === undefined) return undefined;
  return { news: 'alert', ...newsOf(row) };
}

/** The same for the owners. */
export function alertForOwners(
  row: StoredAlert,
  old: StoredAlert | undefined,
): AlertMail | undefined {
  if (!isNews(row, old) || audienceOf(row).owners === undefined) return undefined;
  return { mail: 'alert', ...newsOf(row) };
}

function isNews(row: StoredAlert, old: StoredAlert | undefined): boolean {
  return row.since !== old?.since || row.text !== old.text;
}

function newsOf({ projectId, kind, subject, since, lastAt }: StoredAlert) {
  return { projectId, kind, subject, since, newsId: lastAt, attempt: 0 };
}
