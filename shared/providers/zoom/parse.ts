import * as z from 'zod';

/** `GET /users/me`: whose account it is. */
export const account = z
  .object({ id: z.string(), email: z.string() })
  .transform(({ id, email }) => ({ id, name: email }));
