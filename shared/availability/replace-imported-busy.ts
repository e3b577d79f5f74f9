import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId, SpecialistId } from '../platform/ids.ts';
import { REFUSED, type Setback, settle, type TransactionEntry } from '../platform/table/settle.ts';
import type { Span } from './opening-hours.ts';
import {
  emptyDay,
  partsByDate,
  readSpecialistDays,
  replaceSpecialistDay,
  type SpecialistDay,
  type Taken,
} from './specialist-day.ts';
import { dateMinute, minuteOf, utcDate } from './wall-time.ts';

/** What an outside calendar says of a specialist's time. */
export interface ReplaceImportedBusy {
  readonly projectId: ProjectId;
  readonly specialistId: SpecialistId;
  /** Which calendar, by a name that no other has: intervals of other sources, and bookings, stay as they are. */
  readonly source: string;
  /** The span of time that is replaced, end exclusive; what the source says of other times stays. */
  readonly from: Instant;
  readonly to: Instant;
  /** All that is taken; the parts of them that lie within the span count, in whole minutes. */
  readonly spans: readonly { readonly startsAt: Instant; readonly endsAt: Instant }[];
  /** A condition that holds for as long as this import is the newest; written along with every change. */
  readonly guard?: () => TransactionEntry;
}

/** What became of an import. */
export interface ImportedBusy {
  /** How many days were written; those that said the same already were not. */
  readonly written: number;
  /** The bookings that share a minute with what is imported, in order of their id. They keep their time. */
  readonly collisions: readonly BookingId[];
}

/** Days written by one transaction; few, so that they seldom meet a booking that is made meanwhile. */
const DAYS_AT_ONCE = 10;

/**
 * Makes the intervals of one source in a specialist's days what it says now, each day on condition of the version that
 * was read (law 1): whoever books at the same moment sees the import or is seen by it. One Query when nothing differs.
 * A crash leaves some days written; the same import once more writes the others.
 *
 * @returns `outdated` when the guard does not hold any more: a newer import has taken over
 * @throws PassingFault when it could not be settled now
 */
export async function replaceImportedBusy(
  request: ReplaceImportedBusy,
): Promise<ImportedBusy | 'outdated'> {
  const { from, to } = spanOf(request);
  if (from >= to) return { written: 0, collisions: [] };
  const said = partsOf(merged(request.spans, { from, to }));
  const range = { from: utcDate(from), to: utcDate(to - 1) };
  let written = 0;
  // Every round writes days that differ: the next one finds fewer.
  for (;;) {
    const done = await settle<ImportedBusy | 'outdated'>(async (setback) => {
      if (isRefusedByGuard(request, setback)) return { answer: 'outdated' };
      const days = await readSpecialistDays(request, range, true);
      const changed = daysThatDiffer(request, days, said).slice(0, DAYS_AT_ONCE);
      const answer = { written: changed.length, collisions: collisionsOf(days, said) };
      if (changed.length === 0) return { answer };
      const guard = request.guard ? [request.guard()] : [];
      return { answer, write: [...guard, ...changed.map(replaceSpecialistDay)] };
    });
    if (done === 'outdated') return done;
    written += done.written;
    if (done.written < DAYS_AT_ONCE) return { written, collisions: done.collisions };
  }
}

/** Whether the last try was refused because of the guard, which is the first entry. */
function isRefusedByGuard({ guard }: ReplaceImportedBusy, setback: Setback | undefined): boolean {
  return guard !== undefined && setback?.codes[0] === REFUSED;
}

const spanOf = ({ from, to }: { readonly from: Instant; readonly to: Instant }): Span => ({
  from: Math.floor(minuteOf(from)),
  to: Math.ceil(minuteOf(to)),
});

/** In whole minutes, within `bounds`, in order; what touches or overlaps is one. */
function merged(spans: ReplaceImportedBusy['spans'], bounds: Span): Span[] {
  const inOrder = spans
    .map(({ startsAt, endsAt }) => spanOf({ from: startsAt, to: endsAt }))
    .map(({ from, to }) => ({ from: Math.max(from, bounds.from), to: Math.min(to, bounds.to) }))
    .filter(({ from, to }) => from < to);
  return joined(inOrder);
}

function joined(spans: readonly Span[]): Span[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

/** The spans of each UTC date, in minutes since its midnight. */
function partsOf(spans: readonly Span[]): Map<string, Span[]> {
  return Map.groupBy(spans.flatMap(partsByDate), ({ date }) => date);
}

/** The days whose intervals of the source are not what it says, as they should be. */
function daysThatDiffer(
  request: ReplaceImportedBusy,
  days: readonly SpecialistDay[],
  said: ReadonlyMap<string, readonly Span[]>,
): SpecialistDay[] {
  const { source } = request;
  const span = spanOf(request);
  const stored = new Map(days.map((day) => [day.date, day]));
  const dates = new Set([...stored.keys(), ...said.keys()]);
  return [...dates].sort().flatMap((date) => {
    const day = stored.get(date) ?? emptyDay(request, date);
    const midnight = dateMinute(date);
    const replaced = { from: span.from - midnight, to: span.to - midnight };
    const isOwn = (one: Taken) => one.source === source;
    const before = day.taken.filter(isOwn);
    const kept = before.flatMap((one) => outside(one, replaced));
    const after = joined([...kept, ...(said.get(date) ?? [])]);
    if (isSame(before, after)) return [];
    const others = day.taken.filter((one) => !isOwn(one));
    const own = after.map(({ from, to }) => ({ from, to, source }));
    return [{ ...day, taken: [...others, ...own].sort((a, b) => a.from - b.from) }];
  });
}

/** What is left of a span before and after another one. */
function outside({ from, to }: Span, other: Span): Span[] {
  return [
    { from, to: Math.min(to, other.from) },
    { from: Math.max(from, other.to), to },
  ].filter((part) => part.from < part.to);
}

const isSame = (one: readonly Span[], other: readonly Span[]): boolean =>
  one.length === other.length &&
  one.every(({ from, to }, index) => from === other[index]?.from && to === other[index]?.to);

function collisionsOf(
  days: readonly SpecialistDay[],
  said: ReadonlyMap<string, readonly Span[]>,
): BookingId[] {
  const found = days.flatMap(({ date, taken }) => {
    const spans = said.get(date) ?? [];
    return taken.flatMap(({ bookingId, from, to }) =>
      bookingId !== undefined && spans.some((one) => one.from < to && from < one.to)
        ? [bookingId]
        : [],
    );
  });
  return [...new Set(found)].sort();
}
