import type { HoursDocument, HoursInput } from '../contracts/integrations.ts';
import type { HoursRow, Provider } from '../projects/index.ts';

/** A row as it is stored. */
export function asRow(id: string, hours: HoursInput): HoursRow {
  const { weekday, date, start_time, end_time, is_enabled = true } = hours;
  return {
    id,
    ...(typeof weekday === 'number' ? { weekday } : {}),
    ...(date ? { date } : {}),
    ...(start_time && end_time ? { start: start_time, end: end_time } : {}),
    enabled: is_enabled,
  };
}

/** A row as the API answers it. */
export function hoursDocument(slug: Provider, row: HoursRow): HoursDocument {
  return {
    id: row.id,
    integration: slug,
    weekday: row.weekday ?? null,
    date: row.date ?? null,
    start_time: row.start ?? null,
    end_time: row.end ?? null,
    is_enabled: row.enabled,
  };
}

/** Weekdays first, then dates; each by its start. */
export function inOrder(rows: readonly HoursRow[]): readonly HoursRow[] {
  const name = ({ weekday, date = '', start = '', id }: HoursRow) =>
    [weekday ?? 7, date, start, id].join(' ');
  return rows.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}
