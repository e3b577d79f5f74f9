export type Value = string | number | boolean;

/** How a value is shown; dates and times are numbers in such a format. */
export interface Format {
  readonly type: 'TEXT' | 'NUMBER' | 'PERCENT' | 'DATE' | 'TIME' | 'DATE_TIME' | string;
  readonly pattern?: string;
}

export interface Cell {
  value?: Value;
  /** With its equals sign. `value` is what it comes to. */
  formula?: string;
  format?: Format;
  note?: string;
}

export type ValueRender = 'FORMATTED_VALUE' | 'UNFORMATTED_VALUE' | 'FORMULA';
export type DateRender = 'SERIAL_NUMBER' | 'FORMATTED_STRING';

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const TEMPORAL = new Set(['DATE', 'TIME', 'DATE_TIME']);

export const isEmpty = (cell: Cell | undefined): boolean =>
  cell === undefined || cell.value === undefined || cell.value === '';

/** A day as the sheet counts it: days since 30 December 1899. Undefined when there is no such day. */
export function serialOf(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? (ms - EPOCH) / DAY_MS : undefined;
}

/** What a call reads: text, number or boolean; an empty cell is an empty text. */
export function rendered(
  cell: Cell | undefined,
  locale: string,
  render: ValueRender = 'FORMATTED_VALUE',
  dates: DateRender = 'SERIAL_NUMBER',
): Value {
  if (cell === undefined || isEmpty(cell)) return '';
  if (render === 'FORMATTED_VALUE') return shown(cell, locale);
  if (render === 'FORMULA' && cell.formula !== undefined) return cell.formula;
  const temporal = typeof cell.value === 'number' && TEMPORAL.has(cell.format?.type ?? '');
  return temporal && dates === 'FORMATTED_STRING' ? shown(cell, locale) : (cell.value ?? '');
}

/** What a person sees in a cell. */
export function shown(cell: Cell | undefined, locale: string): string {
  const value = cell?.value;
  if (cell === undefined || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  const { type = 'NUMBER', pattern } = cell.format ?? {};
  if (TEMPORAL.has(type)) return dateText(value, pattern ?? defaultPattern(type, locale));
  const comma = usesComma(locale);
  const plain = (text: string) => (comma ? text.replace('.', ',') : text);
  if (type === 'PERCENT') return `${plain((value * 100).toFixed(decimals(pattern) ?? 2))}%`;
  const places = type === 'NUMBER' ? decimals(pattern) : undefined;
  return plain(
    places === undefined ? String(Number(value.toPrecision(15))) : value.toFixed(places),
  );
}

function decimals(pattern: string | undefined): number | undefined {
  if (pattern === undefined) return undefined;
  return /[.,]([0#]+)/.exec(pattern)?.[1]?.length ?? 0;
}

/** Whether decimals are written with a comma. */
export const usesComma = (locale: string): boolean => !/^(en|he|zh|ja|ko|th)(_|$)/.test(locale);

/** In which order a person writes day, month and year, and with what between them. */
export function dateOrder(locale: string): { order: 'dmy' | 'mdy'; separator: '.' | '/' } {
  if (locale === 'en_US' || locale === 'en') return { order: 'mdy', separator: '/' };
  if (/^(en|fr|es|it|pt)(_|$)/.test(locale)) return { order: 'dmy', separator: '/' };
  return { order: 'dmy', separator: '.' };
}

function defaultPattern(type: string, locale: string): string {
  const { order, separator } = dateOrder(locale);
  const date = order === 'mdy' ? 'm/d/yyyy' : ['dd', 'mm', 'yyyy'].join(separator);
  if (type === 'DATE') return date;
  return type === 'TIME' ? 'h:mm:ss' : `${date} h:mm:ss`;
}

function dateText(serial: number, pattern: string): string {
  // To the nearest second: fractions of a day are never exact.
  const date = new Date(EPOCH + Math.round(serial * 86_400) * 1000);
  const twelve = /am\/pm/i.test(pattern);
  const hour = date.getUTCHours();
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  let afterHour = false;
  return pattern.replace(/y+|m+|d+|h+|s+|am\/pm|"[^"]*"/gi, (part, at: number) => {
    const token = part.toLowerCase();
    if (token.startsWith('"')) return part.slice(1, -1);
    if (token === 'am/pm') return hour < 12 ? 'AM' : 'PM';
    if (token[0] === 'y') return String(date.getUTCFullYear()).slice(token.length > 2 ? 0 : 2);
    if (token[0] === 'd') return pad(date.getUTCDate(), token.length);
    if (token[0] === 's') return pad(date.getUTCSeconds(), token.length);
    if (token[0] === 'h') {
      afterHour = true;
      return pad(twelve ? hour % 12 || 12 : hour, token.length);
    }
    const minutes = afterHour || /^m+[:.]s/i.test(pattern.slice(at));
    afterHour = false;
    return pad(minutes ? date.getUTCMinutes() : date.getUTCMonth() + 1, token.length);
  });
}
