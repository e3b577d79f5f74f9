import { expect, it } from 'vitest';
import { nameText } from '../../../shared/contracts/text.ts';

it.each([
  ['Салон «Ї» 💅', 'Салон «Ї» 💅'],
  [' Mia\u0301 ', 'Miá'],
  ['👩‍⚕️ Клініка', '👩‍⚕️ Клініка'],
  ['صالون الجمال', 'صالون الجمال'],
  ['סלון יופי', 'סלון יופי'],
])('%o is a name', (text, name) => expect(nameText.parse(text)).toBe(name));

it.each([
  ['', 'A name is needed.'],
  ['  ', 'A name is needed.'],
  ['\u200b\u200d', 'A name needs a visible character.'],
  ['a\nb', 'A name is one line of text.'],
  ['moc.live//:sptth\u202e', 'A name does not turn the direction of text.'],
  ['a'.repeat(101), 'A name has at most 100 characters.'],
])('%o is none', (text, why) => {
  expect(nameText.safeParse(text).error?.issues.map(({ message }) => message)).toContain(why);
});
