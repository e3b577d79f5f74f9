import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Booking, BookingStatus } from '../../../../shared/bookings/index.ts';
import type { BookingId, SpecialistId } from '../../../../shared/platform/ids.ts';
import { planSheets } from '../../../../shared/sync/google-sheets/plan.ts';
import { fingerprintOf, hasRow, rowOf } from '../../../../shared/sync/google-sheets/row.ts';
import { sheetIdOf, worksheetsOf } from '../../../../shared/sync/google-sheets/worksheets.ts';
import type { CellValue, SyncItem } from '../../../../shared/sync/index.ts';
import { aBooking } from './a-booking.ts';
import { SheetModel, type Tab } from './sheet-model.ts';

const OWNERS = ['Anna', 'Борис', "D'Arcy"].map((name, index) => ({
  specialistId: `S${index}` as SpecialistId,
  name,
}));
const COUNT = 8;

/** Booking `index`; hours differ, so no two are of one time. */
function booking(index: number, changes: Partial<Booking> = {}): Booking {
  return aBooking({
    bookingId: `BOOKING${index}X` as BookingId,
    specialistId: OWNERS[index % OWNERS.length]?.specialistId as SpecialistId,
    startsAt: `2026-11-2${index % 5}T${String(8 + index).padStart(2, '0')}:00:00.000Z`,
    // Two bookings of one client now and then.
    clientId: `client-${index % 5}` as Booking['clientId'],
    clientName: index % 3 === 0 ? '=HYPERLINK("x")' : `Client ${index}`,
    ...changes,
  });
}

/** What became of a booking after it was written first. */
const change = fc.oneof(
  fc.constant({}),
  fc.record({ status: fc.constantFrom<BookingStatus>('CANCELLED', 'REJECTED', 'COMPLETED') }),
  fc.record({ clientName: fc.constantFrom('Renamed', '+380 50', '') }),
  fc.integer({ min: 0, max: 59 }).map((minute) => ({
    startsAt: `2026-12-01T${String(minute % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`,
  })),
  fc.constantFrom(...OWNERS).map(({ specialistId }) => ({ specialistId })),
);

/** What people do to a worksheet; numbers choose rows. */
const at = fc.nat({ max: 30 });
const gentle = fc.oneof(
  fc.record({ kind: fc.constant('sort' as const), by: fc.nat({ max: 5 }), down: fc.boolean() }),
  fc.record({ kind: fc.constant('type' as const), at, times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('blank' as const), at }),
  fc.record({ kind: fc.constant('shuffle' as const), at }),
);
const rough = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at }),
  fc.record({
    kind: fc.constant('edit' as const),
    at,
    column: fc.nat({ max: 5 }),
    value: fc.constantFrom<CellValue>('', 'x', '12.12.2026', 46_350, '18:30', 0.5, true),
  }),
  fc.record({ kind: fc.constant('forget' as const), at }),
  fc.record({ kind: fc.constant('copy' as const), at, to: at }),
  fc.record({ kind: fc.constant('carry' as const), at, to: fc.nat({ max: 2 }) }),
);
const careless = fc.record({
  kind: fc.constant('sort visible' as const),
  by: fc.nat({ max: 5 }),
  down: fc.boolean(),
});
type Deed =
  | (typeof gentle extends fc.Arbitrary<infer One> ? One : never)
  | (typeof rough extends fc.Arbitrary<infer One> ? One : never)
  | (typeof careless extends fc.Arbitrary<infer One> ? One : never);

let typed = 0;
const isHead = (row: readonly CellValue[]): boolean => row[6] === 'ID';
const isTyped = (row: readonly CellValue[]): boolean => String(row[4] ?? '').startsWith('hand ');
const isOurs = (row: readonly CellValue[]): boolean => (row[6] ?? '') !== '' && !isHead(row);

