import type { Project, Specialist, WallInterval, WorkHours } from '../projects/index.ts';
import { WEEKDAYS } from '../projects/index.ts';
import { dateMinute, type Minute, minuteAtWall } from './wall-time.ts';

/** A span of time, end exclusive; in minutes since the epoch or since midnight, as its owner says. */
export interface Span {
  readonly from: Minute;
  readonly to: Minute;
}

/**
 * When `specialist` works on the calendar date `date` of the project's zone, in minutes since the epoch, in order. Own
 * hours narrow the project's: the project's day off is everybody's.
 */
export function openSpans(project: Project, specialist: Specialist, date: string): Span[] {
  const shared = wallSpans(project.workHours, date);
  const wall = specialist.workHours
    ? intersect(shared, wallSpans(specialist.workHours, date))
    : shared;
  return wall
    .map(({ from, to }) => ({
      from: minuteAtWall(project.timeZone, date, from),
      to: minuteAtWall(project.timeZone, date, to),
    }))
    .filter(({ from, to }) => from < to);
}

/** Minutes since midnight of `HH:MM`, `24:00` included; NaN when it is no such text. */
export function wallMinutes(text: string): number {
  return text.length === 5 && text[2] === ':'
    ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
    : Number.NaN;
}

function wallSpans(hours: WorkHours, date: string): Span[] {
  const exception = hours.exceptions.findLast((candidate) => candidate.date === date);
  return merged(exception?.intervals ?? hours.weekly[weekdayOf(date)]);
}

function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  // The epoch was a Thursday, three days after a Monday.
  const index = (dateMinute(date) / 1440 + 3) % 7;
  return WEEKDAYS[(index + 7) % 7] as (typeof WEEKDAYS)[number];
}

/** In order and without overlap. Spans that only touch stay apart: each is the anchor of its own slots. */
function merged(intervals: readonly WallInterval[]): Span[] {
  const spans: { from: number; to: number }[] = [];
  const inOrder = intervals
    .map(({ start, end }) => ({ from: wallMinutes(start), to: wallMinutes(end) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  for (const span of inOrder) {
    const last = spans.at(-1);
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to);
    else spans.push(span);
  }
  return spans;
}

function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((one) =>
    b
      .map((other) => ({
        from: Math.max(one.from, other.from),
        to: Math.min(one.to, other.to),
      }))
      .filter(({ from, to }) => from < to),
  );
}
