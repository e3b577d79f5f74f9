import { Refused } from './errors.ts';

export const COLUMN_TYPES = [
  'Text',
  'LongText',
  'Name',
  'Email',
  'Phone',
  'Number',
  'Decimal',
  'Price',
  'Yes/No',
  'Date',
  'Time',
  'DateTime',
  'ChangeTimestamp',
  'Enum',
  'Ref',
] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** One column of a table. */
export interface Column {
  name: string;
  type: ColumnType;
  key?: boolean;
  /** A row without it is refused. */
  required?: boolean;
  /** What an Enum can be. */
  values?: string[];
  /** `UNIQUEID()`: an Add may leave it out. */
  initial?: string;
  /** A formula of the app: shown, never written. Here it stands still. */
  virtual?: string;
  /** Takes ISO dates as well; at AppSheet that depends on the table. */
  iso?: boolean;
}

/** How a locale writes a day. */
const ORDERS = {
  'en-US': 'MDY/',
  'en-GB': 'DMY/',
  'fr-FR': 'DMY/',
  'de-DE': 'DMY.',
  'uk-UA': 'DMY.',
  'ru-RU': 'DMY.',
} as const;
export type Locale = keyof typeof ORDERS;
export const LOCALES = Object.keys(ORDERS) as Locale[];

/** The locale that a call names; one that nobody knows counts as American, as when it names none. */
export const localeOf = (name: unknown): Locale =>
  LOCALES.find((known) => known === name) ?? 'en-US';

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AP])M)?$/i;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * A value of a call as the table keeps it.
 *
 * @param options `lenient`: dates in ISO count in every locale, as in a form
 * @throws Refused in AppSheet's words when it cannot be of the column's type
 */
export function canonical(
  column: Column,
  value: unknown,
  locale: Locale,
  { lenient = false }: { lenient?: boolean } = {},
): string {
  if (value === null || value === undefined) return '';
  const wrong = () => cannotConvert(column, value);
  if (typeof value === 'object') throw wrong();
  const text = String(value).trim();
  if (text === '') return '';
  const iso = lenient || column.iso === true;
  switch (column.type) {
    case 'Number':
      if (!/^[+-]?\d+$/.test(text)) throw wrong();
      return String(Number(text));
    case 'Decimal':
    case 'Price': {
      const plain = text.replace(/^[$€£₴]\s*/, '');
      if (!NUMBER.test(plain)) throw wrong();
      return Number(plain).toFixed(2);
    }
    case 'Yes/No':
      if (/^(y|yes|true|1)$/i.test(text)) return 'Y';
      if (/^(n|no|false|0)$/i.test(text)) return 'N';
      throw wrong();
    case 'Date':
      return dateOf(text.split(/[ T]/)[0] ?? '', locale, iso) ?? raise(wrong());
    case 'Time':
      return timeOf(text) ?? raise(wrong());
    case 'DateTime':
    case 'ChangeTimestamp': {
      const [day = '', ...rest] = text.split(/[ T]/);
      const date = dateOf(day, locale, iso);
      const time =
        rest.length === 0 ? '00:00:00' : timeOf(rest.join(' ').replace(/(\.\d+)?Z$/, ''));
      if (date === undefined || time === undefined) throw wrong();
      return `${date}T${time}`;
    }
    case 'Email':
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) throw wrong();
      return text;
    case 'Enum':
      if (column.values && !column.values.includes(text)) throw wrong();
      return text;
    default:
      return String(value);
  }
}

/** A kept value as an answer shows it: text, days in the order of the call's locale. */
export function shown(column: Column, kept: string, locale: Locale): string {
  if (kept === '') return '';
  if (column.type === 'Date') return dayIn(kept, locale);
  if (column.type === 'DateTime' || column.type === 'ChangeTimestamp') {
    const [day = '', time = ''] = kept.split('T');
    return `${dayIn(day, locale)} ${time}`;
  }
  return kept;
}

/** Whether a column holds days or moments, which compare as dates. */
export const isDated = ({ type }: Column): boolean =>
  type === 'Date' || type === 'DateTime' || type === 'ChangeTimestamp';

function dayIn(iso: string, locale: Locale): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  const order = ORDERS[locale];
  const mark = order.charAt(3);
  return (order.startsWith('M') ? [month, day, year] : [day, month, year]).join(mark);
}

function dateOf(text: string, locale: Locale, iso: boolean): string | undefined {
  const year = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (year) return iso ? realDay(year[1], year[2], year[3]) : undefined;
  const order = ORDERS[locale];
  const parts = text.split(order.charAt(3));
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const [first, second, third] = parts;
  return order.startsWith('M') ? realDay(third, first, second) : realDay(third, second, first);
}

function realDay(year = '', month = '', day = ''): string | undefined {
  if (year.length !== 4) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

function timeOf(text: string): string | undefined {
  const [, hours = '', minutes = '', seconds = '00', half] = TIME.exec(text) ?? [];
  if (hours === '') return undefined;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
}

function cannotConvert({ name, type }: Column, value: unknown): Refused {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return new Refused(
    400,
    `Value '${text}' in field '${name}' cannot be converted to type '${type}'`,
  );
}

function raise(fault: Error): never {
  throw fault;
}
