import * as z from 'zod';

/** Days of a week as the API names them, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** `HH:MM`, end exclusive; only an end may be `24:00`. Zero-padded, so the texts compare as the times do. */
export interface Interval {
  readonly start: string;
  readonly end: string;
}

/** A date whose hours differ: closed, or open in `intervals`. */
export type HoursException =
  | { readonly date: string; readonly closed: true }
  | { readonly date: string; readonly intervals: readonly Interval[] };

/** Hours in the one form that is answered: every weekday named, intervals sorted and apart, exceptions by date. */
export type CanonicalHours = Readonly<Record<Day, readonly Interval[]>> & {
  readonly exceptions: readonly HoursException[];
};

const MAX_INTERVALS = 24;
const MAX_EXCEPTIONS = 400;

const start = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is HH:MM, from 00:00 to 23:59.');
const end = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'A time is HH:MM, at most 24:00.');

const isForward = ({ start, end }: Interval): boolean => start < end;
const backwards = {
  path: ['end'],
  message: 'The end is after the start; time past midnight belongs to the next day.',
};

const interval = z.strictObject({ start, end }).refine(isForward, backwards);

/** Intervals of one day: sorted, none into another, those that touch joined. */
const intervals = z
  .array(interval)
  .max(MAX_INTERVALS)
  .superRefine((list, context) => {
    for (const [index, one] of list.entries()) {
      const clash = list.some(
        (other, at) => at < index && other.start < one.end && one.start < other.end,
      );
      if (clash) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: 'This overlaps another interval.',
        });
      }
    }
  })
  .transform(joined);

const exceptions = z
  .array(
    z.union([
      z.strictObject({ date: z.iso.date(), closed: z.literal(true) }),
      z.strictObject({ date: z.iso.date(), intervals }),
    ]),
  )
  .max(MAX_EXCEPTIONS)
  .superRefine((list, context) => {
    const dates = new Set<string>();
    for (const [index, { date }] of list.entries()) {
      if (dates.has(date)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'date'],
          message: 'This date is there twice.',
        });
      }
      dates.add(date);
    }
  })
  .default([]);

/** The same hours on every day that is not a day off. */
const daily = z
  .strictObject({
    start,
    end,
    breaks: z.array(interval).max(MAX_INTERVALS).default([]),
    days_off: z.array(z.enum(DAYS)).max(DAYS.length).default([]),
    exceptions,
  })
  .refine(isForward, backwards)
  .superRefine((hours, context) => {
    for (const [index, pause] of hours.breaks.entries()) {
      if (pause.start < hours.start || pause.end > hours.end) {
        context.addIssue({
          code: 'custom',
          path: ['breaks', index],
          message: 'A break lies within the working hours.',
        });
      }
    }
  })
  .transform(({ start, end, breaks, days_off, exceptions }): CanonicalHours => {
    const open = breaks.reduce<readonly Interval[]>(withoutBreak, [{ start, end }]);
    return canonical((day) => (days_off.includes(day) ? [] : open), exceptions);
  });

/** Hours of each weekday; one that is not named is a day off. */
const weekly = z
  .strictObject({
    ...(Object.fromEntries(DAYS.map((day) => [day, intervals.optional()])) as Record<
      Day,
      z.ZodOptional<typeof intervals>
    >),
    exceptions,
  })
  .refine((hours) => DAYS.some((day) => hours[day]), 'Name start and end, or at least one weekday.')
  .transform(
    ({ exceptions, ...week }): CanonicalHours => canonical((day) => week[day] ?? [], exceptions),
  );

/**
 * Working hours in either form: `{ start, end, breaks?, days_off?, exceptions? }` for equal days, or
 * `{ mon: [{ start, end }], …, exceptions? }`. Both are read as {@link CanonicalHours}, which reads as itself.
 */
export const workHours = z.union([daily, weekly]);

function canonical(
  openOn: (day: Day) => readonly Interval[],
  exceptions: readonly HoursException[],
): CanonicalHours {
  const week = Object.fromEntries(DAYS.map((day) => [day, openOn(day)])) as Record<
    Day,
    readonly Interval[]
  >;
  const sorted = exceptions.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return {
    ...week,
    exceptions: sorted.map((one) =>
      'intervals' in one && one.intervals.length === 0 ? { date: one.date, closed: true } : one,
    ),
  };
}

function joined(list: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const one of list.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = result.at(-1);
    if (last && last.end === one.start)
      result[result.length - 1] = { start: last.start, end: one.end };
    else result.push(one);
  }
  return result;
}

function withoutBreak(open: readonly Interval[], pause: Interval): readonly Interval[] {
  return open.flatMap((one) => {
    if (pause.end <= one.start || one.end <= pause.start) return [one];
    const before = { start: one.start, end: pause.start };
    const after = { start: pause.end, end: one.end };
    return [before, after].filter(isForward);
  });
}
