import * as z from 'zod';

/** `GET /v2/merchants/me`: whose account it is. */
export const account = z
  .object({ merchant: z.object({ id: z.string(), business_name: z.string().optional() }) })
  .transform(({ merchant: { id, business_name } }) => ({ id, name: business_name ?? id }));
