import type { Fields } from '../../form.ts';
import { calendarError } from '../errors.ts';
import type { GoogleState } from '../state.ts';
import { type Calendar, shownEvents } from './calendar.ts';
import { isZone, readInstant, text } from './moment.ts';

const MOST_CALENDARS = 50;

/** A busy time, epoch ms. */
interface Busy {
  readonly start: number;
  readonly end: number;
}

/** `freebusy.query`. What is wrong with one calendar is said inside of a good answer. @throws Refused */
export function freeBusy(state: GoogleState, email: string, body: Fields): Fields {
  const instant = (name: string): number => {
    const value = body[name];
    if (value === undefined) throw calendarError(400, 'required', `Missing ${name} parameter.`);
    const ms = typeof value === 'string' ? readInstant(value) : undefined;
    if (ms === undefined) throw calendarError(400, 'badRequest', 'Bad Request');
    return ms;
  };
  const [from, to] = [instant('timeMin'), instant('timeMax')];
  if (to <= from) {
    throw calendarError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
    });
  }
  const zone = body.timeZone ?? 'UTC';
  if (!isZone(zone)) throw calendarError(400, 'invalid', 'Invalid time zone.');
  const most = Number(body.calendarExpansionMax ?? MOST_CALENDARS);
  if (!(most >= 1 && most <= MOST_CALENDARS)) {
    throw calendarError(400, 'invalid', 'calendarExpansionMax must be 1 to 50.');
  }
  const items = Array.isArray(body.items) ? (body.items as { id?: unknown }[]) : [];
  const calendars = items.map(({ id }, index) => {
    const name = String(id);
    const error = (reason: string) => [name, { errors: [{ domain: 'global', reason }], busy: [] }];
    if (index >= most) return error('tooManyCalendarsRequested');
    const calendar = state.calendars.get(name === 'primary' ? email : name);
    if (!calendar?.roles.has(email)) return error('notFound');
    if (calendar.freeBusyError) return error(calendar.freeBusyError);
    const busy = busyTimes(calendar, from, to).map(({ start, end }) => ({
      start: text(start, zone),
      end: text(end, zone),
    }));
    return [name, { busy }];
  });
  return {
    kind: 'calendar#freeBusy',
    timeMin: new Date(from).toISOString(),
    timeMax: new Date(to).toISOString(),
    calendars: Object.fromEntries(calendars),
  };
}

/** Busy times within the bounds, put together where they touch. */
function busyTimes(calendar: Calendar, from: number, to: number): Busy[] {
  const times = shownEvents(calendar, true, to)
    .filter(
      ({ event, startMs, endMs }) =>
        event.status !== 'cancelled' &&
        event.fields.transparency !== 'transparent' &&
        endMs > from &&
        startMs < to,
    )
    .map(({ startMs, endMs }) => ({ start: Math.max(startMs, from), end: Math.min(endMs, to) }))
    .sort((a, b) => a.start - b.start);
  const merged: Busy[] = [];
  for (const time of times) {
    const last = merged.at(-1);
    if (last && time.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, time.end) };
    } else merged.push(time);
  }
  return merged;
}
