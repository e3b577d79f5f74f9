import * as z from 'zod';

/** The path of a sign-in: the slug of the integration type. */
export const signInPath = z.object({ slug: z.string().min(1).max(50) });

/** Where the owner has to go, and until when. */
export const signInDocument = z.strictObject({
  authorize_url: z.url(),
  expires_at: z.string(),
});

/** The path of a callback: the provider who sends a person back. */
export const callbackPath = z.object({ provider: z.string().min(1).max(50) });

const handedBack = z.string().max(4096).optional();

/** What the provider hands back. Some add more, which does not matter. */
export const callbackQuery = z.object({ state: handedBack, code: handedBack, error: handedBack });

export type SignInDocument = z.output<typeof signInDocument>;
