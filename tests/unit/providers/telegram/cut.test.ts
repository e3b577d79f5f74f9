import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../../../../shared/bots/index.ts';
import { cutHtml, cutText } from '../../../../shared/providers/telegram/cut.ts';
import { plainText } from '../../../../shared/providers/telegram/plain-text.ts';

/** What somebody may be called, with everything that breaks markup. */
const words = fc.string({ unit: fc.constantFrom('a', 'ї', '<', '>', '&', '"', '👩🏽', ' ', ';') });
const message = fc
  .array(fc.tuple(fc.constantFrom('', 'b', 'i', 'code'), words))
  .map((parts) =>
    parts
      .map(([tag, text]) => (tag ? `<${tag}>${escapeHtml(text)}</${tag}>` : escapeHtml(text)))
      .join('<b><i>x</i></b>'),
  );

describe('a text that is too long', () => {
  test('is cut between characters, with every tag closed and every entity whole', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 1, max: 60 }), (html, limit) => {
        const cut = cutHtml(html, limit);
        const seen = plainText(cut);
        expect(seen.length).toBeLessThanOrEqual(limit);
        expect(seen.isWellFormed()).toBe(true);
        const whole = plainText(html);
        if (whole.length <= limit) expect(cut).toBe(html);
        else {
          expect(seen.endsWith('…')).toBe(true);
          expect(whole.startsWith(seen.slice(0, -1))).toBe(true);
        }
        const open: string[] = [];
        for (const [tag, name = ''] of cut.matchAll(/<\/?(\w+)>/g)) {
          if (tag.startsWith('</')) expect(open.pop()).toBe(name);
          else open.push(name);
        }
        expect(open).toEqual([]);
        expect(cut.replace(/<\/?\w+>/g, '').replace(/&(?:lt|gt|quot|amp);/g, '')).not.toMatch(
          /[<>&"]/,
        );
      }),
    );
  });
  test('without markup is cut between characters', () => {
    expect(cutText('short', 5)).toBe('short');
    expect(cutText('longer', 5)).toBe('long…');
    expect(cutText('abc👩x', 5)).toBe('abc…');
  });
});

describe('what people write', () => {
  test('reads in a message as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(plainText(escapeHtml(text))).toBe(text.toWellFormed());
      }),
    );
  });
});
