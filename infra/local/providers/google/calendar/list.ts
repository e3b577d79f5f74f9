import type { Fields } from '../../form.ts';
import { calendarError, fullSyncRequired } from '../errors.ts';
import type { Limits } from '../state.ts';
import {
  type Calendar,
  type CalendarEvent,
  cancelledView,
  etagOf,
  eventView,
  expanded,
  type Shown,
  shownEvents,
} from './calendar.ts';
import { FAR_MS } from './events.ts';
import { isZone, msOf, readInstant } from './moment.ts';

/** What may not stand beside a sync token. */
const NOT_WITH_SYNC = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];
const KNOWN = new Set([
  ...NOT_WITH_SYNC,
  'alt',
  'alwaysIncludeEmail',
  'eventTypes',
  'fields',
  'key',
  'maxAttendees',
  'maxResults',
  'pageToken',
  'prettyPrint',
  'quotaUser',
  'showDeleted',
  'showHiddenInvitations',
  'singleEvents',
  'syncToken',
  'timeZone',
]);
const DEFAULT_PAGE = 250;
const LARGEST_PAGE = 2500;
const DAY_MS = 86_400_000;

const invalid = (location: string, message: string, reason = 'invalid') =>
  calendarError(400, reason, message, { locationType: 'parameter', location });

/** What a sync token or page token carries. */
interface Mark {
  readonly calendar: string;
  readonly single: boolean;
  /** Changes after this version are told. */
  readonly version: number;
  /** Epoch ms. */
  readonly issued: number;
}

interface PageMark extends Mark {
  /** The query the pages belong to. */
  readonly query: string;
  readonly offset: number;
}

