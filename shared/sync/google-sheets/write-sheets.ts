import type { BookingId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';
import type { SyncItem, SyncOutcome } from '../destination.ts';
import type { GoogleAccount } from '../google-account.ts';
import type { GoogleFailure } from '../google-result.ts';
import type { Grid, SheetRequest, SheetsApi } from './api.ts';
import { lostRows } from './lost-rows.ts';
import { failed, outcomeOf } from './outcome.ts';
import { appendRows, placeOf, planSheets, type SheetPlan } from './plan.ts';
import { type ReadSheet, readSheets } from './read-sheets.ts';
import { fingerprintOf } from './row.ts';
import { columnsOf, type SheetOwner } from './worksheets.ts';

/** The first, and those that people who are at work in the spreadsheet make necessary. */
const MOST_WRITES = 4;

/** A spreadsheet and who writes to it. */
export interface Target {
  readonly sheets: SheetsApi;
  readonly account: Pick<GoogleAccount, 'clientEmail'>;
  readonly project: Project;
  readonly place: string;
  /** Everybody who has, or will have, a worksheet. */
  readonly owners: readonly SheetOwner[];
}

/**
 * Has these bookings in the spreadsheet as they stand: two calls that read, one that writes. A write names rows by
 * their numbers, and people may sort between our look and our write. So its answer shows the worksheets as they are
 * then: what went wrong is mended at once, and a row of somebody else that was hit is put back.
 *
 * @returns an outcome for every booking
 */
export async function writeSheets(
  target: Target,
  items: readonly SyncItem[],
): Promise<Map<BookingId, SyncOutcome>> {
  const { sheets, account, project, place, owners } = target;
  const read = await readSheets(sheets, place, owners);
  if (read.kind !== 'ok') return failed(items, read, account.clientEmail);
  const first = planSheets(read.value, items, project.language);
  let plan = first;
  let before = read.value;
  let mends: readonly SheetRequest[] = [];
  for (let writes = 1; plan.requests.length > 0; writes += 1) {
    if (writes > MOST_WRITES) return failed(items, AT_WORK);
    const look = before
      .filter(({ worksheet }) => plan.risky.has(worksheet.specialistId))
      .map(({ worksheet }) => ({ sheetId: worksheet.sheetId, range: columnsOf(worksheet) }));
    const changed = await sheets.change(place, [...plan.requests, ...mends], look);
    if (changed.kind === 'refused' && writes === 1) {
      // All or nothing: one worksheet that somebody protected must not keep the others from being written.
      const groups = Map.groupBy(items, ({ booking }) => booking.specialistId);
      if (groups.size > 1) return writeGroups(target, [...groups.values()]);
    }
    if (changed.kind !== 'ok') return failed(items, changed, account.clientEmail);
    if (look.length === 0) break;
    const grids = new Map(look.map(({ sheetId }, at) => [sheetId, changed.value[at] ?? []]));
    const done = plan;
    const after = before.map((sheet) => afterWrite(sheet, done, grids));
    const remembered = items.map((item) => rememberRow(item, done));
    plan = planSheets(after, remembered, project.language, true);
    mends = after.flatMap((sheet, at) => {
      const was = before[at];
      return was && grids.has(sheet.worksheet.sheetId)
        ? appendRows(sheet.worksheet, lostRows(done, was, sheet))
        : [];
    });
    before = after;
  }
  return new Map(
    items.map((item) => [item.booking.bookingId, outcomeOf(item, first.steps, place)] as const),
  );
}

const AT_WORK: GoogleFailure = {
  kind: 'not_now',
  why: 'people were moving rows all the while',
  untouched: false,
};

async function writeGroups(
  target: Target,
  groups: readonly (readonly SyncItem[])[],
): Promise<Map<BookingId, SyncOutcome>> {
  const outcomes = new Map<BookingId, SyncOutcome>();
  for (const group of groups) {
    for (const [bookingId, outcome] of await writeSheets(target, group)) {
      outcomes.set(bookingId, outcome);
    }
  }
  return outcomes;
}

/** A worksheet as the answer shows it, or with the rows it was given: those go where nothing else is. */
function afterWrite(
  { worksheet, grid }: ReadSheet,
  { steps }: SheetPlan,
  grids: ReadonlyMap<number, Grid>,
): ReadSheet {
  const shown = grids.get(worksheet.sheetId);
  if (shown) return { worksheet, grid: shown };
  const added = steps
    .filter((step) => step.kind === 'add' && placeOf(step) === worksheet.specialistId)
    .map(({ wish }) => [...wish.row, wish.bookingId]);
  return { worksheet, grid: [...grid, ...added] };
}

/** What its row said when it was planned to be written or deleted: so it is known again if that went wrong. */
function rememberRow(item: SyncItem, { steps }: SheetPlan): SyncItem {
  const { bookingId: id, version } = item.booking;
  const step = steps.find(
    ({ kind, wish }) => wish.bookingId === id && (kind === 'rewrite' || kind === 'delete'),
  );
  if (!step || !('row' in step)) return item;
  const { specialistId, cells } = step.row;
  return { ...item, remote: { id, version, fingerprint: fingerprintOf(specialistId, cells) } };
}
