import * as z from 'zod';

const status = z.enum(['ok', 'degraded']);

/** `GET /`. */
export const rootDocument = z.strictObject({
  name: z.literal('frontdesk'),
  version: z.string(),
  status,
});

/** `GET /health`: 200 also when a part is degraded; `status` and `checks` say so. */
export const healthDocument = z.strictObject({
  status,
  checks: z.record(
    z.string(),
    z.strictObject({
      status: z.enum(['ok', 'degraded', 'not_configured']),
      reason: z.string().optional(),
    }),
  ),
  checkedAt: z.string(),
});
