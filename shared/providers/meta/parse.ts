import * as z from 'zod';

/** `GET /me` of the Graph API: whose account it is. */
export const facebookAccount = z.object({ id: z.string(), name: z.string() });

/** `GET /me/permissions`: what the person granted, of what she was asked for. */
export const granted = z
  .object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) })
  .transform(({ data }) =>
    data.filter(({ status }) => status === 'granted').map(({ permission }) => permission),
  );

/** `GET /me` of Instagram. */
export const instagramAccount = z
  .object({ user_id: z.coerce.string(), username: z.string() })
  .transform(({ user_id, username }) => ({ id: user_id, name: username }));

/** A token that says how long it is good. */
export const longToken = z.object({ access_token: z.string().min(1), expires_in: z.number() });

const short = z.object({
  access_token: z.string().min(1),
  /** A list, or its items with commas between. */
  permissions: z
    .union([z.array(z.string()), z.string().transform((text) => text.split(','))])
    .optional(),
});

/** Instagram's first token, wrapped or not. */
export const shortToken = z.union([
  short,
  z.object({ data: z.tuple([short]) }).transform(({ data: [one] }) => one),
]);
