import * as z from 'zod';

/** What every refusal and fault of the API is answered with; a route's codes stand beside its statuses. */
export const errorDocument = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    /** One clear English sentence for the developer who reads it. */
    message: z.string(),
    /** What is wrong where, what would do instead, how long to wait: by the code. */
    details: z.unknown().optional(),
  }),
});

/** What the gateway in front answers when it refuses by itself. */
export const gatewayError = z.strictObject({ message: z.string() });
