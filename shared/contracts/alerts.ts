import * as z from 'zod';

/** `GET /projects/{project_id}/alerts`. */
export const alertsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: z.string().max(200).optional(),
});

/** Something that people of the project have or had to look at: one for as long as it goes on. */
const alertDocument = z.strictObject({
  id: z.string(),
  /** Such as `integration_attention`, `quota_close`, `written_when_closed`. */
  kind: z.string(),
  /** What it is about (a conversation, an integration, a place, a month), `null`: the whole project. */
  subject: z.string().nullable(),
  /** One line, and what it means, in the project's language. */
  title: z.string(),
  text: z.string(),
  since: z.string(),
  /** When it was met last. */
  last_at: z.string(),
  /** How often it was met. */
  count: z.int(),
});

/** A page of alerts, those that were met last first; `cursor` asks for the next one. */
export const alertList = z.strictObject({
  alerts: z.array(alertDocument),
  cursor: z.string().optional(),
});

export type AlertsQuery = z.output<typeof alertsQuery>;
export type AlertList = z.output<typeof alertList>;
