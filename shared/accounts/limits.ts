import type { Instant } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { type CallLimit, overLimit } from '../platform/lambda/call-limit.ts';

/** Far more than a person mistypes; Cognito's own lock-out comes on top. */
const PER_EMAIL = { name: 'login-email', perMinute: 10 } as const;
/** An office behind one address still signs in. */
const PER_ADDRESS = { name: 'login-ip', perMinute: 30 } as const;
/** A mailbox is not flooded through us; who really lost the mails of an hour waits for the next. */
const MAIL_PER_ADDRESS = { name: 'account-mail', perHour: 10 } as const;

export type TooMany = Refusal<'too_many_attempts'>;

/** Counts an attempt of somebody who has no token against the limits of the e-mail he names and of where he is. */
export function tooManyAttempts(
  { email, sourceIp }: { readonly email?: string; readonly sourceIp: string },
  now: Instant,
): Promise<TooMany | undefined> {
  return over(
    [
      ...(email === undefined ? [] : [[PER_EMAIL, email] as const]),
      [PER_ADDRESS, sourceIp] as const,
    ],
    now,
  );
}

/** Counts a mail that may go to `email`. Counted whether or not one will, so that the limit tells nothing. */
export function tooManyMails(email: string, now: Instant): Promise<TooMany | undefined> {
  return over([[MAIL_PER_ADDRESS, email]], now);
}

/** The refusal of a limit: to wait so many seconds. */
export function tooMany(retry_after: number): TooMany {
  const message = 'Too many attempts. Wait a little and try again.';
  return refuse('too_many_attempts', message, { retry_after });
}

async function over(
  limits: readonly (readonly [CallLimit, string])[],
  now: Instant,
): Promise<TooMany | undefined> {
  const waits = await Promise.all(limits.map(([limit, who]) => overLimit(limit, who, now)));
  const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
  return wait > 0 ? tooMany(wait) : undefined;
}
