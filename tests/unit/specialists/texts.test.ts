import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/projects/index.ts';
import { specialistCommands } from '../../../shared/specialists/index.ts';
import { parseAmount } from '../../../shared/specialists/parse-amount.ts';
import { languageOf, specialistTexts } from '../../../shared/specialists/texts/index.ts';

/** `path: what it makes of long words` of every text. */
function spelled(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'function') return [[path, node('UAH 450', 'UAH 450')]];
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([name, inner]) =>
    spelled(inner, `${path}.${name}`),
  );
}

describe('the texts for specialists', () => {
  const paths = (language: 'uk' | 'en' | 'ru') =>
    spelled(specialistTexts(language)).map(([path]) => path);

  it('have the same keys in the same order in three languages', () => {
    for (const language of LANGUAGES) expect(paths(language)).toEqual(paths('en'));
  });

  it('are all there, no two languages alike', () => {
    for (const language of LANGUAGES) {
      for (const [path, text] of spelled(specialistTexts(language))) {
        expect(text.trim(), path).not.toBe('');
        if (/[А-яЁёЇїІіЄєҐґ]/.test(text)) expect(language, path).not.toBe('en');
      }
    }
    const [uk, ru] = ['uk' as const, 'ru' as const].map((language) =>
      spelled(specialistTexts(language))
        .map(([, text]) => text)
        .join('\n'),
    );
    expect(uk).not.toMatch(/[ыэёъ]/i);
    expect(ru).not.toMatch(/[іїєґ]/i);
  });

  it('fit over a tapped button where they appear there', () => {
    for (const language of LANGUAGES) {
      for (const [path, text] of spelled(specialistTexts(language).notices)) {
        expect(text.length, path).toBeLessThanOrEqual(200);
        expect(text, path).not.toMatch(/[<>&]/);
      }
    }
  });

  it('are those of the person’s Telegram, else of the project', () => {
    const project = { language: 'ru' } as const;
    expect(['uk', 'en-GB', 'RU', 'de', undefined].map((code) => languageOf(project, code))).toEqual(
      [...['uk', 'en', 'ru', 'ru', 'ru']],
    );
  });

  it('name the commands as Telegram takes them', () => {
    for (const { name, description } of LANGUAGES.flatMap(specialistCommands)) {
      expect(name).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeLessThanOrEqual(256);
    }
  });
});

describe('an amount', () => {
  it.each([
    ['250', 250, 'cash'],
    ['250 card', 250, 'card'],
    ['250.50 CARD', 250.5, 'card'],
    ['250,5 картка', 250.5, 'card'],
    ['1 250 грн карткою', 1250, 'card'],
    ['1250грн готівкою', 1250, 'cash'],
    ['300 руб. наличными', 300, 'cash'],
    ['€40'.slice(1), 40, 'cash'],
    ['40 €', 40, 'cash'],
  ] as const)('%j is read as it is meant', (text, amount, method) => {
    expect(parseAmount(text)).toEqual({ amount, method });
  });

  it.each([
    '',
    'card',
    '0',
    '-5',
    '25 or 30',
    '250 cash card',
    '250 tomorrow',
    '1e9',
    '٣',
    '2.5.7',
  ])('%j is none', (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });
});
