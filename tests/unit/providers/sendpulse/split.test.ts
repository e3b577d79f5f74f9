import fc from 'fast-check';
import { expect, test } from 'vitest';
import { split } from '../../../../shared/providers/sendpulse/index.ts';

test('a short text is one part, an empty one none', () => {
  expect(split('hello', 1024)).toEqual(['hello']);
  expect(split(' \n ', 1024)).toEqual([]);
});

test('a text is cut between paragraphs, else sentences, else words', () => {
  const paragraph = `${'слово '.repeat(99)}кінець.`;
  expect(split(`${paragraph}\n\n${paragraph}`, 1024)).toEqual([paragraph, paragraph]);
  expect(split('One two. Three four five. Six', 26)).toEqual(['One two. Three four five.', 'Six']);
  expect(split('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb', 'cccc']);
});

test('what a reader sees as one character stays whole', () => {
  const family = '👨‍👩‍👧‍👦';
  const parts = split(family.repeat(200), 1024);
  expect(parts.every((part) => part.length <= 1024 && part.length % family.length === 0)).toBe(
    true,
  );
});

test('no part is empty or too long, none breaks a surrogate pair, and nothing but white space is lost', () => {
  const words = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n\n', '. ', ' ', '𝒳')),
    {
      maxLength: 300,
    },
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 60 }), (pieces, limit) => {
      const text = pieces.join('').toWellFormed();
      const parts = split(text, limit);
      for (const part of parts) {
        expect(part.length).toBeGreaterThan(0);
        expect(part.length).toBeLessThanOrEqual(limit);
        expect(part.isWellFormed()).toBe(true);
      }
      const bare = (whole: string) => whole.replace(/\s/gu, '');
      expect(bare(parts.join(''))).toBe(bare(text));
    }),
    { numRuns: 1_000 },
  );
});
