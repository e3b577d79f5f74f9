import * as z from 'zod';

/** `POST /api/accounts/login`. Answered with `{ idToken, refreshToken, expiresIn }`. */
export const credentials = z.strictObject({
  email: z.string().trim().max(128).pipe(z.email('An e-mail address is needed.')),
  password: z.string().min(1).max(256),
});
