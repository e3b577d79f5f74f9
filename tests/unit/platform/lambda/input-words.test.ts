import { expect, it } from 'vitest';
import * as z from 'zod';
import { isRefusal } from '../../../../shared/platform/errors.ts';
import { validated } from '../../../../shared/platform/lambda/http-input.ts';

const said = (schema: z.ZodType, input: unknown): string | undefined => {
  const read = validated(z.strictObject({ field: schema }), { field: input });
  return read && isRefusal(read) ? read.details?.[0]?.message : undefined;
};
const number = z.coerce.number().int().min(1).max(100);

it.each([
  ['what is missing', z.string(), undefined, 'This is needed.'],
  ['nothing at all', z.string(), null, 'Expected a text.'],
  ['a number', z.string(), 5, 'Expected a text.'],
  ['a list', z.strictObject({}), [], 'Expected an object.'],
  ['a text', z.array(z.string()), 'a', 'Expected a list.'],
  ['a text', z.boolean(), 'yes', 'Expected true or false.'],
  ['a text', z.int(), '5', 'Expected a number.'],
  ['letters in a query', number, 'abc', 'Expected a number.'],
  ['a part of a query', number, '1.5', 'Expected a whole number.'],
  ['too little', number, '0', 'At least 1.'],
  ['too much', number, '101', 'At most 100.'],
  ['a long text', z.string().max(3), 'abcd', 'At most 3 characters.'],
  ['a short text', z.string().min(2), 'a', 'At least 2 characters.'],
  ['an empty text', z.string().min(1), '', 'This is needed.'],
  ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 entries.'],
  ['another word', z.enum(['uk', 'en']), 'de', 'One of: uk, en.'],
  ['another value', z.literal(true), false, 'One of: true.'],
  ['no date', z.iso.date(), '2026-02-30', 'A date is YYYY-MM-DD.'],
  ['what we word ourselves', z.string().max(3, 'Too long for us.'), 'abcd', 'Too long for us.'],
])('tells in words what is wrong with %s', (_, schema, input, words) => {
  expect(said(schema, input)).toBe(words);
});
