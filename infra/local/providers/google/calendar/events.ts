import { randomInt } from 'node:crypto';
import type { Fields } from '../../form.ts';
import { calendarError, calendarNotFound, conditionNotMet } from '../errors.ts';
import type { GoogleState, Token } from '../state.ts';
import {
  type Calendar,
  type CalendarEvent,
  etagOf,
  expanded,
  findEvent,
  freshEventId,
  touch,
} from './calendar.ts';
import { type Moment, msOf, readMoment } from './moment.ts';
import { readRule } from './recurrence.ts';

/** What a change of events needs to know. */
export interface Changing {
  readonly state: GoogleState;
  readonly calendar: Calendar;
  /** Who does it; undefined: a person in the calendar's own window. */
  readonly token: Token | undefined;
  /** Epoch ms. */
  readonly now: number;
  readonly conferences: boolean;
  readonly ifMatch: string | undefined;
  /** Called with an event whose meeting link is being made. */
  readonly onPending: (calendar: Calendar, event: CalendarEvent) => void;
}

/** Fields that are kept as they come. */
const KEPT = [
  'summary',
  'description',
  'location',
  'colorId',
  'transparency',
  'visibility',
  'attendees',
  'extendedProperties',
  'reminders',
  'source',
  'attachments',
  'guestsCanInviteOthers',
  'guestsCanModify',
  'guestsCanSeeOtherGuests',
  'anyoneCanAddSelf',
  'eventType',
] as const;
/** Fields that the server sets and a client may send along without effect. */
const READ_ONLY = new Set([
  'kind',
  'etag',
  'htmlLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'hangoutLink',
  'recurringEventId',
  'originalStartTime',
  'sequence',
  'locked',
  'privateCopy',
  'attendeesOmitted',
  'endTimeUnspecified',
]);
const OWN = new Set(['id', 'iCalUID', 'status', 'start', 'end', 'recurrence', 'conferenceData']);
const EVENT_ID = /^[a-v0-9]{5,1024}$/;
const STATUSES = ['confirmed', 'tentative', 'cancelled'];
/** How far ahead an occurrence of a series can be named. */
export const FAR_MS = 3 * 366 * 86_400_000;

const invalid = (message: string) => calendarError(400, 'invalid', message);

/** `events.insert`. */
export function insertEvent(change: Changing, body: Fields): CalendarEvent {
  const { calendar, now, token } = change;
  checkNames(body);
  if (body.id !== undefined && body.iCalUID !== undefined && body.iCalUID !== null) {
    throw invalid('Only one of id and iCalUID may be given.');
  }
  if (body.id !== undefined && (typeof body.id !== 'string' || !EVENT_ID.test(body.id))) {
    throw invalid('Invalid resource id value.');
  }
  const id = typeof body.id === 'string' ? body.id : freshEventId();
  // A deleted event keeps its id.
  if (calendar.events.has(id)) {
    throw calendarError(409, 'duplicate', 'The requested identifier already exists.');
  }
  const event: CalendarEvent = {
    id,
    iCalUID: typeof body.iCalUID === 'string' ? body.iCalUID : `${id}@google.com`,
    status: 'confirmed',
    fields: {},
    start: { date: '' },
    end: { date: '' },
    creator: token?.account.email ?? calendar.id,
    created: now,
    updated: now,
    sequence: 0,
    version: 0,
  };
  fill(change, event, body);
  calendar.events.set(id, event);
  touch(calendar, event, now);
  return event;
}

/** `events.patch` (objects are merged, null removes, lists are replaced) and `events.update` (everything anew). */
export function changeEvent(
  change: Changing,
  id: string,
  body: Fields,
  how: 'patch' | 'update',
): CalendarEvent {
  const { calendar, now } = change;
  const known = knownEvent(change, id);
  checkMatch(change, known);
  checkNames(body);
  if (body.id !== undefined && body.id !== id) throw invalid('Invalid resource id value.');
  const event = structuredClone(known);
  const before = JSON.stringify(known);
  if (how === 'update') {
    event.fields = {};
    event.status = 'confirmed';
    if (!event.exception) delete event.recurrence;
  }
  const whole = how === 'patch' ? { start: undefined, end: undefined, ...body } : body;
  fill(change, event, whole, how === 'patch' ? known : undefined);
  const moved =
    JSON.stringify([known.start, known.end, known.recurrence]) !==
    JSON.stringify([event.start, event.end, event.recurrence]);
  if (moved) event.sequence += 1;
  if (JSON.stringify(event) === before && calendar.events.has(id)) return known;
  calendar.events.set(id, event);
  touch(calendar, event, now);
  if (moved && known.recurrence) noteGone(change, known, event);
  return event;
}

/** Remembers which occurrences a change of their series took away: incremental sync tells of them. */
function noteGone({ calendar, now }: Changing, known: CalendarEvent, event: CalendarEvent): void {
  const left = new Set(
    event.recurrence ? expanded(calendar, event, now + FAR_MS).map(({ id }) => id) : [],
  );
  const gone = expanded(calendar, known, now + FAR_MS).filter(({ id }) => !left.has(id));
  event.gone = [
    ...(known.gone ?? []),
    ...gone.map((one) => ({ event: one, version: event.version })),
  ];
}

