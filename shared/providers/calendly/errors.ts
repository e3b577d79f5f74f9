import * as z from 'zod';

/** Beside the words of RFC 6749, Calendly has none for a grant that is over. */
export const OVER: readonly string[] = [];

const problem = z.object({ title: z.string().optional(), message: z.string().optional() });

/** What an answer that is no success says. */
export function readProblem(body: unknown): string {
  const { title, message } = problem.safeParse(body).data ?? {};
  return [title, message].filter(Boolean).join(': ');
}
