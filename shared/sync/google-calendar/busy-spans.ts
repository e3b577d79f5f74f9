import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../platform/clock.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';
import type { BusySpan } from '../busy-times/busy-source.ts';
import type { CalendarEvent, EventTime } from './api.ts';
import { PROPERTIES } from './event.ts';
import { bookingIdOf } from './event-id.ts';

/** The specialists whose calendar this is. */
export const ownersOf = (project: Pick<Project, 'specialists'>, place: string): SpecialistId[] =>
  project.specialists.flatMap((one) => (one.googleCalendarId === place ? [one.specialistId] : []));

/**
 * Whether an event is a booking of this project, whatever people made of it. A copy of one is theirs, and so is a
 * booking of another project: who works at two places cannot be at both.
 */
export function isOurs(
  { id, privateProperties }: Pick<CalendarEvent, 'id' | 'privateProperties'>,
  { projectId }: Pick<Project, 'projectId'>,
): boolean {
  const { [PROPERTIES.project]: named = projectId } = privateProperties;
  return bookingIdOf(id) !== undefined && named === projectId;
}

/**
 * When the owners of a calendar have something else to do. Whole days are days of the calendar's zone; what is marked as
 * free, declined or taken away takes no time.
 */
export function busySpans(
  events: readonly CalendarEvent[],
  project: Pick<Project, 'projectId' | 'specialists'>,
  { place, timeZone }: { readonly place: string; readonly timeZone: string },
): BusySpan[] {
  const owners = ownersOf(project, place);
  return events.flatMap((event) => {
    const { status, transparent, declined, start, end } = event;
    if (status === 'cancelled' || transparent || declined || isOurs(event, project)) return [];
    const [startsAt, endsAt] = [instantOf(start, timeZone), instantOf(end, timeZone)];
    if (startsAt === undefined || endsAt === undefined || endsAt <= startsAt) return [];
    return owners.map((specialistId) => ({ specialistId, startsAt, endsAt }));
  });
}

function instantOf(time: EventTime | undefined, zone: string): Instant | undefined {
  if (time === undefined) return undefined;
  try {
    const { epochMilliseconds } = momentOf(time, zone);
    return new Date(epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}

function momentOf(time: EventTime, zone: string): { readonly epochMilliseconds: number } {
  if ('date' in time) return Temporal.PlainDate.from(time.date).toZonedDateTime(zone);
  const { dateTime, timeZone = zone } = time;
  // An offset says it all; without one it is a time on the wall.
  return /(Z|[+-]\d{2}:?\d{2})$/i.test(dateTime)
    ? Temporal.Instant.from(dateTime)
    : Temporal.PlainDateTime.from(dateTime).toZonedDateTime(timeZone);
}
