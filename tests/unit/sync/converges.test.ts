import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { Desk, type Ending } from './desk.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NAMES = ['anna', 'maria', 'elena'];
const STATUSES = ['PENDING', 'CONFIRMED', 'CANCELLED'] as const;
const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ change: name, status: fc.constantFrom(...STATUSES) }) },
  { weight: 1, arbitrary: fc.record({ wall: name, hangs: fc.constantFrom('Anna', 'Maria') }) },
  { weight: 4, arbitrary: fc.record({ deliver: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 4_000 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ending: fc.constantFrom<Ending>('refused', 'lost', 'dies', 'dies after', 'throws'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ meanwhile: name }) },
);

let runs = 0;

it('shows the truth once in the end, whatever changes and fails in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      runs += 1;
      const desk = await new Desk(dynoxide, `converges_${runs}`).open();
      const { board } = desk;
      board.all = ['Anna', 'Maria'];
      board.placeOf = (_, booking) => booking.specialistName;
      for (const one of steps) {
        if ('change' in one) await desk.change(one.change, { status: one.status });
        else if ('wall' in one) await desk.change(one.wall, { specialistName: one.hangs });
        else if ('deliver' in one) await desk.deliver(one.deliver);
        else if ('pass' in one) desk.now = addSeconds(desk.now, one.pass);
        else if ('ending' in one) board.endings.push(one.ending);
        else board.meanwhile = async () => void (await desk.change(one.meanwhile));
      }
      board.endings = [];
      await desk.runUntilIdle();
      const bookings = [...desk.bookings.values()];
      for (const wall of ['Anna', 'Maria']) {
        const there = bookings.filter(({ specialistName }) => specialistName === wall);
        expect(board.shown(wall)).toEqual(there.map(board.says).sort());
      }
      expect(board.most).toBeLessThanOrEqual(2);
      expect(await desk.marks()).toEqual([]);
      expect(desk.parked).toEqual([]);
      desk.close();
    }),
    { numRuns: 25 },
  );
}, 60_000);
