import * as z from 'zod';
import type { CalendarEvent, EventPage, EventTime, Grid, MeetLink } from '../../sync/index.ts';

const time = z.union([
  z.object({ dateTime: z.string(), timeZone: z.string().optional() }),
  z.object({ date: z.string() }),
]);

const conference = z.object({
  createRequest: z
    .object({
      status: z.object({ statusCode: z.enum(['pending', 'success', 'failure']) }).optional(),
    })
    .optional(),
  entryPoints: z
    .array(z.object({ entryPointType: z.string().optional(), uri: z.string() }))
    .default([]),
});

const wire = z.object({
  id: z.string(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).default('confirmed'),
  etag: z.string().optional(),
  updated: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  start: time.optional(),
  end: time.optional(),
  transparency: z.string().optional(),
  attendees: z
    .array(z.object({ self: z.boolean().optional(), responseStatus: z.string().optional() }))
    .default([]),
  extendedProperties: z
    .object({ private: z.record(z.string(), z.string()).default({}) })
    .optional(),
  conferenceData: conference.optional(),
  hangoutLink: z.string().optional(),
  htmlLink: z.string().optional(),
});

/** An event as Google answers it. */
export const event: z.ZodType<CalendarEvent> = wire.transform(eventOf);

/** A page of a list of events. */
export const page: z.ZodType<EventPage> = z
  .object({
    timeZone: z.string().default('UTC'),
    items: z.array(wire.transform(eventOf)).default([]),
    nextPageToken: z.string().optional(),
    nextSyncToken: z.string().optional(),
  })
  .transform(({ timeZone, items, nextPageToken, nextSyncToken }) => ({
    timeZone,
    events: items,
    ...(nextPageToken ? { nextPageToken } : {}),
    ...(nextSyncToken ? { nextSyncToken } : {}),
  }));

function eventOf(said: z.output<typeof wire>): CalendarEvent {
  const { id, status, start, end, updated } = said;
  const meet = meetOf(said);
  return {
    id,
    status,
    ...named('etag', said.etag),
    ...named('updated', updated && new Date(updated).toISOString()),
    ...named('summary', said.summary),
    ...named('description', said.description),
    ...named('location', said.location),
    ...(start ? { start: timeOf(start) } : {}),
    ...(end ? { end: timeOf(end) } : {}),
    transparent: said.transparency === 'transparent',
    ...(isDeclined(said) ? { declined: true } : {}),
    privateProperties: said.extendedProperties?.private ?? {},
    ...(meet ? { meet } : {}),
    ...named('htmlLink', said.htmlLink),
  };
}

/** `self` is who this calendar belongs to. */
const isDeclined = ({ attendees }: z.output<typeof wire>): boolean =>
  attendees.some(({ self, responseStatus }) => self === true && responseStatus === 'declined');

const named = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [name in Name]?: string };

function timeOf(said: z.output<typeof time>): EventTime {
  if ('date' in said) return { date: said.date };
  return { dateTime: said.dateTime, ...named('timeZone', said.timeZone) };
}

function meetOf({ conferenceData, hangoutLink }: z.output<typeof wire>): MeetLink | undefined {
  if (!conferenceData && hangoutLink === undefined) return undefined;
  const { entryPoints = [], createRequest } = conferenceData ?? {};
  const video = entryPoints.find(({ entryPointType = 'video' }) => entryPointType === 'video');
  const url = video?.uri ?? hangoutLink;
  // A link that is there can be used, whatever is said about its making.
  if (url !== undefined) return { status: 'success', url };
  const status = createRequest?.status?.statusCode ?? 'pending';
  // "success" without a link: the link is still on its way.
  return { status: status === 'success' ? 'pending' : status };
}

/** A spreadsheet without its cells. */
export const info = z
  .object({
    properties: z.object({ timeZone: z.string() }),
    sheets: z
      .array(
        z.object({
          properties: z.object({
            // Google leaves out what is zero.
            sheetId: z.int().default(0),
            title: z.string(),
            // A sheet of a chart has none.
            gridProperties: z.object({ rowCount: z.int(), columnCount: z.int() }).optional(),
          }),
        }),
      )
      .default([]),
  })
  .transform(({ properties: { timeZone }, sheets }) => ({
    timeZone,
    worksheets: sheets.flatMap(({ properties: { sheetId, title, gridProperties: grid } }) =>
      grid ? [{ sheetId, title, rowCount: grid.rowCount, columnCount: grid.columnCount }] : [],
    ),
  }));
const cell = z.union([z.string(), z.number(), z.boolean()]);
/** The answer of a batchGet. */
export const values = z.object({
  valueRanges: z.array(z.object({ values: z.array(z.array(cell)).default([]) })).default([]),
});

const seenCell = z
  .object({
    effectiveValue: z
      .object({
        stringValue: z.string(),
        numberValue: z.number(),
        boolValue: z.boolean(),
        errorValue: z.object({ type: z.string().default('ERROR') }).transform(({ type }) => type),
      })
      .partial()
      .default({}),
  })
  .transform(({ effectiveValue: value }) => {
    const { stringValue, numberValue, boolValue, errorValue } = value;
    return stringValue ?? numberValue ?? boolValue ?? errorValue ?? '';
  });

/** The answer of a batchUpdate: the cells that were looked at, by worksheet. */
export const changed = z
  .object({
    updatedSpreadsheet: z
      .object({
        sheets: z
          .array(
            z.object({
              // Google leaves out what is zero, and what has nothing in it.
              properties: z.object({ sheetId: z.int().default(0) }).default({ sheetId: 0 }),
              data: z
                .array(
                  z.object({
                    rowData: z
                      .array(z.object({ values: z.array(seenCell).default([]) }))
                      .default([]),
                  }),
                )
                .default([]),
            }),
          )
          .default([]),
      })
      .optional(),
  })
  .transform(
    ({ updatedSpreadsheet: { sheets } = { sheets: [] } }) =>
      new Map<number, Grid>(
        sheets.map(({ properties: { sheetId }, data }) => [
          sheetId,
          data.flatMap(({ rowData }) => rowData.map((row) => row.values)),
        ]),
      ),
  );

/** The answer of freeBusy. */
export const busy = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z.array(z.object({ start: z.string(), end: z.string() })).default([]),
      errors: z.array(z.object({ reason: z.string() })).default([]),
    }),
  ),
});
/** A channel of notifications. */
export const channel = z
  .object({ id: z.string(), resourceId: z.string(), expiration: z.coerce.number() })
  .transform(({ id, resourceId, expiration }) => ({
    id,
    resourceId,
    expiresAt: new Date(expiration).toISOString(),
  }));
/** An answer in which nothing matters. */
export const nothing = z.unknown().transform(() => undefined);
