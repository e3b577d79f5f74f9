import * as z from 'zod';

const MESSAGE = 'A zone is an IANA name, such as Europe/Kyiv.';

/** An IANA time zone. An offset (`+02:00`) is none: it knows no summer. */
export const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]/, MESSAGE)
  .refine(isTimeZone, MESSAGE);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