function live(sheet: SheetModel, tab: Tab, deed: Deed): void {
  const rows = tab.rows.slice(1);
  const here = 'at' in deed ? deed.at % (rows.length + 1) : 0;
  const row = rows[here];
  switch (deed.kind) {
    case 'sort':
      rows.sort(by(deed.by, deed.down));
      break;
    case 'sort visible': {
      const ids = rows.map((one) => one[6] ?? '');
      const visible = rows.map((one) => Array.from({ length: 6 }, (_, at) => one[at] ?? ''));
      visible.sort(by(deed.by, deed.down));
      rows.splice(0, rows.length, ...visible.map((one, index) => [...one, ids[index] ?? '']));
      break;
    }
    case 'type':
      for (let count = 0; count < deed.times; count += 1) {
        typed += 1;
        rows.splice(here, 0, ['', '21.11.2026', '10:00', '', `hand ${typed}`, 'Haircut']);
      }
      break;
    case 'blank':
      rows.splice(here, 0, []);
      break;
    case 'shuffle':
      rows.push(...rows.splice(0, here));
      break;
    case 'delete':
      if (row && !isTyped(row)) rows.splice(here, 1);
      break;
    case 'edit':
      if (row && !isTyped(row)) {
        while (row.length < 7) row.push('');
        row[deed.column] = deed.value;
      }
      break;
    case 'forget':
      if (row && !isTyped(row)) row[6] = '';
      break;
    case 'copy':
      if (row) rows.splice(deed.to % (rows.length + 1), 0, [...row]);
      break;
    case 'carry': {
      const to = sheet.tabs[deed.to % sheet.tabs.length];
      if (row && to && to !== tab && !isTyped(row)) {
        to.rows.push(...rows.splice(here, 1));
        to.rowCount = Math.max(to.rowCount, to.rows.length);
      }
      break;
    }
  }
  tab.rows = [...tab.rows.slice(0, 1), ...rows];
  tab.rowCount = Math.max(tab.rowCount, tab.rows.length);
}

const by =
  (column: number, down: boolean) =>
  (a: readonly CellValue[], b: readonly CellValue[]): number =>
    String(a[column] ?? '').localeCompare(String(b[column] ?? '')) * (down ? -1 : 1);

function plan(sheet: SheetModel, items: readonly SyncItem[]) {
  const worksheets = worksheetsOf(OWNERS, sheet.tabs);
  const sheets = worksheets.map((worksheet) => ({
    worksheet,
    grid: worksheet.grid ? sheet.grid(worksheet.sheetId) : [],
  }));
  return planSheets(sheets, items, 'uk');
}

/** A spreadsheet in which all bookings were written once, and what is remembered of that. */
function written(): { sheet: SheetModel; remotes: NonNullable<SyncItem['remote']>[] } {
  const sheet = new SheetModel();
  const bookings = Array.from({ length: COUNT }, (_, index) => booking(index));
  sheet.apply(
    plan(
      sheet,
      bookings.map((one) => ({ booking: one })),
    ).requests,
  );
  const remotes = bookings.map((one) => ({
    id: one.bookingId,
    version: one.version,
    fingerprint: fingerprintOf(one.specialistId, rowOf(one)),
  }));
  return { sheet, remotes };
}

/** What a sheet shows of bookings: worksheet, A to F and the id, in no order. */
const shown = (sheet: SheetModel): string[] =>
  worksheetsOf(OWNERS, sheet.tabs)
    .flatMap(({ specialistId, sheetId, grid }) =>
      (grid ? sheet.grid(sheetId) : [])
        .filter(isOurs)
        .map((row) => JSON.stringify([specialistId, ...row])),
    )
    .sort();
const truth = (bookings: readonly Booking[]): string[] =>
  bookings
    .filter(hasRow)
    .map((one) => JSON.stringify([one.specialistId, ...rowOf(one), one.bookingId]))
    .sort();
const own = (sheet: SheetModel): string[] =>
  sheet.tabs.flatMap(({ sheetId }) =>
    sheet
      .grid(sheetId)
      .filter(isTyped)
      .map((row) =>
        JSON.stringify([sheetId, ...Array.from({ length: 7 }, (_, at) => row[at] ?? '')]),
      ),
  );

const deeds = (arbitrary: fc.Arbitrary<Deed>) =>
  fc.array(fc.tuple(fc.nat({ max: 2 }), arbitrary), { maxLength: 12 });
const changes = fc.array(change, { minLength: COUNT, maxLength: COUNT });
const RUNS = { numRuns: 300 };

