import * as z from 'zod';

/** The path of a sign-in: the slug of the integration type. */
export const signInPath = z.object({ slug: z.string().min(1).max(50) });

/**
 * Where the owner has to go, and until when: a page of ours, to be opened in her own browser, which says what she is about
 * to do and leads to the provider.
 */
export const signInDocument = z.strictObject({
  authorize_url: z.url(),
  expires_at: z.string(),
});

const handedOn = z.string().max(4096).optional();

/** What our own page between start and provider is asked with. */
export const consentQuery = z.object({ state: handedOn, proof: handedOn });

/** The path of a callback: the provider who sends a person back. */
export const callbackPath = z.object({ provider: z.string().min(1).max(50) });

/** What the provider hands back. Some add more, which does not matter. */
export const callbackQuery = z.object({ state: handedOn, code: handedOn, error: handedOn });

export type SignInDocument = z.output<typeof signInDocument>;
