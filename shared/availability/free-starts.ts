import type { Instant } from '../platform/clock.ts';
import type { Project, Service, Specialist } from '../projects/index.ts';
import { openSpans, type Span, wallMinutes } from './opening-hours.ts';
import { serviceMinutes } from './slot.ts';
import {
  addDays,
  clocksChange,
  DAY_MINUTES,
  type Minute,
  minuteAtWall,
  minuteOf,
  utcDate,
  wallDate,
  wallMinute,
} from './wall-time.ts';

/** Wall-clock bounds of a slot's start, `HH:MM`, `to` exclusive; `from` equal to `to` asks for exactly that time. */
export interface WallWindow {
  readonly from?: string;
  readonly to?: string;
}

export interface FreeStartsQuestion {
  readonly project: Project;
  readonly service: Service;
  readonly specialist: Specialist;
  /** First and last calendar date in the project's zone, `YYYY-MM-DD`, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly now: Instant;
  /** What is taken, ordered by `from`, in minutes since the epoch. */
  readonly busy: readonly Span[];
  readonly window?: WallWindow | undefined;
}

/** Whether `specialist` performs `service`. */
export function performs(specialist: Specialist, service: Service): boolean {
  return specialist.serviceIds?.includes(service.serviceId) ?? true;
}

/** The first and the last calendar date for which bookings are taken at `now`. */
export function bookableDates(project: Project, now: Instant): { first: string; last: string } {
  const first = wallDate(project.timeZone, minuteOf(now));
  return { first, last: addDays(first, project.horizonDays) };
}

/** The part of a range of dates for which bookings are taken at `now`; `undefined` when there is none. */
export function bookablePart(
  project: Project,
  now: Instant,
  range: { readonly fromDate: string; readonly toDate: string },
): { fromDate: string; toDate: string } | undefined {
  const { first, last } = bookableDates(project, now);
  const [, fromDate = first] = [range.fromDate, first].sort();
  const [toDate = last] = [range.toDate, last].sort();
  return fromDate <= toDate ? { fromDate, toDate } : undefined;
}

/** The UTC dates, both included, that slots of a service on these calendar dates of the project can touch. */
export function utcRange(
  project: Project,
  service: Service,
  { fromDate, toDate }: { readonly fromDate: string; readonly toDate: string },
): { from: string; to: string } {
  const end = minuteAtWall(project.timeZone, toDate, DAY_MINUTES);
  return {
    from: utcDate(minuteAtWall(project.timeZone, fromDate, 0)),
    to: utcDate(end + serviceMinutes(project, service)),
  };
}

/** The first minute that the minimum notice allows. */
export function earliestStart(project: Project, now: Instant): Minute {
  return minuteOf(now) + project.minimumNoticeMinutes;
}

/**
 * The minutes at which the service can start, in order. Slots count from the start of each open interval (a salon that
 * opens at 09:15 offers 09:15, 09:45, …), in elapsed time; a visit lies in one stretch of open time, which may run on
 * over midnight; of an hour that the clock shows twice only the first is offered, since both read the same to a client.
 */
export function freeStarts(question: FreeStartsQuestion): Minute[] {
  const { project, specialist, service, busy } = question;
  const length = serviceMinutes(project, service);
  const dates = bookablePart(project, question.now, question);
  if (dates === undefined || !performs(specialist, service)) return [];

  const earliest = earliestStart(project, question.now);
  const inWindow = windowTest(question.window);
  const starts: Minute[] = [];
  let next = 0;
  for (const stretch of stretches(question, dates.fromDate, dates.toDate, length)) {
    const wallOf = wallReader(project.timeZone, stretch);
    for (
      let start = stretch.from;
      start < stretch.to && start + length <= stretch.reach;
      start += project.slotMinutes
    ) {
      if (start < earliest) continue;
      const wall = wallOf(start);
      if (wall === undefined || !inWindow(wall)) continue;
      while (next < busy.length && (busy[next] as Span).to <= start) next += 1;
      const taken = busy[next];
      if (taken === undefined || taken.from >= start + length) starts.push(start);
    }
  }
  return starts;
}

/** What the clock shows at a minute of a span; `undefined` when it has shown the same before on that day. */
function wallReader(
  timeZone: string,
  { date, from }: Span & { readonly date: string },
): (minute: Minute) => number | undefined {
  if (!clocksChange(timeZone, date)) {
    const ahead = wallMinute(timeZone, date, from) - from;
    return (minute) => minute + ahead;
  }
  return (minute) => {
    const wall = wallMinute(timeZone, date, minute);
    return minuteAtWall(timeZone, date, wall) === minute ? wall : undefined;
  };
}

/** The open spans of the dates, each with the end of the unbroken open time it belongs to. */
function stretches(
  { project, specialist }: FreeStartsQuestion,
  firstDate: string,
  lastDate: string,
  length: number,
): (Span & { date: string; reach: Minute })[] {
  const beyond = addDays(lastDate, Math.ceil(length / DAY_MINUTES) + 1);
  const spans: (Span & { date: string; reach: Minute })[] = [];
  for (let date = firstDate; date <= beyond; date = addDays(date, 1)) {
    for (const span of openSpans(project, specialist, date)) {
      spans.push({ date, ...span, reach: span.to });
    }
  }
  for (let index = spans.length - 2; index >= 0; index -= 1) {
    const [span, after] = [spans[index], spans[index + 1]];
    if (span && after && after.from === span.to) span.reach = after.reach;
  }
  return spans.filter((span) => span.date <= lastDate);
}

function windowTest(window: WallWindow | undefined): (wall: number) => boolean {
  const from = window?.from === undefined ? 0 : wallMinutes(window.from);
  const to = window?.to === undefined ? DAY_MINUTES : wallMinutes(window.to);
  return (wall) => wall === from || (wall > from && wall < to);
}
