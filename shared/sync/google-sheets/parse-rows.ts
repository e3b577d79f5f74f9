import { Temporal } from 'temporal-polyfill';
import { type Slot, serviceMinutes } from '../../availability/index.ts';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import { bookingIdSchema } from '../../platform/id-schemas.ts';
import type { BookingId, SpecialistId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';
import type { CellValue, Grid } from './api.ts';
import { dayOf, minuteOf, textOf } from './cells.ts';
import { type FoundRow, rowsOf } from './match.ts';
import { ID_COLUMN } from './row.ts';

/** Why a row that somebody typed blocks no time. */
export const UNREADABLE = [
  'no_date',
  'bad_date',
  /** A day and a month alone could be of any year. */
  'no_year',
  'dates_disagree',
  'no_time',
  'bad_time',
  /** The clocks go over this time, or it ends before it begins. */
  'no_such_time',
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

interface Typed {
  readonly specialistId: SpecialistId;
  /** The row's number as people see it, from 1. */
  readonly row: number;
  /** What column G carries when it looks like a booking's id; whose row it is nobody knows yet. */
  readonly bookingId?: BookingId;
  /** Day, time and client, comparable with those of a booking; absent when it does not say all three. */
  readonly key?: string;
}

/** A time that somebody took by typing it into the sheet; `startsAt` and `endsAt` as of a {@link Slot}. */
export interface BusyRow extends Typed, Pick<Slot, 'startsAt' | 'endsAt'> {
  /** What stands in columns D to F. */
  readonly client: string;
  readonly name: string;
  readonly service: string;
  /** It names a service nobody knows: one slot is blocked. */
  readonly unknownService: boolean;
}

export interface UnreadableRow extends Typed {
  readonly why: Unreadable;
}

/** What people typed into the worksheets. */
export interface TypedRows {
  readonly busy: readonly BusyRow[];
  readonly unreadable: readonly UnreadableRow[];
}

const RANGE = /^(\d{1,2}[:.]\d{2})\s*[-–—]\s*(\d{1,2}[:.]\d{2})$/;
const DAY_SECONDS = 86_400;
const LONG_PAST_SECONDS = 180 * DAY_SECONDS;
const SHORT_DAY = /^\d{1,2}\.\d{1,2}\.?$/;

/**
 * The rows that people typed: without an id in column G, or with one that belongs to another row. Each blocks its
 * time by the wall clock of the project: as long as it says (`10:00-11:30`), else as long as its service takes, else
 * one slot. What cannot be read for sure is told, never guessed; what is past is left out.
 *
 * @param grids the cells of each specialist's worksheet from the first row on
 * @param isOurs whether a row with this booking id is that booking's row; absent: the first one with it is
 * @param from rows that end before do not matter
 */
export function parseRows(
  project: Project,
  grids: readonly { readonly specialistId: SpecialistId; readonly grid: Grid }[],
  from: Instant,
  isOurs?: (bookingId: string, row: FoundRow) => boolean,
): TypedRows {
  const busy: BusyRow[] = [];
  const unreadable: UnreadableRow[] = [];
  const seen = new Set<string>();
  const isFirst = (id: string) => !seen.has(id) && Boolean(seen.add(id));
  for (const { specialistId, grid } of grids) {
    const rows = rowsOf(specialistId, grid);
    for (const row of rows) {
      if (row === rows[0] && isHead(row)) continue;
      const { success: hasId, data: bookingId } = bookingIdSchema.safeParse(row.id);
      if (hasId && (isOurs ? isOurs(row.id, row) : isFirst(row.id))) continue;
      const said = row.cells.slice(0, ID_COLUMN);
      if (said.every((cell) => textOf(cell) === '')) continue;
      const read = readRow(project, said, from);
      if (read === undefined) continue;
      const typed = {
        ...{ specialistId, row: row.index + 1 },
        ...(hasId ? { bookingId } : {}),
        ...(row.key === undefined ? {} : { key: row.key }),
      };
      if ('why' in read) unreadable.push({ ...typed, why: read.why });
      else if (read.endsAt > from) busy.push({ ...typed, ...read });
    }
  }
  return { busy, unreadable };
}

/** The heads of columns: no digit anywhere, so no time. */
const isHead = ({ cells }: FoundRow): boolean => !/\d/.test(cells.slice(0, 3).map(textOf).join());

function readRow(
  project: Project,
  cells: readonly CellValue[],
  from: Instant,
): Omit<BusyRow, keyof Typed> | { readonly why: Unreadable } | undefined {
  const date = readDate(cells, from);
  if (typeof date !== 'string') return date;
  // Over in every zone: whatever else it says, nobody has to mend it any more.
  if (addSeconds(`${date}T00:00:00.000Z`, 2 * DAY_SECONDS) <= from) return undefined;
  const [, , time] = cells;
  const [client, name, service] = [textOf(cells[3]), textOf(cells[4]), textOf(cells[5])];
  if (textOf(time) === '') return { why: 'no_time' };
  const [, first, second] = RANGE.exec(textOf(time)) ?? [];
  const start = minuteOf(first ?? time);
  const end = second === undefined ? undefined : minuteOf(second);
  if (start === undefined || (second !== undefined && end === undefined))
    return { why: 'bad_time' };
  const { minutes, isKnown } = lengthOf(project, service);
  const startsAt = instantAt(project.timeZone, date, start, 'earlier');
  // A time that the clock shows twice blocks both.
  const lastStart = instantAt(project.timeZone, date, start, 'later');
  if (!startsAt || !lastStart) return { why: 'no_such_time' };
  const endsAt =
    end === undefined
      ? lastStart.add({ minutes })
      : instantAt(project.timeZone, date, end, 'later');
  if (!endsAt || Temporal.Instant.compare(startsAt, endsAt) >= 0) return { why: 'no_such_time' };
  return {
    startsAt: isoOf(startsAt),
    endsAt: isoOf(endsAt),
    client,
    name,
    service,
    unknownService: service !== '' && !isKnown && end === undefined,
  };
}

/** B says the whole date, A at most the same. A alone is enough where Sheets itself knows the year. */
function readDate(
  cells: readonly CellValue[],
  from: Instant,
): string | { readonly why: Unreadable } {
  const [short, full] = cells;
  const [shortDay, fullDay] = [dayOf(short), dayOf(full)];
  if (textOf(full) !== '') {
    if (fullDay === undefined) return { why: 'bad_date' };
    const [day, month] = textOf(short).split('.').map(Number);
    const isShort = typeof short === 'string' && SHORT_DAY.test(short.trim());
    const disagrees =
      shortDay === undefined
        ? isShort && (day !== Number(fullDay.slice(8)) || month !== Number(fullDay.slice(5, 7)))
        : shortDay.slice(5) !== fullDay.slice(5);
    return disagrees ? { why: 'dates_disagree' } : fullDay;
  }
  if (textOf(short) === '') return { why: 'no_date' };
  // Sheets adds the year in which it was typed: a January typed in December looks long past.
  const isLongPast = shortDay !== undefined && shortDay < longBefore(from);
  if (typeof short === 'number' && isLongPast) return { why: 'no_year' };
  if (shortDay !== undefined) return shortDay;
  return { why: SHORT_DAY.test(textOf(short)) ? 'no_year' : 'bad_date' };
}

const longBefore = (instant: Instant): string =>
  addSeconds(instant, -LONG_PAST_SECONDS).slice(0, 10);

function lengthOf(
  project: Project,
  name: string,
): { readonly minutes: number; readonly isKnown: boolean } {
  const plain = (text: string) => text.trim().normalize('NFC').toLowerCase();
  const service = project.services.find((one) => plain(one.name) === plain(name));
  if (!service) return { minutes: project.slotMinutes, isKnown: false };
  return { minutes: serviceMinutes(project, service), isKnown: true };
}

function instantAt(
  timeZone: string,
  date: string,
  minute: number,
  disambiguation: 'earlier' | 'later',
): Temporal.Instant | undefined {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime({
    hour: Math.floor(minute / 60),
    minute: minute % 60,
  });
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation });
  // In the hour that the clock leaves out the result shows another time.
  return zoned.toPlainDateTime().equals(wall) ? zoned.toInstant() : undefined;
}

const isoOf = (instant: Temporal.Instant): Instant =>
  new Date(instant.epochMilliseconds).toISOString();