describe('whatever people did to the sheet', () => {
  it('it shows the truth once, with their own rows as they were, and then there is nothing left to do', () => {
    fc.assert(
      fc.property(deeds(fc.oneof(gentle, rough)), changes, fc.boolean(), (done, changed, known) => {
        const { sheet, remotes } = written();
        for (const [tab, deed] of done) live(sheet, sheet.tabs[tab] as Tab, deed);
        const before = own(sheet);
        const bookings = changed.map((one, index) => booking(index, one));
        const items = bookings.map((one, index): SyncItem => {
          const remote = remotes[index];
          return { booking: one, ...(known && remote ? { remote } : {}) };
        });
        sheet.apply(plan(sheet, items).requests);
        expect(shown(sheet)).toEqual(truth(bookings));
        expect(own(sheet)).toEqual(before);
        expect(plan(sheet, items).requests).toEqual([]);
        expect(
          plan(
            sheet,
            bookings.map((one) => ({ booking: one })),
          ).requests,
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  it('also when they sorted the visible columns and left the hidden one behind', () => {
    fc.assert(
      fc.property(deeds(fc.oneof(gentle, careless)), changes, (done, changed) => {
        const { sheet, remotes } = written();
        for (const [tab, deed] of done) live(sheet, sheet.tabs[tab] as Tab, deed);
        const visible = (all: string[]) =>
          all.map((row) => JSON.stringify((JSON.parse(row) as CellValue[]).slice(0, 7))).sort();
        const before = visible(own(sheet));
        const bookings = changed.map((one, index) => booking(index, one));
        const items = bookings.map((one, index): SyncItem => {
          const remote = remotes[index];
          return { booking: one, ...(remote ? { remote } : {}) };
        });
        sheet.apply(plan(sheet, items).requests);
        expect(shown(sheet)).toEqual(truth(bookings));
        expect(visible(own(sheet))).toEqual(before);
        expect(plan(sheet, items).requests).toEqual([]);
      }),
      RUNS,
    );
  });

  it('a few bookings are written without touching the rows of the others', () => {
    fc.assert(
      fc.property(
        deeds(gentle),
        changes,
        fc.uniqueArray(fc.nat({ max: COUNT - 1 })),
        (done, changed, some) => {
          const { sheet, remotes } = written();
          for (const [tab, deed] of done) live(sheet, sheet.tabs[tab] as Tab, deed);
          const before = own(sheet);
          const bookings = changed.map((one, index) =>
            booking(index, some.includes(index) ? one : {}),
          );
          const items = some.map((index): SyncItem => {
            const remote = remotes[index];
            return { booking: bookings[index] as Booking, ...(remote ? { remote } : {}) };
          });
          sheet.apply(plan(sheet, items).requests);
          expect(shown(sheet)).toEqual(truth(bookings));
          expect(own(sheet)).toEqual(before);
          expect(plan(sheet, items).requests).toEqual([]);
        },
      ),
      RUNS,
    );
  });

  it('a few bookings in a sheet sorted without its hidden column cost no other row, and all of them mend it', () => {
    fc.assert(
      fc.property(
        deeds(fc.oneof(gentle, careless)),
        changes,
        fc.uniqueArray(fc.nat({ max: COUNT - 1 })),
        (done, changed, some) => {
          const { sheet, remotes } = written();
          for (const [tab, deed] of done) live(sheet, sheet.tabs[tab] as Tab, deed);
          const bookings = changed.map((one, index) =>
            booking(index, some.includes(index) ? one : {}),
          );
          const all = bookings.map((one, index): SyncItem => {
            const remote = remotes[index];
            return { booking: one, ...(remote ? { remote } : {}) };
          });
          sheet.apply(
            plan(
              sheet,
              all.filter((_, index) => some.includes(index)),
            ).requests,
          );
          const visible = sheet.tabs.flatMap(({ sheetId }) =>
            sheet.grid(sheetId).map((row) => JSON.stringify([sheetId, ...row.slice(0, 6)])),
          );
          for (const one of bookings.filter(hasRow)) {
            const row = JSON.stringify([sheetIdOf(one.specialistId), ...rowOf(one)]);
            expect(visible.filter((shown) => shown === row)).toHaveLength(1);
          }
          for (const one of bookings.filter((candidate) => !hasRow(candidate))) {
            expect(shown(sheet).some((row) => row.includes(one.bookingId))).toBe(false);
          }
          expect(own(sheet)).toHaveLength(visible.filter((row) => row.includes('"hand ')).length);
          sheet.apply(plan(sheet, all).requests);
          expect(shown(sheet)).toEqual(truth(bookings));
        },
      ),
      RUNS,
    );
  });
});