const written = (kind: string, value: object): string =>
  `C${kind}${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

function read<T extends Mark>(kind: string, token: string, calendar: Calendar): T | undefined {
  if (!token.startsWith(`C${kind}`)) return undefined;
  try {
    const mark = JSON.parse(Buffer.from(token.slice(2), 'base64url').toString('utf8')) as T;
    return mark.calendar === calendar.id ? mark : undefined;
  } catch {
    return undefined;
  }
}

/** `events.list`. @throws Refused */
export function listEvents(
  calendar: Calendar,
  query: URLSearchParams,
  { limits, now, accessRole }: { limits: Limits; now: number; accessRole: string },
): Fields {
  for (const name of query.keys()) {
    if (!KNOWN.has(name)) throw calendarError(400, 'badRequest', `Unknown parameter ${name}.`);
  }
  const zone = query.get('timeZone') ?? calendar.timeZone;
  if (!isZone(zone)) throw invalid('timeZone', 'Invalid time zone.');
  const single = query.get('singleEvents') === 'true';
  const sync = syncMark(calendar, query, { limits, now, single });
  const page = pageMark(calendar, query);
  const asked = pageSize(query, limits);
  const size = limits.calendarEmptyPage && !page ? 0 : asked;
  const chosen = sync
    ? changedSince(calendar, sync, now)
    : matching(calendar, query, { single, now });
  const offset = page?.offset ?? 0;
  const items = chosen
    .slice(offset, offset + size)
    .map(({ event }) =>
      event.status === 'cancelled' ? cancelledView(event, zone) : eventView(calendar, event, zone),
    );
  // What changes while somebody turns the pages is told with the next sync.
  const mark: Mark = {
    calendar: calendar.id,
    single,
    version: page?.version ?? calendar.version,
    issued: now,
  };
  const more = offset + size < chosen.length;
  const syncs = sync || !NOT_WITH_SYNC.some((name) => query.has(name));
  return {
    kind: 'calendar#events',
    etag: `"p${calendar.version}"`,
    summary: calendar.summary,
    updated: new Date(
      Math.max(0, ...[...calendar.events.values()].map(({ updated }) => updated)),
    ).toISOString(),
    timeZone: zone,
    accessRole,
    defaultReminders: [],
    ...(more
      ? { nextPageToken: written('p', { ...mark, query: queryKey(query), offset: offset + size }) }
      : syncs
        ? { nextSyncToken: written('s', mark) }
        : {}),
    items,
  };
}

function pageSize(query: URLSearchParams, { calendarPage }: Limits): number {
  const asked = query.get('maxResults');
  const size = asked === null ? DEFAULT_PAGE : Number(asked);
  if (!Number.isInteger(size) || size < 1) {
    throw invalid('maxResults', `Invalid value for maxResults: ${asked}.`);
  }
  return Math.min(size, LARGEST_PAGE, calendarPage ?? LARGEST_PAGE);
}

function queryKey(query: URLSearchParams): string {
  const rest = [...query].filter(([name]) => !['pageToken', 'maxResults', 'fields'].includes(name));
  return new URLSearchParams(rest.sort()).toString();
}

function pageMark(calendar: Calendar, query: URLSearchParams): PageMark | undefined {
  const token = query.get('pageToken');
  if (token === null) return undefined;
  const mark = read<PageMark>('p', token, calendar);
  if (mark?.query !== queryKey(query)) throw invalid('pageToken', 'Invalid page token value.');
  return mark;
}

function syncMark(
  calendar: Calendar,
  query: URLSearchParams,
  { limits, now, single }: { limits: Limits; now: number; single: boolean },
): Mark | undefined {
  const token = query.get('syncToken');
  if (token === null) return undefined;
  const forbidden = NOT_WITH_SYNC.find((name) => query.has(name));
  if (forbidden) {
    throw invalid(
      forbidden,
      `Sync token cannot be used with ${forbidden}: parameter not allowed.`,
      'badRequest',
    );
  }
  if (query.get('showDeleted') === 'false') {
    throw invalid('showDeleted', 'Sync token cannot be used without deleted events.', 'badRequest');
  }
  const mark = read<Mark>('s', token, calendar);
  if (!mark) throw invalid('syncToken', 'Invalid sync token value.');
  if (mark.single !== single) {
    throw invalid('singleEvents', 'Sync token was issued for other parameters.', 'badRequest');
  }
  const old = now - mark.issued > limits.syncTokenDays * DAY_MS;
  if (old || mark.version < calendar.syncFloor) throw fullSyncRequired();
  return mark;
}

/** What changed since a sync token was given out, the cancelled among it. */
function changedSince(calendar: Calendar, { version, single }: Mark, now: number): Shown[] {
  const zone = calendar.timeZone;
  const shown = (event: CalendarEvent): Shown => ({
    event,
    startMs: msOf(event.start, zone),
    endMs: msOf(event.end, zone),
  });
  const gone = [...calendar.events.values()].flatMap((event) =>
    (event.gone ?? [])
      .filter((one) => one.version > version)
      .map((one) => shown({ ...one.event, status: 'cancelled' })),
  );
  return [
    ...(single ? gone : []),
    ...shownEvents(calendar, single, now + FAR_MS).filter(({ event }) => event.version > version),
  ];
}

function matching(
  calendar: Calendar,
  query: URLSearchParams,
  { single, now }: { single: boolean; now: number },
): Shown[] {
  const instant = (name: string): number | undefined => {
    const value = query.get(name);
    if (value === null) return undefined;
    const ms = readInstant(value);
    if (ms === undefined) throw calendarError(400, 'badRequest', 'Bad Request');
    return ms;
  };
  const [from, to, changed] = [instant('timeMin'), instant('timeMax'), instant('updatedMin')];
  if (from !== undefined && to !== undefined && to <= from) {
    throw calendarError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
      locationType: 'parameter',
      location: 'timeMax',
    });
  }
  const order = query.get('orderBy');
  if (order !== null && !['startTime', 'updated'].includes(order)) {
    throw invalid('orderBy', `Invalid value for orderBy: ${order}.`);
  }
  if (order === 'startTime' && !single) {
    throw invalid('orderBy', 'The requested ordering is not available for the particular query.');
  }
  const withDeleted = query.get('showDeleted') === 'true' || changed !== undefined;
  const properties = (['private', 'shared'] as const).flatMap((kind) =>
    query.getAll(`${kind}ExtendedProperty`).map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw invalid(`${kind}ExtendedProperty`, 'Invalid extended property.');
      return { kind, name: text.slice(0, at), value: text.slice(at + 1) };
    }),
  );
  const words = (query.get('q') ?? '').toLowerCase();
  const uid = query.get('iCalUID');
  const meets = (event: CalendarEvent): boolean =>
    (withDeleted || event.status !== 'cancelled') &&
    (uid === null || event.iCalUID === uid) &&
    (changed === undefined || event.updated >= changed) &&
    properties.every(({ kind, name, value }) => {
      const all = event.fields.extendedProperties as Record<string, Fields> | undefined;
      return all?.[kind]?.[name] === value;
    }) &&
    ['summary', 'description', 'location'].some((name) =>
      String(event.fields[name] ?? '')
        .toLowerCase()
        .includes(words),
    );
  const within = ({ event, startMs, endMs }: Shown): boolean => {
    // A series is met when any of its occurrences is.
    const parts = event.recurrence
      ? expanded(calendar, event, to ?? now + FAR_MS).map(({ start, end }) => ({
          startMs: msOf(start, calendar.timeZone),
          endMs: msOf(end, calendar.timeZone),
        }))
      : [{ startMs, endMs }];
    return parts.some(
      (part) =>
        (from === undefined || part.endMs > from) && (to === undefined || part.startMs < to),
    );
  };
  const found = shownEvents(calendar, single, to ?? now + FAR_MS).filter(
    (one) => meets(one.event) && (from === undefined && to === undefined ? true : within(one)),
  );
  if (order === 'startTime') found.sort((a, b) => a.startMs - b.startMs);
  if (order === 'updated') found.sort((a, b) => etagOf(a.event).localeCompare(etagOf(b.event)));
  return found;
}
