import * as z from 'zod';

const sent = z.object({ id: z.string() });
const error = z.object({ name: z.string().default(''), message: z.string().default('') });

/** The id of a mail that was taken. */
export function parseSent(body: unknown): string | undefined {
  const { success, data } = sent.safeParse(body);
  return success ? data.id : undefined;
}

/** The name and the words of an error; empty when the body is none of Resend's. */
export function parseError(body: unknown): { readonly name: string; readonly message: string } {
  const { success, data } = error.safeParse(body);
  return success ? data : { name: '', message: '' };
}
