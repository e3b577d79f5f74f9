import { afterAll, beforeAll, expect, it } from 'vitest';
import { countSync } from '../../../bench/rig/sync-counts.ts';
import { type Places, startPlaces } from '../../steps/places.ts';

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
}, 120_000);
afterAll(() => places.close());

it('brings a hundred changes that come together to a spreadsheet and a table in a few calls', async () => {
  const { together, alone } = await countSync(places, { sheets: true, appSheet: true }, 100);
  expect(together.sheets.writes).toBeLessThanOrEqual(4);
  expect(together.sheets.reads).toBeLessThanOrEqual(8);
  expect(together.appSheet.Add).toBeLessThanOrEqual(4);
  expect(alone.sheets).toEqual({ reads: 2, writes: 1 });
  expect(alone.appSheet).toEqual({ Find: 1, Add: 1 });
}, 120_000);
