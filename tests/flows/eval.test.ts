import { afterAll, beforeAll, expect, test } from 'vitest';
import { TAGS } from '../../bench/eval/dialogue.ts';
import { DIALOGUES } from '../../bench/eval/dialogues/index.ts';
import { hold } from '../../bench/eval/hold.ts';
import { missed, summarize } from '../../bench/eval/report.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud({ seed: false });
});
afterAll(() => cloud?.stop());

/** One dialogue of every kind, the languages in turn; `npm run eval` holds all of them. */
const LANGUAGES = ['uk', 'en', 'ru'];
const some = TAGS.map((tag, index) => {
  const own = DIALOGUES.filter(({ tags }) => tags.includes(tag));
  return own.find(({ language }) => language === LANGUAGES[index % 3]) ?? own[0];
}).filter((dialogue) => dialogue !== undefined);

test('a dialogue of every kind goes as it should', async () => {
  const scores = await hold(cloud.cloud, some);
  expect(scores).toHaveLength(TAGS.length);
  expect(
    scores.flatMap(({ dialogue, wrong }) => wrong.map((one) => `${dialogue.id}: ${one}`)),
  ).toEqual([]);
  expect(missed(summarize(scores), 'stand-in')).toEqual([]);
});
