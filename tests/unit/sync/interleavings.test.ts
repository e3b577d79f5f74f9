import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { type Places, startPlaces } from '../../steps/places.ts';
import { interleave } from './interleave.ts';
import { gentle, rough } from './salon-steps.ts';

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
});
afterAll(() => places.close());

it('both places show the truth in the end, once, whatever fails while people edit, copy and delete rows', async () => {
  await interleave(places, fc.oneof(gentle, rough), { careful: true });
}, 300_000);
