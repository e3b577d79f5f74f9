import { Temporal } from 'temporal-polyfill';
import { calendarError } from '../errors.ts';

/** When an event begins or ends: a day, or an instant (epoch ms) with the zone it was given in. */
export type Moment =
  | { readonly date: string }
  | { readonly ms: number; readonly zone: string | undefined };

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|z|[+-]\d{2}:?\d{2})?$/;

const invalid = (message: string) => calendarError(400, 'invalid', message);

/** Whether there is such a zone. */
export function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || zone === '') return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Epoch ms of a wall-clock text in a zone. */
export function wallToMs(text: string, zone: string): number {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}

/** When a day begins in a zone. */
export const dayToMs = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;

/** `2026-11-22T10:00:00+02:00`; `Z` for UTC. */
export function text(ms: number, zone: string): string {
  const shown = Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return zone === 'UTC' ? shown.replace(/\+00:00$/, 'Z') : shown;
}

/** The day an instant falls on in a zone. */
export const dayOf = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

export const msOf = (moment: Moment, zone: string): number =>
  'date' in moment ? dayToMs(moment.date, zone) : moment.ms;

/**
 * Reads `start` or `end` of an event.
 *
 * @throws Refused 400 in Google's words
 */
export function readMoment(value: unknown, side: 'start' | 'end'): Moment {
  if (typeof value !== 'object' || value === null) {
    throw calendarError(400, 'required', `Missing ${side} time.`);
  }
  const { date, dateTime, timeZone } = value as Record<string, unknown>;
  const zone = timeZone ?? undefined;
  if (zone !== undefined && !isZone(zone)) {
    throw invalid(`Invalid time zone definition for ${side} time.`);
  }
  if (date !== undefined && date !== null && (dateTime === undefined || dateTime === null)) {
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date) || !isDay(date)) {
      throw invalid(`Invalid value for: Invalid format: "${String(date)}"`);
    }
    return { date };
  }
  if (typeof dateTime !== 'string' || (date !== undefined && date !== null)) {
    throw calendarError(400, 'required', `Missing ${side} time.`);
  }
  const [, day = '', hour = '', offset] = DATE_TIME.exec(dateTime) ?? [];
  if (!isDay(day)) throw calendarError(400, 'badRequest', 'Bad Request');
  if (offset) {
    const ms = Date.parse(`${day}T${hour}${offset.toUpperCase()}`);
    if (Number.isNaN(ms)) throw calendarError(400, 'badRequest', 'Bad Request');
    return { ms, zone };
  }
  if (zone === undefined) {
    throw calendarError(400, 'required', `Missing time zone definition for ${side} time.`);
  }
  try {
    return { ms: wallToMs(`${day}T${hour}`, zone), zone };
  } catch {
    throw calendarError(400, 'badRequest', 'Bad Request');
  }
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** An RFC 3339 text with its mandatory offset, as `timeMin` and `timeMax` take it. */
export function readInstant(value: string): number | undefined {
  const offset = DATE_TIME.exec(value)?.[3];
  const ms = Date.parse(value);
  return offset && !Number.isNaN(ms) ? ms : undefined;
}

/** As events and `originalStartTime` show it. */
export function momentView(moment: Moment, zone: string): Record<string, string> {
  if ('date' in moment) return { date: moment.date };
  return { dateTime: text(moment.ms, zone), timeZone: moment.zone ?? zone };
}
