import { type Cell, dateOrder, serialOf, usesComma } from './cell.ts';

/** Where and when something is typed. */
export interface Typing {
  readonly locale: string;
  /** The year of a date without one. */
  readonly year: number;
}

/**
 * Reads a text as the sheet reads what a person types (`USER_ENTERED`): formulas, numbers, dates, times, booleans.
 *
 * @param old the cell it goes into: its format stays unless the text brings one
 */
export function typed(text: string, old: Cell | undefined, typing: Typing): Cell {
  const kept: Cell = {
    ...(old?.format ? { format: old.format } : {}),
    ...(old?.note === undefined ? {} : { note: old.note }),
  };
  if (text === '') return kept;
  if (kept.format?.type === 'TEXT') return { ...kept, value: text };
  if (text.startsWith("'")) return { ...kept, value: text.slice(1) };
  const trimmed = text.trim();
  const number = numberOf(trimmed, typing.locale);
  if (number !== undefined) return { ...kept, value: number };
  // A plus in front begins a formula as an equals sign does: that is what becomes of a phone number with spaces.
  if (/^[=+]./.test(trimmed)) return { ...kept, ...computed(trimmed.replace(/^[=+]/, '=')) };
  const percent = /^(.+?)\s*%$/.exec(trimmed)?.[1];
  const share = percent === undefined ? undefined : numberOf(percent, typing.locale);
  if (share !== undefined) {
    return { ...kept, value: share / 100, format: { type: 'PERCENT', pattern: '0.00' } };
  }
  if (/^(true|false)$/i.test(trimmed)) {
    return { ...kept, value: trimmed.toLowerCase() === 'true' };
  }
  return { ...kept, ...(momentOf(trimmed, typing) ?? { value: text }) };
}

function numberOf(text: string, locale: string): number | undefined {
  const comma = usesComma(locale);
  const pattern = comma
    ? /^[-+]?(\d+|\d{1,3}([ \u00a0]\d{3})+)?(,\d+)?(e[-+]?\d+)?$/i
    : /^[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(e[-+]?\d+)?$/i;
  if (!/\d/.test(text) || !pattern.test(text)) return undefined;
  const plain = comma ? text.replace(/[ \u00a0]/g, '').replace(',', '.') : text.replace(/,/g, '');
  return Number(plain);
}

/** The stand-in computes nothing but links: any other formula shows an error, as one that cannot be parsed. */
function computed(formula: string): Cell {
  const label = /^=HYPERLINK\("[^"]*"\s*[,;]\s*"([^"]*)"\)$/i.exec(formula)?.[1];
  return { formula, value: label ?? '#ERROR!' };
}

function momentOf(text: string, typing: Typing): Cell | undefined {
  const date = dateOf(text, typing);
  if (date) return { value: date.serial, format: { type: 'DATE', pattern: date.pattern } };
  const time = timeOf(text);
  if (time) return { value: time.fraction, format: { type: 'TIME', pattern: time.pattern } };
  const [, first = '', second = ''] = /^(\S+)[ T](.+)$/.exec(text) ?? [];
  const [day, hour] = [dateOf(first, typing), timeOf(second)];
  if (!day || !hour) return undefined;
  return {
    value: day.serial + hour.fraction,
    format: { type: 'DATE_TIME', pattern: `${day.pattern} ${hour.pattern}` },
  };
}

function dateOf(
  text: string,
  { locale, year: thisYear }: Typing,
): { serial: number; pattern: string } | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) {
    const serial = serialOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    return serial === undefined ? undefined : { serial, pattern: 'yyyy-mm-dd' };
  }
  const parts = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  if (!parts) return undefined;
  const [, first = '', mark = '', second = '', last] = parts;
  const { order, separator } = dateOrder(locale);
  // Points belong to some countries only; in the others "21.11" is a number or a text.
  if (mark === '.' && separator !== '.') return undefined;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  const short = last?.length === 2 ? Number(last) + (Number(last) < 50 ? 2000 : 1900) : undefined;
  const year = last === undefined ? thisYear : (short ?? Number(last));
  const serial = serialOf(year, Number(month), Number(day));
  if (serial === undefined) return undefined;
  const width = (letter: string, digits: string) => letter.repeat(digits.length);
  const names = order === 'dmy' ? ['d', 'm'] : ['m', 'd'];
  const pattern = [
    width(names[0] ?? '', first),
    width(names[1] ?? '', second),
    ...(last === undefined ? [] : [width('y', last)]),
  ].join(mark);
  return { serial, pattern };
}

function timeOf(text: string): { fraction: number; pattern: string } | undefined {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap]m))?$/i.exec(text);
  if (!parts) return undefined;
  const [, hours = '', minutes = '', seconds, half] = parts;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  const pattern = `${'h'.repeat(hours.length)}:mm${seconds ? ':ss' : ''}${half ? ' am/pm' : ''}`;
  return {
    fraction: (hour * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) / 86_400,
    pattern,
  };
}
