import { type Refusal, refuse } from '../platform/errors.ts';
import type { PoolUser } from './find-user.ts';
import type { TooMany } from './limits.ts';
import { signIn } from './log-in.ts';
import type { Pool } from './pool.ts';

/** Asks for a signed-in person's password once more: a token left open on a desk changes nothing that matters. */
export async function wrongPassword(
  pool: Pool,
  { email }: Pick<PoolUser, 'email'>,
  password: string,
): Promise<Refusal<'wrong_password'> | TooMany | undefined> {
  const session = await signIn(pool, email, password);
  if (!('refused' in session)) return undefined;
  if (session.refused === 'too_many_attempts') return session as TooMany;
  return refuse('wrong_password', 'This is not the password of the account.');
}
