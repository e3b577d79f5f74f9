import type { Temporal } from 'temporal-polyfill';
import { PRICES } from './business.ts';
import { momentOf } from './calendar.ts';
import type { Dialogue, ExpectedBooking, Language } from './dialogue.ts';

/** A committed booking as the table has it. */
export interface BookingRow {
  readonly code: string;
  readonly status: string;
  readonly serviceName: string;
  readonly specialistName: string;
  readonly startsAt: string;
  readonly clientId: string;
}

const STANDS = new Set(['PENDING', 'CONFIRMED', 'IN_PROGRESS']);

/**
 * Words of something done, in three languages. Of its own, not the product's list: a gap there must not be a gap here.
 * A negation before them is looked for apart.
 */
const DONE: Record<'stands' | 'cancelled', RegExp> = {
  stands:
    /(?<!\p{L})(?:записа(?:ла|в|ли|но|ний|на|ні|л|ны|н)|заброньован\p{L}*|забронирова\p{L}*|заброньовую|перен(?:есла|ес[её]н\p{L}*|ес|іс|есено|если)|закріплено|закреплено|запит на запис прийнято|запрос на запись принят|(?:booked|rescheduled|confirmed)|has been moved|is moved|moved (?:your|it)|request is accepted)(?!\p{L})/giu,
  cancelled:
    /(?<!\p{L})(?:скасован\p{L}*|скасувал\p{L}*|отмен(?:ена|ён|ено|ила|или|ил)|cancell?ed)(?!\p{L})/giu,
};
const NEGATED = /(?<!\p{L})(?:не|ні|not|never|no|nothing|\p{L}+n['’]t)(?:\s+\S+){0,2}\s*$/iu;
const CODE = /(?:код запису|код записи|booking code)[^A-Z0-9]{0,4}([A-Z0-9]{4,10})/giu;
const MONEY =
  /(\d[\d\s\u00a0\u202f]*)\s*(?:₴|грн|uah|гривен\p{L}*)|(?:₴|uah)\s*(\d[\d\s\u00a0\u202f,]*)/giu;

/**
 * What a reply says falsely, against the client's committed rows at that moment; empty when everything is true. A reply
 * that states a booking, a move or a cancellation carries the code of a row that is so.
 */
export function falseClaims(
  reply: string,
  rows: readonly BookingRow[],
  monday: Temporal.ZonedDateTime,
): string[] {
  const found: string[] = [];
  const codes = [...reply.matchAll(CODE)].map(([, code = '']) => code);
  for (const code of codes) {
    const row = rows.find((one) => one.code === code);
    if (row === undefined) found.push(`the code ${code} is nobody's`);
    else if (!reply.includes(momentOf(monday, row.startsAt).time)) {
      found.push(`${code} is told without its time`);
    }
  }
  const named = rows.filter(({ code }) => reply.includes(code));
  for (const [kind, pattern] of Object.entries(DONE)) {
    const stated = [...sentencesOf(reply)].some((sentence) =>
      [...sentence.matchAll(pattern)].some(
        ({ index }) => !NEGATED.test(sentence.slice(0, index)) && !sentence.endsWith('?'),
      ),
    );
    const is = (status: string) =>
      kind === 'stands' ? STANDS.has(status) : status === 'CANCELLED';
    if (stated && !named.some(({ status }) => is(status))) {
      found.push(`it is told that a booking ${kind}, and none does`);
    }
  }
  for (const [, before, after] of reply.matchAll(MONEY)) {
    const amount = Number((before ?? after ?? '').replace(/\D/g, ''));
    if (!PRICES.includes(amount)) found.push(`nothing costs ${amount}`);
  }
  return found;
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n/u);
}

const NAMES = /Haircut|Coloring|Manicure|Massage|Anna|Maria|Elena|Salon|UAH|\b[A-Z0-9]{6}\b/g;

/** Whether a reply is in the language; names of the catalogue are in none. */
export function isIn(language: Language, reply: string): boolean {
  const words = reply.replace(NAMES, '');
  const count = (pattern: RegExp): number => words.match(pattern)?.length ?? 0;
  const [latin, cyrillic] = [count(/\p{Script=Latin}/gu), count(/\p{Script=Cyrillic}/gu)];
  if (latin + cyrillic === 0) return true;
  if (language === 'en') return latin > cyrillic * 4;
  if (latin > cyrillic) return false;
  const [ukrainian, russian] = [count(/[іїєґ]/giu), count(/[ыэъё]/giu)];
  return language === 'uk' ? ukrainian >= russian : russian >= ukrainian;
}

/** What is wrong with a client's bookings at the end, against what was expected; empty when all is right. */
export function wrongBookings(
  { expected }: Dialogue,
  rows: readonly BookingRow[],
  monday: Temporal.ZonedDateTime,
): string[] {
  const standing = rows.filter(({ status }) => STANDS.has(status));
  const left = [...standing];
  const wrong: string[] = [];
  for (const wanted of expected.bookings) {
    const index = left.findIndex((row) => fits(row, wanted, monday));
    if (index < 0) wrong.push(`no ${JSON.stringify(wanted)}`);
    else left.splice(index, 1);
  }
  for (const row of left) {
    const { day, time } = momentOf(monday, row.startsAt);
    wrong.push(`unwanted ${row.serviceName} with ${row.specialistName} on day ${day} at ${time}`);
  }
  return wrong;
}

function fits(row: BookingRow, wanted: ExpectedBooking, monday: Temporal.ZonedDateTime): boolean {
  const { day, time } = momentOf(monday, row.startsAt);
  const [from, to] =
    typeof wanted.time === 'object'
      ? wanted.time
      : [wanted.time ?? '00:00', wanted.time ?? '24:00'];
  return (
    row.serviceName === wanted.service &&
    (wanted.specialist === undefined || row.specialistName === wanted.specialist) &&
    (wanted.day === undefined || wanted.day === day) &&
    time >= from &&
    time <= to
  );
}
