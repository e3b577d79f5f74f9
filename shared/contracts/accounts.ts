import * as z from 'zod';

/** `POST /api/accounts/login`. */
export const credentials = z.strictObject({
  email: z.string().trim().max(128).pipe(z.email('An e-mail address is needed.')),
  password: z.string().min(1).max(256),
});

/** What a sign-in answers. The id token goes into `Authorization: Bearer`. */
export const sessionDocument = z.strictObject({
  idToken: z.string(),
  refreshToken: z.string(),
  /** Seconds until the id token ends. */
  expiresIn: z.int(),
});
