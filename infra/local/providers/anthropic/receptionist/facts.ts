import { isRecord } from '../wire.ts';

/** A free time or a booking as a tool told it. */
export interface Fact {
  slotId?: string;
  bookingId?: string;
  code?: string;
  status?: string;
  /** `YYYY-MM-DD`, wall clock. */
  date?: string;
  /** `HH:MM`, wall clock. */
  time?: string;
  /** How the tool wrote the moment, for when it is neither. */
  when?: string;
  service?: string;
  serviceId?: string;
  specialist?: string;
  specialistId?: string;
}

/** What a tool result says. */
export interface Told {
  facts: Fact[];
  /** Why it did not happen; undefined when it did. */
  refused?: string;
  text: string;
}

const REFUSALS = [
  'slot_taken',
  'outside_working_hours',
  'too_soon',
  'beyond_horizon',
  'unknown_service',
  'unknown_specialist',
  'not_offered_by_specialist',
  'booking_not_found',
  'booking_not_changeable',
  'project_incomplete',
  'unknown_slot',
  'date_is_past',
  'no_such_date',
  'too_many_changes',
  'invalid_arguments',
];

/** Reads a tool result, JSON or lines of text. */
export function readResult(text: string, isError: boolean): Told {
  const value = jsonIn(text);
  const facts = value === undefined ? factsInLines(text) : factsIn(value);
  const refused = refusalIn(value, text) ?? (isError ? 'error' : undefined);
  return { facts, text, ...(refused === undefined ? {} : { refused }) };
}

/** Slots and bookings mentioned anywhere in a text: whole JSON, JSON lines, or plain lines. */
export function factsInText(text: string): Fact[] {
  const whole = jsonIn(text);
  if (whole !== undefined) return factsIn(whole);
  const facts: Fact[] = [];
  for (const line of text.replace(/<\/?[a-z][^<>]*>/giu, '\n').split('\n')) {
    const start = line.search(/[[{]/u);
    const end = Math.max(line.lastIndexOf(']'), line.lastIndexOf('}'));
    const value = start < 0 ? undefined : jsonIn(line.slice(start, end + 1));
    facts.push(...(value === undefined ? factsInLines(line) : factsIn(value)));
  }
  return facts;
}

function jsonIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.trim());
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

function factsIn(value: unknown, inherited: Fact = {}): Fact[] {
  if (Array.isArray(value)) return value.flatMap((item) => factsIn(item, inherited));
  if (!isRecord(value)) return [];
  const own: Fact = { ...inherited };
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'string' || typeof entry === 'number') read(own, key, String(entry));
    else if (isRecord(entry) && typeof entry.name === 'string') read(own, key, entry.name);
  }
  if (own.slotId === undefined && typeof value.id === 'string' && own.time && !('code' in value)) {
    own.slotId = value.id;
  }
  if (own.bookingId === undefined && typeof value.id === 'string' && 'code' in value) {
    own.bookingId = value.id;
  }
  const inner = Object.values(value).flatMap((entry) =>
    typeof entry === 'object' ? factsIn(entry, own) : [],
  );
  if (inner.some((fact) => fact.slotId ?? fact.bookingId)) return inner;
  return (own.slotId ?? own.bookingId ?? own.code) ? [own] : inner;
}

function read(fact: Fact, key: string, value: string): void {
  const name = key.toLowerCase().replace(/[^a-z]/gu, '');
  if (name === 'slotid' || name === 'slot') fact.slotId = value;
  else if (name === 'bookingid' || name === 'booking') fact.bookingId = value;
  else if (name === 'code' || name.endsWith('confirmationcode')) {
    if (!REFUSALS.includes(value)) fact.code = value;
  } else if (name === 'status') fact.status = value;
  else if (name === 'serviceid') fact.serviceId = value;
  else if (name.startsWith('service')) fact.service = value;
  else if (name === 'specialistid') fact.specialistId = value;
  else if (name.startsWith('specialist') || name === 'master' || name === 'with') {
    fact.specialist = value;
  } else if (/^(?:end|to$|todate|until|finish|weekday)/u.test(name)) return;
  else if (/date|day|time|start|begin|when|^at$|local/u.test(name)) {
    const moment = wallIn(value);
    fact.date = moment.date ?? fact.date ?? '';
    if (fact.date === '') delete fact.date;
    if (moment.time) fact.time = moment.time;
    if (/\p{L}/u.test(value) && !/T\d\d:/u.test(value)) fact.when = value;
  }
}

function wallIn(text: string): { date?: string; time?: string } {
  const date = /(20\d\d-\d\d-\d\d)/u.exec(text)?.[1];
  const time = /(?<!\d)(\d{1,2}):(\d\d)(?!\d)/u.exec(text);
  return {
    ...(date ? { date } : {}),
    ...(time ? { time: `${time[1]?.padStart(2, '0')}:${time[2]}` } : {}),
  };
}

function factsInLines(text: string): Fact[] {
  const facts: Fact[] = [];
  for (const line of text.split('\n')) {
    const { date, time } = wallIn(line);
    if (!time) continue;
    const labelled =
      /\b(slot_id|slot|booking_id|booking|id|code)\s*[:=#]?\s*["'`]?([\w-]*\d[\w-]*)/iu.exec(line);
    const bracketed = /[[`(]([A-Za-z][\w-]*\d[\w-]*|[A-Z0-9]{4,8})[\]`)]/u.exec(line);
    const leading = /^\W*([A-Za-z][\w-]*\d[\w-]*)\b/u.exec(line);
    const id = labelled?.[2] ?? bracketed?.[1] ?? leading?.[1];
    if (!id) continue;
    const booking = /booking|code|запис/iu.test(labelled?.[1] ?? line);
    facts.push({
      ...(booking ? { bookingId: id } : { slotId: id }),
      time,
      ...(date ? { date } : {}),
      when: line.replace(/^\W+/u, ''),
    });
  }
  return facts;
}

function refusalIn(value: unknown, text: string): string | undefined {
  const named = REFUSALS.find((code) => text.includes(code));
  if (named) return named;
  if (!isRecord(value)) return undefined;
  for (const flag of ['ok', 'booked', 'success', 'changed', 'cancelled', 'done']) {
    if (value[flag] === false) return 'refused';
  }
  for (const key of ['error', 'refused', 'refusal', 'problem']) {
    const entry = value[key];
    if (typeof entry === 'string' && entry !== '') return entry;
    if (isRecord(entry)) return String(entry.code ?? 'refused');
    if (entry === true) return 'refused';
  }
  return undefined;
}
