import * as z from 'zod';
import type { AppSheetRow, AppSheetShape } from '../../sync/index.ts';

/** Some clients have seen a list of rows from every action, some an object around it: both are read. */
const answer = z.union([
  z.array(z.record(z.string(), z.unknown())),
  z.object({ Rows: z.array(z.record(z.string(), z.unknown())) }).transform(({ Rows }) => Rows),
]);

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const AMERICAN_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]|$)/;

/** The rows of an answer with their days in ISO; `undefined` when it is no answer: empty, or something else. */
export function parseRows(body: unknown, shape: AppSheetShape): AppSheetRow[] | undefined {
  const { success, data } = answer.safeParse(body);
  return success ? data.map((row) => readRow(row, shape)) : undefined;
}

function readRow(row: Readonly<Record<string, unknown>>, { dates }: AppSheetShape): AppSheetRow {
  const cells = Object.entries(row).map(([name, value]) => {
    const text = value === null || value === undefined ? '' : String(value);
    return [name, dates.includes(name) ? isoDay(text) : text];
  });
  return Object.fromEntries(cells);
}

/** A row as a call carries it: its days as `en-US` writes them, the one order that every table understands. */
export function wireRow(row: AppSheetRow, { dates }: AppSheetShape): Record<string, unknown> {
  const cells = Object.entries(row).map(([name, value]) => [
    name,
    dates.includes(name) ? americanDay(String(value)) : value,
  ]);
  return Object.fromEntries(cells);
}

function americanDay(iso: string): string {
  const [, year, month, day] = ISO_DAY.exec(iso) ?? [];
  return year === undefined ? iso : `${month}/${day}/${year}`;
}

/** What is no day of the asked locale stays as it is: for people to see, never guessed. */
function isoDay(text: string): string {
  const [, month = '', day = '', year] = AMERICAN_DAY.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
