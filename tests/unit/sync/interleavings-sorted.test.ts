import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { type Places, startPlaces } from '../../steps/places.ts';
import { interleave } from './interleave.ts';
import { careless, gentle } from './salon-steps.ts';

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
});
afterAll(() => places.close());

it('both places show the truth in the end, once, whatever fails while people sort without the hidden column', async () => {
  await interleave(places, fc.oneof(gentle, careless), { careful: false });
}, 300_000);
