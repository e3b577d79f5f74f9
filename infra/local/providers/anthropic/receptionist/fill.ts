import { resolved, typesOf } from '../schema.ts';
import type { Schema } from '../wire.ts';
import type { Entry } from './catalogue.ts';
import type { DayWish } from './when.ts';

/** What the receptionist knows when it fills a form. */
export interface Known {
  slotId?: string | undefined;
  bookingId?: string | undefined;
  bookingCode?: string | undefined;
  service?: Entry | undefined;
  specialist?: Entry | undefined;
  day?: DayWish | undefined;
  time?: string | undefined;
  window?: { from?: string; to?: string } | undefined;
  phone?: string | undefined;
  name?: string | undefined;
  language?: string | undefined;
  reason?: string | undefined;
  today?: string | undefined;
}

const NOTHING = Symbol('nothing to write here');
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const LONG = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The input of a tool, field by field as its schema names them. */
export function fillInput(schema: Schema, known: Known): Record<string, unknown> {
  return object(schema, known, schema);
}

function object(schema: Schema, known: Known, root: Schema): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(schema.properties ?? {})) {
    const part = resolved(raw, root);
    const value = field(name, part, known, root);
    if (value !== NOTHING) filled[name] = value;
    else if (schema.required?.includes(name)) filled[name] = emptyOf(part, root);
  }
  return filled;
}

function field(name: string, schema: Schema, known: Known, root: Schema): unknown {
  const key = name.toLowerCase();
  const told = (value: unknown) => value ?? NOTHING;
  if (/slot/u.test(key) && !/slots|count|minutes/u.test(key)) return told(known.slotId);
  if (/booking|appointment|visit/u.test(key)) {
    return told(
      /code/u.test(key)
        ? (known.bookingCode ?? known.bookingId)
        : (known.bookingId ?? known.bookingCode),
    );
  }
  if (/service/u.test(key)) return entry(key, schema, known.service, root);
  if (/specialist|master|staff/u.test(key)) return entry(key, schema, known.specialist, root);
  if (/phone/u.test(key)) return told(known.phone);
  if (/^(?:client_?)?name$/u.test(key)) return told(known.name);
  if (/lang|locale/u.test(key)) return told(known.language);
  if (/reason|summary|note|comment|question|message|text/u.test(key)) return told(known.reason);
  if (
    /window|between|hours|part_of_day/u.test(key) ||
    (/time/u.test(key) && isObject(schema, root))
  ) {
    return windowOf(schema, known, root);
  }
  if (/time|hour/u.test(key)) {
    if (/from|after|earliest|min/u.test(key)) return told(known.time ?? known.window?.from);
    if (/to|before|until|latest|max/u.test(key)) {
      return told(known.time === undefined ? known.window?.to : laterBy(known.time, 180));
    }
    return told(known.time);
  }
  if (/date|day|when|^from|^to$|until/u.test(key)) {
    const isEnd = /^to|until|end/u.test(key);
    // One day needs no end.
    if (!known.day || (isEnd && known.day.kind !== 'week')) return NOTHING;
    return dayIn(schema, known.day, known.today, root, isEnd);
  }
  return NOTHING;
}

function entry(key: string, schema: Schema, one: Entry | undefined, root: Schema): unknown {
  if (!one) return NOTHING;
  const options = choices(schema, root).flatMap((choice) => choice.enum ?? []);
  for (const value of [one.id, one.name]) {
    if (value !== undefined && options.includes(value)) return value;
  }
  const value =
    /id/u.test(key) || /(?<!\w)id(?!\w)/iu.test(schema.description ?? '') ? one.id : undefined;
  const text = value ?? (options.length > 0 ? NOTHING : one.name);
  return choices(schema, root).some((choice) => typesOf(choice).includes('array')) ? [text] : text;
}

function windowOf(raw: Schema, known: Known, root: Schema): unknown {
  const schema = choices(raw, root).find((choice) => typesOf(choice).includes('object'));
  if (!schema) return known.time ?? NOTHING;
  const window =
    known.time === undefined ? known.window : { from: known.time, to: laterBy(known.time, 180) };
  if (!window) return NOTHING;
  const filled: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const value = /from|start|after|earliest/iu.test(name) ? window.from : window.to;
    const nullable = choices(part, root).some((choice) => typesOf(choice).includes('null'));
    if (value !== undefined) filled[name] = value;
    else if (schema.required?.includes(name)) {
      filled[name] = nullable ? null : /from|start|after|earliest/iu.test(name) ? '00:00' : '23:59';
    }
  }
  return filled;
}

/** Writes a day in the form the schema asks for. */
function dayIn(
  raw: Schema,
  wish: DayWish,
  today: string | undefined,
  root: Schema,
  isEnd: boolean,
): unknown {
  const forms = choices(raw, root);
  for (const one of equivalents(wish, today, isEnd)) {
    for (const form of forms) {
      if (typesOf(form).includes('object')) {
        const filled = dayObject(form, one, root);
        if (filled) return filled;
      } else if (typesOf(form).includes('string') && one.kind === 'date') return one.date;
    }
  }
  return NOTHING;
}

