import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../platform/clock.ts';

/** One month on the wall of a project's zone. */
export interface Month {
  /** `YYYY-MM`. */
  readonly name: string;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

const months = new Map<string, Month>();

/** The month in which `instant` lies on the wall of `timeZone`; it begins and ends with the first instant of a day. */
export function monthAt(instant: Instant, timeZone: string): Month {
  const known = months.get(timeZone);
  // Every turn asks, and the answer seldom changes.
  if (known !== undefined && known.from <= instant && instant < known.to) return known;
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const first = wall.with({ day: 1 });
  const month = {
    name: first.toString().slice(0, 7),
    from: beginning(first, timeZone),
    to: beginning(first.add({ months: 1 }), timeZone),
  };
  months.set(timeZone, month);
  return month;
}

function beginning(date: Temporal.PlainDate, timeZone: string): Instant {
  return new Date(date.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
}
