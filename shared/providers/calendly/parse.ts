import * as z from 'zod';

/** `GET /users/me`: whose account it is. Everything at Calendly is known by its address. */
export const account = z
  .object({ resource: z.object({ uri: z.string(), email: z.string() }) })
  .transform(({ resource: { uri, email } }) => ({ id: uri, name: email }));