/** `events.delete`. A series takes its occurrences with it. */
export function deleteEvent(change: Changing, id: string): void {
  const { calendar, now } = change;
  const known = knownEvent(change, id);
  if (known.status === 'cancelled') {
    throw calendarError(410, 'deleted', 'Resource has been deleted');
  }
  checkMatch(change, known);
  const gone = known.recurrence
    ? [...calendar.events.values()].filter(({ exception }) => exception?.series === id)
    : [];
  calendar.events.set(id, known);
  for (const event of [known, ...gone]) {
    event.status = 'cancelled';
    touch(calendar, event, now);
  }
}

/** @throws Refused 404 */
export function knownEvent({ calendar, now }: Changing, id: string): CalendarEvent {
  const known = findEvent(calendar, id, now + FAR_MS);
  if (!known) throw calendarNotFound();
  return known;
}

function checkMatch({ ifMatch }: Changing, event: CalendarEvent): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!tags.includes(etagOf(event))) throw conditionNotMet();
}

function checkNames(body: Fields): void {
  const names = Object.keys(body);
  const unknown = names.find(
    (name) => !READ_ONLY.has(name) && !OWN.has(name) && !KEPT.some((one) => one === name),
  );
  if (unknown) {
    throw calendarError(
      400,
      'badRequest',
      `Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`,
    );
  }
}

/** Takes over what a body says. @param old what it says nothing of, for a patch */
function fill(change: Changing, event: CalendarEvent, body: Fields, old?: CalendarEvent): void {
  const { calendar, token } = change;
  for (const name of KEPT) {
    const value = body[name];
    if (value === undefined) continue;
    const merged = merge(event.fields[name], value);
    if (merged === undefined) delete event.fields[name];
    else event.fields[name] = merged;
  }
  const attendees = event.fields.attendees;
  if (Array.isArray(attendees) && attendees.length > 0 && token && !token.account.delegation) {
    throw calendarError(
      403,
      'forbiddenForServiceAccounts',
      'Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.',
      { domain: 'calendar' },
    );
  }
  checkProperties(event.fields.extendedProperties);
  if (body.status !== undefined && body.status !== null) {
    if (!STATUSES.includes(String(body.status))) throw invalid('Invalid value for status.');
    event.status = body.status as CalendarEvent['status'];
  }
  const side = (name: 'start' | 'end'): Moment => {
    if (body[name] === undefined && old) return old[name];
    // A patch may give the new hour alone: the zone of before holds.
    const before = old?.[name];
    const zone = before && 'ms' in before && before.zone ? { timeZone: before.zone } : {};
    const given = old ? { ...zone, ...withoutNull(body[name]) } : body[name];
    return readMoment(given, name);
  };
  event.start = side('start');
  event.end = side('end');
  if ('date' in event.start !== 'date' in event.end) {
    throw invalid('Start and end times must either both be date or both be dateTime.');
  }
  if (msOf(event.end, calendar.timeZone) <= msOf(event.start, calendar.timeZone)) {
    throw calendarError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
    });
  }
  if (Array.isArray(body.recurrence) && body.recurrence.length > 0) {
    if ('ms' in event.start && event.start.zone === undefined) {
      throw calendarError(400, 'required', 'Missing time zone definition for start time.');
    }
    readRule(body.recurrence as string[], calendar.timeZone);
    event.recurrence = body.recurrence as string[];
  } else if (body.recurrence !== undefined) delete event.recurrence;
  if (change.conferences) takeConference(change, event, body.conferenceData);
}

/** Null says nothing about its field in a moment: `{date: null, dateTime: …}` turns a day into an hour. */
function withoutNull(value: unknown): object {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null));
}

function merge(old: unknown, value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const kept = typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old } : {};
  const merged: Fields = kept as Fields;
  for (const [name, entry] of Object.entries(value)) {
    const inner = merge(merged[name], entry);
    if (inner === undefined) delete merged[name];
    else merged[name] = inner;
  }
  return merged;
}

function checkProperties(properties: unknown): void {
  if (properties === undefined) return;
  for (const kind of ['private', 'shared']) {
    const entries = Object.entries(((properties as Fields)[kind] ?? {}) as Fields);
    for (const [name, value] of entries) {
      if (typeof value !== 'string') throw invalid(`Invalid value for extended property ${name}.`);
      if (name.length > 44 || value.length > 1024) {
        throw invalid('Extended property is too long: 44 characters of name, 1024 of value.');
      }
    }
  }
}

function takeConference(change: Changing, event: CalendarEvent, data: unknown): void {
  if (data === undefined) return;
  if (data === null) {
    delete event.conference;
    return;
  }
  const request = (data as Fields).createRequest as Fields | undefined;
  if (!request) return;
  const { requestId } = request;
  if (typeof requestId !== 'string' || requestId === '') {
    throw invalid('Missing conference request id.');
  }
  // The same request again asks for nothing.
  if (event.conference?.requestId === requestId) return;
  const type = (request.conferenceSolutionKey as Fields | undefined)?.type;
  if (type !== 'hangoutsMeet' || !change.calendar.meet) {
    throw invalid('Invalid conference type value.');
  }
  event.conference = { requestId, type, status: 'pending', code: meetCode() };
  change.onPending(change.calendar, event);
}

function meetCode(): string {
  const letters = (count: number) =>
    Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('');
  return `${letters(3)}-${letters(4)}-${letters(3)}`;
}
