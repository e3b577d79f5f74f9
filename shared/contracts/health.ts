import * as z from 'zod';

const status = z.enum(['ok', 'degraded']);

/** `GET /`. */
export const rootDocument = z.strictObject({
  name: z.literal('frontdesk'),
  version: z.string(),
  status,
});

const check = z.strictObject({
  status: z.enum(['ok', 'degraded', 'not_configured']),
  reason: z.string().optional(),
});

/** `GET /health`: 200 also when a part is degraded; `status` and `checks` say so. Sheets may be left unconnected. */
export const healthDocument = z.strictObject({
  status,
  checks: z.strictObject({ table: check, queue: check, claude: check, sheets: check }),
  checkedAt: z.string(),
});
