import fc from 'fast-check';
import type { AppDeed, SheetDeed, Step, Trouble } from './salon-day.ts';

/** What may happen on a day at the salon, for runs of chance. */

const some = (max: number) => fc.nat({ max });
const has = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);

/** Leaves every row as it is, somewhere. */
export const gentle: fc.Arbitrary<SheetDeed> = fc.oneof(
  fc.record({ kind: has('sort'), by: some(5), down: fc.boolean() }),
  fc.record({ kind: has('type', 'blank'), at: some(9) }),
  fc.record({ kind: has('move'), at: some(9), to: some(9) }),
  fc.record({ kind: has('rename', 'place'), at: some(9) }),
);
/** Takes rows away or makes others of them. */
export const rough: fc.Arbitrary<SheetDeed> = fc.oneof(
  fc.record({ kind: has('delete', 'forget', 'copy'), at: some(9) }),
  fc.record({
    kind: has('edit'),
    ...{ at: some(9), column: some(5), value: has('', 'x', '12.12.2026', '18:30', 'client-1') },
  }),
  fc.record({ kind: has('remove'), at: some(9) }),
);
/** Tears rows from their hidden column. */
export const careless: fc.Arbitrary<SheetDeed> = fc.record({
  ...{ kind: has('sort visible'), by: some(5), down: fc.boolean() },
});
const STATUSES = ['PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED'] as const;
const app: fc.Arbitrary<AppDeed> = fc.oneof(
  fc.record({
    ...{ kind: has('status'), at: some(9), status: has(...STATUSES, 'COMPLETED', 'confirmed') },
    heard: has('at once', 'late', 'twice', 'never'),
  }),
  fc.record({
    ...{ kind: has('edit'), at: some(9), column: has('ClientName', 'ModelName', 'TotalAmount') },
    value: has('', '12'),
  }),
  fc.record({ kind: has('delete'), at: some(9) }),
  fc.record({ kind: has('add') }),
);
const trouble: fc.Arbitrary<Trouble> = fc.record({
  of: has('sheets read', 'sheets write', 'Find', 'Add', 'Edit', 'Delete'),
  how: has('down', 'quota', 'lost', 'empty', 'empty, done'),
  times: fc.integer({ min: 1, max: 3 }),
});

/** @param deed what people do to worksheets, also between our look and our write */
export const stepOf = (deed: fc.Arbitrary<SheetDeed>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ book: some(3), who: some(2), time: some(4) }) },
    { weight: 3, arbitrary: fc.record({ move: some(9), who: some(2), time: some(4) }) },
    { weight: 3, arbitrary: fc.record({ set: some(9), status: has(...STATUSES) }) },
    { weight: 4, arbitrary: fc.record({ sheet: some(2), deed }) },
    { weight: 2, arbitrary: fc.record({ app }) },
    { weight: 3, arbitrary: fc.record({ trouble }) },
    {
      weight: 1,
      arbitrary: fc.record({ dies: fc.integer({ min: 1, max: 20 }), after: fc.boolean() }),
    },
    { weight: 6, arbitrary: fc.record({ deliver: has('together', 'each') }) },
    { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 4_000 }) }) },
    { weight: 2, arbitrary: fc.record({ between: some(2), deed }) },
  );
