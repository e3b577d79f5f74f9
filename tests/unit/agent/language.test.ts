import { expect, test } from 'vitest';
import { languageByLetters } from '../../../shared/agent/language.ts';

test.each([
  ['Скільки коштує масаж?', 'uk'],
  ['Скасуйте запис, будь ласка', 'uk'],
  ['А можна завтра о 15:00?', 'uk'],
  ['Сколько стоит массаж?', 'ru'],
  ['Перенесите на завтра', 'ru'],
  ['А можно завтра в 15:00?', 'ru'],
  ['Отмените мою запись', 'ru'],
  ['How much is a massage?', 'en'],
])('%s is written in %s', (text, language) => {
  expect(languageByLetters(text)).toBe(language);
});

test.each(['завтра', 'Добро', '15:00', '👍', 'Massage', ''])('%s tells no language', (text) => {
  expect(languageByLetters(text)).toBeUndefined();
});
