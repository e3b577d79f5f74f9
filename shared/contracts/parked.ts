import * as z from 'zod';

const parkedId = z.string().regex(/^\d{13}-[0-9A-Z]{12}$/, 'Not the id of a parked item.');

/** The path of one parked item. */
export const parkedPath = z.object({ project_id: z.string(), parked_id: parkedId });

/** `GET /projects/{project_id}/parked`: newest first. */
export const parkedQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: parkedId.optional(),
});

const summary = {
  parked_id: z.string(),
  /** Where it lay when it was given up. */
  queue: z.enum([
    'turn',
    'arrange',
    'client-notification',
    'reception-notification',
    'specialist-notification',
    'mail',
    'reminder',
    'expiry',
    'archive',
    'bot-update',
    'sync',
    'upkeep',
    'changes',
    'skipped-changes',
  ]),
  status: z.enum(['waiting', 'replayed']),
  sent_at: z.string(),
  parked_at: z.string(),
  replayed_at: z.string().optional(),
  replayed_by: z.string().optional(),
};

/** A parked item in a list. */
export const parkedSummary = z.strictObject(summary);

/** A parked item with its body: JSON as it lay in the queue, or the text when it is not JSON. */
export const parkedDocument = z.strictObject({ ...summary, body: z.unknown() });

/** A page of parked items; `cursor` asks for the next one. */
export const parkedList = z.strictObject({
  parked: z.array(parkedSummary),
  cursor: z.string().optional(),
});

export type ParkedQuery = z.output<typeof parkedQuery>;
export type ParkedSummary = z.output<typeof parkedSummary>;
export type ParkedDocument = z.output<typeof parkedDocument>;
export type ParkedList = z.output<typeof parkedList>;
