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

test.each([
  'Chciałabym umówić się na manicure i masaż',
  'Prosze o termin i cene',
  'My chcemy w piatek',
  'Hola, quiero una cita para mañana',
  'Ich möchte einen Termin',
  'Ik want graag een afspraak',
  'გამარჯობა, ხვალ თავისუფალია?',
  'שלום, אפשר לקבוע תור?',
  'Ертең бос уақыт бар ма, қайырлы күн',
  'Добры дзень, ці можна заўтра?',
])('%s is none of the languages that code speaks', (text) => {
  expect(languageByLetters(text)).toBeUndefined();
});

test.each(['завтра', 'Добро', '15:00', '👍', 'Massage', ''])('%s tells no language', (text) => {
  expect(languageByLetters(text)).toBeUndefined();
});
