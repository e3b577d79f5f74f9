import { expect, test } from 'vitest';
import { DIALOGUES } from '../../../bench/eval/dialogues/index.ts';
import type { Score } from '../../../bench/eval/hold.ts';
import { missed, summarize, table } from '../../../bench/eval/report.ts';

const right = DIALOGUES.map(
  (dialogue): Score => ({
    dialogue,
    bookingsRight: true,
    languageRight: true,
    claimsTrue: true,
    mannersRight: true,
    turns: 2,
    wrong: [],
    transcript: [],
  }),
);
const butOne = (different: Partial<Score>): Score[] =>
  right.map((score, index) => (index === 0 ? { ...score, ...different } : score));

test('one dialogue that goes wrong is below the threshold of the stand-in', () => {
  expect(missed(summarize(right), 'stand-in')).toEqual([]);
  expect(missed(summarize(butOne({ bookingsRight: false })), 'stand-in')).toEqual(['bookings']);
  expect(missed(summarize(butOne({ mannersRight: false })), 'stand-in')).toEqual(['manners']);
});

test('a false claim is below the threshold of Claude too, a wrong booking among many is not', () => {
  expect(missed(summarize(butOne({ claimsTrue: false })), 'claude')).toEqual(['noFalseClaim']);
  expect(missed(summarize(butOne({ bookingsRight: false })), 'claude')).toEqual([]);
});

test('the table has a line for every language, every tag that occurs, and all', () => {
  const lines = table(right).split('\n');
  const tags = new Set(DIALOGUES.flatMap((dialogue) => dialogue.tags));
  expect(lines).toHaveLength(1 + 3 + tags.size + 1);
  expect(lines.at(-1)).toMatch(/^all .*100 %/);
});
