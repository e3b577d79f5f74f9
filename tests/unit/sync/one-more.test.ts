import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Places, startPlaces } from '../../steps/places.ts';
import { Board } from './desk.ts';
import { SalonDay } from './salon-day.ts';

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
});
afterAll(() => places.close());

it('a destination more is a line more in the list: its failures touch no other, and it misses nothing', async () => {
  const board = new Board();
  const salon = await new SalonDay(places, 'one_more').open();
  salon.also = [board.destination];
  board.endings = ['refused', 'throws', 'lost'];
  await salon.do({ book: 1, who: 0, time: 0 });
  await salon.do({ book: 2, who: 1, time: 0 });
  await salon.do({ deliver: 'together' });
  expect(board.shown()).toEqual([]);
  expect(await salon.shown()).toEqual(await salon.truth());
  await salon.do({ set: 0, status: 'CONFIRMED' });
  await salon.runUntilIdle();
  expect(await salon.shown()).toEqual(await salon.truth());
  expect(board.shown()).toEqual([
    'Client 1 2026-11-24T10:00:00.000Z CONFIRMED',
    'Client 2 2026-11-24T10:00:00.000Z PENDING',
  ]);
});
