import { createHash, randomBytes } from 'node:crypto';

/** A value that only the parser of its kind can make, so that a raw string never becomes a key. */
type Branded<Name extends string> = string & { readonly __brand: Name };

/** The tenant. Every key of the table takes one (law 4). */
export type ProjectId = Branded<'ProjectId'>;
export type SpecialistId = Branded<'SpecialistId'>;
export type ServiceId = Branded<'ServiceId'>;
export type ClientId = Branded<'ClientId'>;
export type ConversationId = Branded<'ConversationId'>;
export type MessageId = Branded<'MessageId'>;
export type TurnId = Branded<'TurnId'>;
export type BookingId = Branded<'BookingId'>;
export type UserId = Branded<'UserId'>;

/** Lower-case letters, digits, `_` and `-`, 2–63 characters: safe in a path, a key and a queue's group id. */
const PROJECT_ID = /^[a-z0-9][a-z0-9_-]{1,62}$/;

/** The project id in `value`, or `undefined` when it is not one. */
export function parseProjectId(value: unknown): ProjectId | undefined {
  return typeof value === 'string' && PROJECT_ID.test(value) ? (value as ProjectId) : undefined;
}

/** Crockford's base 32 without I, L, O and U: no two letters that a person could mistake when reading a code aloud. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function crockford(bytes: Uint8Array, length: number): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += CROCKFORD.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/**
 * A short id that is a pure function of its parts: the same parts always give the same id, and parts never run
 * into each other (`['a','bc']` and `['ab','c']` differ).
 *
 * @param parts what names the thing
 * @param length characters of the id, 5 bits each (at most 51); 20 are 100 bits
 */
export function derivedId(parts: readonly string[], length = 20): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return crockford(hash.digest(), length);
}

/** A new random id of `length` base-32 characters; 20 are 100 bits. */
export function randomId(length = 20): string {
  return crockford(randomBytes(Math.ceil((length * 5) / 8)), length);
}
