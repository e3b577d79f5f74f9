import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Places, startPlaces } from '../../steps/places.ts';
import { SalonDay, type Step } from './salon-day.ts';

/** Days that once ended with something else than the truth. */

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
});
afterAll(() => places.close());

const DAYS: readonly (readonly [what: string, steps: readonly Step[]])[] = [
  [
    'a row whose id somebody cleared after a try failed leaves with its booking',
    [
      { book: 0, who: 0, time: 0 },
      { deliver: 'together' },
      { trouble: { of: 'sheets read', how: 'down', times: 1 } },
      { move: 0, who: 0, time: 4 },
      { deliver: 'together' },
      { sheet: 0, deed: { kind: 'forget', at: 0 } },
      { move: 0, who: 1, time: 0 },
    ],
  ],
];

it.each(DAYS)('%s', async (_, steps) => {
  const salon = await new SalonDay(places, `day_${steps.length}`).open();
  for (const step of steps) await salon.do(step);
  await salon.runUntilIdle();
  expect(await salon.shown()).toEqual(await salon.truth());
});
