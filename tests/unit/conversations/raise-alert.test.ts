import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { raiseAlert } from '../../../shared/conversations/raise-alert.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { PROJECT, START, startChat } from './chat.ts';

let dynoxide: Dynoxide;
let told: string[];
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());
beforeEach(() => {
  told = [];
  vi.spyOn(Metrics.prototype, 'addMetric').mockImplementation(function (this: Metrics, name) {
    if (name === 'AlertRaised') told.push(name);
    return this;
  });
});
afterEach(() => vi.restoreAllMocks());

const alerts = (kind: string) => startChat(dynoxide.endpoint, dynoxide.tableName).alerts(kind);
const raise = (times: number, now: string, subject?: string) =>
  Promise.all(
    Array.from({ length: times }, () =>
      raiseAlert({
        ...{ projectId: PROJECT, kind: 'outage', now },
        ...(subject === undefined ? {} : { subject }),
      }),
    ),
  );

test('of twenty raised at the same moment one is told, and all twenty are counted', async () => {
  await raise(20, START);
  expect(told).toHaveLength(1);
  expect(await alerts('outage')).toMatchObject([{ count: 20, since: START, lastAt: START }]);
});

test('what begins anew after an hour of quiet is told once, and counts those of its moment only', async () => {
  const later = addSeconds(START, 2 * 3600);
  await raise(20, later);
  expect(told).toHaveLength(1);
  expect(await alerts('outage')).toMatchObject([{ count: 20, since: later, lastAt: later }]);
});

test('two subjects never share a count', async () => {
  const later = addSeconds(START, 4 * 3600);
  await Promise.all([raise(7, later, 'one'), raise(5, later, 'other')]);
  const counts = (await alerts('outage')).filter(({ subject }) => subject !== '-');
  expect(counts.map(({ subject, count }) => [subject, count]).sort()).toEqual([
    ['one', 7],
    ['other', 5],
  ]);
});
