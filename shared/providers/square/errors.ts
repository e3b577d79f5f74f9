import * as z from 'zod';

/** Codes by which Square says that a grant is over. */
export const OVER = ['ACCESS_TOKEN_EXPIRED', 'ACCESS_TOKEN_REVOKED'] as const;

const problem = z.object({
  errors: z.array(
    z.object({ code: z.string().optional(), detail: z.string().optional() }).catch({}),
  ),
});

/** What an answer that is no success says. */
export function readProblem(body: unknown): string {
  const [first] = problem.safeParse(body).data?.errors ?? [];
  return [first?.code, first?.detail].filter(Boolean).join(': ');
}
