import type { WrittenCell } from '../../../../shared/sync/google-sheets/api.ts';
import type { CellValue, Grid, SheetRequest } from '../../../../shared/sync/index.ts';

/** A worksheet as a person could have left it. */
export interface Tab {
  readonly sheetId: number;
  title: string;
  rowCount: number;
  columnCount: number;
  hidden: Set<number>;
  rows: CellValue[][];
}

const isBlank = (row: readonly CellValue[] = []): boolean => row.every((cell) => cell === '');

/** A spreadsheet that does what Google does with the requests we make, and refuses what Google refuses. */
export class SheetModel {
  tabs: Tab[] = [];

  tab(sheetId: number): Tab {
    const tab = this.tabs.find((one) => one.sheetId === sheetId);
    if (!tab) throw new Error(`no sheet ${sheetId}`);
    return tab;
  }

  /** Cells of columns A to G, as a batchGet gives them. */
  grid(sheetId: number): Grid {
    const rows = this.tab(sheetId).rows.map((row) => {
      const cells = Array.from(row.slice(0, 7), (cell) => cell ?? '');
      while (cells.length > 0 && cells.at(-1) === '') cells.pop();
      return cells;
    });
    while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
    return rows;
  }

  apply(requests: readonly SheetRequest[]): void {
    for (const request of requests) this.#one(request);
  }

  #one(request: SheetRequest): void {
    if ('addSheet' in request) {
      const { sheetId, title, gridProperties } = request.addSheet.properties;
      const taken = this.tabs.some(
        (one) => one.sheetId === sheetId || one.title.toLowerCase() === title.toLowerCase(),
      );
      if (taken) throw new Error(`there is a sheet ${title} already`);
      const { rowCount, columnCount } = gridProperties;
      this.tabs.push({ sheetId, title, rowCount, columnCount, hidden: new Set(), rows: [] });
    } else if ('appendDimension' in request) {
      const { sheetId, dimension, length } = request.appendDimension;
      this.tab(sheetId)[dimension === 'ROWS' ? 'rowCount' : 'columnCount'] += length;
    } else if ('updateDimensionProperties' in request) {
      const { range } = request.updateDimensionProperties;
      const tab = this.tab(range.sheetId);
      if (range.endIndex > tab.columnCount) throw new Error('no such column');
      for (let at = range.startIndex; at < range.endIndex; at += 1) tab.hidden.add(at);
    } else if ('updateCells' in request) {
      const { rows, start } = request.updateCells;
      const tab = this.tab(start.sheetId);
      for (const [down, { values }] of rows.entries()) {
        this.#write(tab, start.rowIndex + down, start.columnIndex, values);
      }
    } else if ('appendCells' in request) {
      const { sheetId, rows } = request.appendCells;
      const tab = this.tab(sheetId);
      const last = tab.rows.findLastIndex((row) => !isBlank(row));
      tab.rowCount = Math.max(tab.rowCount, last + 1 + rows.length);
      for (const [down, { values }] of rows.entries()) this.#write(tab, last + 1 + down, 0, values);
    } else {
      const { sheetId, startIndex, endIndex } = request.deleteDimension.range;
      const tab = this.tab(sheetId);
      if (endIndex > tab.rowCount) throw new Error('no such row');
      if (endIndex - startIndex >= tab.rowCount) throw new Error('not all of them');
      tab.rows.splice(startIndex, endIndex - startIndex);
      tab.rowCount -= endIndex - startIndex;
    }
  }

  #write(tab: Tab, row: number, column: number, values: readonly WrittenCell[]): void {
    if (row >= tab.rowCount || column + values.length > tab.columnCount) {
      throw new Error('exceeds grid limits');
    }
    while (tab.rows.length <= row) tab.rows.push([]);
    const cells = tab.rows[row] ?? [];
    for (const [across, { userEnteredValue }] of values.entries()) {
      while (cells.length < column + across) cells.push('');
      cells[column + across] = userEnteredValue?.stringValue ?? '';
    }
  }
}
