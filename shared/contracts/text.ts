import * as z from 'zod';

/** A letter, digit, sign or picture: something a person can see. */
const VISIBLE = /[^\p{C}\p{Z}]/u;
const CONTROL = /\p{Cc}/u;
/** Turns the direction of what is around it, so that a text reads as another. No name in any script needs it. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/u;

/**
 * A name people read (a specialist, a service, a business) in any script: trimmed, Unicode NFC, 1–100 characters, one
 * line, not invisible. Two spellings of the same letters are one name.
 */
export const nameText = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'A name is needed.')
  .max(100, 'A name has at most 100 characters.')
  .refine((text) => !CONTROL.test(text), 'A name is one line of text.')
  .refine((text) => !TURNING.test(text), 'A name does not turn the direction of text.')
  .refine((text) => text === '' || VISIBLE.test(text), 'A name needs a visible character.');

/**
 * Reports every entry of a list whose name stands there already.
 *
 * @param field where the name is within an entry; the problem is reported there
 */
export function refuseRepeated<Entry>(
  read: (entry: Entry) => string | undefined,
  field: string,
): (entries: readonly Entry[], context: z.RefinementCtx) => void {
  return (entries, context) => {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const value = read(entry);
      if (value === undefined) continue;
      if (seen.has(value)) {
        context.addIssue({ code: 'custom', path: [index, field], message: 'This is there twice.' });
      }
      seen.add(value);
    }
  };
}
