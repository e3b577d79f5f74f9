import type * as z from 'zod';

/** What zod says where a schema has no words of its own. */
const ZODS_OWN = /^(Invalid (input|option|ISO|string|email|URL|UUID)|Too (big|small):)/;

/** Types by the names that people know them by. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** A type as an error names it. */
export const wordOfType = (expected: string): string => TYPES[expected] ?? expected;

/** What is wrong, for a person: in the schema's own words where it has some, else in ours instead of zod's. */
export function wordsOf(issue: z.core.$ZodIssue): string {
  const { message } = issue;
  if (!ZODS_OWN.test(message)) return message;
  switch (issue.code) {
    case 'invalid_type':
      return message.endsWith('received undefined')
        ? 'This is needed.'
        : `Expected ${wordOfType(issue.expected)}.`;
    case 'invalid_value':
      return `One of: ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'This is needed.'
        : `At least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'invalid_format':
      return issue.format === 'date' ? 'A date is YYYY-MM-DD.' : message;
    default:
      return message;
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}