function dayObject(
  schema: Schema,
  wish: DayWish,
  root: Schema,
): Record<string, unknown> | undefined {
  const properties = Object.entries(schema.properties ?? {});
  const filled: Record<string, unknown> = {};
  let written = 0;
  for (const [name, raw] of properties) {
    const part = resolved(raw, root);
    const value = dayPart(name.toLowerCase(), part, wish, root);
    if (value === NOTHING) continue;
    filled[name] = value;
    const beside = /weekday/iu.test(name) && wish.kind !== 'weekday';
    if (part.const === undefined && !/kind|type/u.test(name) && !beside) written += 1;
  }
  const wanted = wish.kind === 'dayMonth' && wish.month !== undefined ? 2 : 1;
  if (written < wanted) return undefined;
  for (const [name, raw] of properties) {
    if (name in filled || !schema.required?.includes(name)) continue;
    const part = resolved(raw, root);
    if (!choices(part, root).some((choice) => typesOf(choice).includes('null'))) {
      if (/weeks/iu.test(name)) filled[name] = 0;
      else return undefined;
    } else filled[name] = null;
  }
  return filled;
}

function dayPart(name: string, schema: Schema, wish: DayWish, root: Schema): unknown {
  const options = choices(schema, root).flatMap((choice) => [
    ...(choice.enum ?? []),
    ...(choice.const === undefined ? [] : [choice.const]),
  ]);
  if (/kind|type/u.test(name)) {
    const words = {
      relative: /relative|offset|in_days/u,
      weekday: /week/u,
      dayMonth: /month/u,
      date: /date|iso|exact/u,
      week: /week/u,
    }[wish.kind];
    return options.find((option) => words.test(String(option))) ?? NOTHING;
  }
  if (wish.kind === 'relative' && /relative|offset|in_days|days_from|days_ahead/u.test(name)) {
    return wish.days;
  }
  const weekday = 'weekday' in wish ? wish.weekday : undefined;
  if (weekday && /weekday|day_of_week|dow/u.test(name)) {
    const place = WEEKDAYS.indexOf(weekday);
    const spelled = options.find((option) =>
      [weekday, LONG[place]].includes(String(option).toLowerCase()),
    );
    const numeric = choices(schema, root).some((choice) => typesOf(choice).includes('integer'));
    return spelled ?? (numeric ? place + 1 : weekday);
  }
  if (wish.kind === 'weekday') {
    if (/weeks|week_offset/u.test(name)) return wish.weeksAhead;
  }
  if (wish.kind === 'dayMonth') {
    if (/^day|day_of_month/u.test(name)) return wish.day;
    if (/^month/u.test(name) && wish.month !== undefined) return wish.month;
  }
  if (wish.kind === 'date' && /^(?:date|iso|exact|value|on)/u.test(name)) return wish.date;
  return NOTHING;
}

/** The same day in other words, when it is known what day it is today. */
function equivalents(wish: DayWish, today: string | undefined, isEnd: boolean): DayWish[] {
  const all: DayWish[] = [];
  if (wish.kind === 'week') {
    const monday: DayWish = {
      kind: 'weekday',
      weekday: isEnd ? 'sun' : 'mon',
      weeksAhead: wish.weeksAhead,
    };
    all.push(
      ...(wish.weeksAhead === 0 && !isEnd ? [{ kind: 'relative', days: 0 } as const] : [monday]),
    );
  } else if (wish.kind === 'dayMonth' && wish.month === undefined && today) {
    const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
    const next = wish.day < day;
    const date = new Date(Date.UTC(year, month - 1 + (next ? 1 : 0), wish.day));
    all.push({ kind: 'dayMonth', day: wish.day, month: date.getUTCMonth() + 1 });
  } else all.push(wish);
  const date = today === undefined ? undefined : dateOf(all[0] ?? wish, today);
  if (date) {
    const [, month = 1, day = 1] = date.split('-').map(Number);
    all.push({ kind: 'date', date }, { kind: 'dayMonth', day, month });
  }
  return all;
}

/** The date a wish means, counted from today; undefined for a day without its month. */
export function dateOf(wish: DayWish, today: string): string | undefined {
  const start = new Date(`${today}T00:00:00Z`);
  const iso = (days: number) =>
    new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  switch (wish.kind) {
    case 'date':
      return wish.date;
    case 'relative':
      return iso(wish.days);
    case 'week':
      return iso(wish.weeksAhead * 7);
    case 'weekday': {
      const now = (start.getUTCDay() + 6) % 7;
      const target = WEEKDAYS.indexOf(wish.weekday);
      return wish.weeksAhead > 0
        ? iso(target - now + 7 * wish.weeksAhead)
        : iso((target - now + 7) % 7);
    }
    case 'dayMonth': {
      if (wish.month === undefined) return undefined;
      const written = `${String(wish.month).padStart(2, '0')}-${String(wish.day).padStart(2, '0')}`;
      const year = Number(today.slice(0, 4));
      return `${written < today.slice(5) ? year + 1 : year}-${written}`;
    }
  }
}

/** A value that says nothing, for a field that must be there. */
export function emptyOf(raw: Schema, root: Schema): unknown {
  const forms = choices(raw, root);
  if (forms.some((form) => typesOf(form).includes('null'))) return null;
  const [form = {}] = forms;
  if (form.const !== undefined) return form.const;
  if (form.enum) return form.enum[0];
  switch (typesOf(form)[0]) {
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'object':
      return Object.fromEntries(
        (form.required ?? []).map((name) => [name, emptyOf(form.properties?.[name] ?? {}, root)]),
      );
    default:
      return '';
  }
}

/** The alternatives of a schema, itself when it has none. */
export function choices(raw: Schema, root: Schema): Schema[] {
  const schema = resolved(raw, root);
  const options = schema.anyOf ?? schema.oneOf;
  return options ? options.flatMap((option) => choices(option, root)) : [schema];
}

const isObject = (schema: Schema, root: Schema) =>
  choices(schema, root).some((choice) => typesOf(choice).includes('object'));

function laterBy(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = Math.min(hour * 60 + minute + minutes, 23 * 60 + 59);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
