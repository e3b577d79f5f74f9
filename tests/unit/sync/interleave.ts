import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Places } from '../../steps/places.ts';
import { SalonDay, type SheetDeed, type Step } from './salon-day.ts';
import { stepOf } from './salon-steps.ts';

/** Half of the two hundred: a file for each half, so that they run beside each other. */
const RUNS = 100;

let days = 0;

/**
 * Plays days of chance (a failure prints the seed and the shortest day that fails) until both places show the truth,
 * once, and nothing is left to do.
 *
 * @param deed what people do to worksheets
 * @param careful whether the rows that they typed themselves can be told from ours whatever they did
 */
export async function interleave(
  places: Places,
  deed: fc.Arbitrary<SheetDeed>,
  { careful }: { readonly careful: boolean },
): Promise<void> {
  const steps = fc.array(stepOf(deed), { minLength: 5, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, (day) => play(places, day, careful)),
    { numRuns: RUNS },
  );
}

async function play(places: Places, steps: readonly Step[], careful: boolean): Promise<void> {
  days += 1;
  const salon = await new SalonDay(places, `day_${days}`).open();
  try {
    for (const step of steps) await salon.do(step);
  } finally {
    await salon.recover();
  }
  await salon.runUntilIdle();
  if (!isDeepStrictEqual(await salon.shown(), await salon.truth())) await salon.reconcile();
  expect(await salon.shown()).toEqual(await salon.truth());
  expect(await salon.marks()).toEqual([]);
  const { there, left } = await salon.typed();
  if (careful) expect(there).toEqual(left);
}
