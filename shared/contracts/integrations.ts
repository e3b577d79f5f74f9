import * as z from 'zod';
import { timeZone } from './time-zone.ts';

const slug = z.string().min(1).max(50);
const isTrue = z.enum(['true', 'false']).transform((text) => text === 'true');
const status = z.enum(['connected', 'needs_attention', 'disconnected']);
const page = {
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: z.string().max(100).optional(),
};

/** The path of one integration: its id is the slug of its type, since a project has one of each at most. */
export const integrationPath = z.object({ integration_id: slug });
/** The path of one row of working hours. */
export const hoursPath = z.object({ hours_id: z.string().min(1).max(50) });

/** `GET /api/integrations/api/`: several filters hold at once. */
export const integrationsQuery = z.strictObject({
  status: status.optional(),
  is_active: isTrue.optional(),
  /** `true`: types of the catalogue; `false`: services beside it. */
  catalogue: isTrue.optional(),
  ...page,
});

const MAX_SETTINGS = 8_000;
const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** As the service names them. Write-only: they are sealed, and answered by their names alone. */
const credentials = z.record(
  z.string().regex(NAME, 'A name is small letters, digits and underscores.'),
  z.string().trim().min(1).max(10_000),
);

const settings = z
  .record(
    z.string().regex(NAME, 'A name is small letters, digits and underscores.'),
    z.union([z.string().max(500), z.number(), z.boolean(), z.null()]),
  )
  .refine(
    (values) => JSON.stringify(values).length <= MAX_SETTINGS,
    'These settings are too long.',
  );

/** `POST /api/integrations/api/`: the type by its slug or by its number; a service beside the catalogue has a slug. */
export const newIntegration = z
  .strictObject({
    integration_type_slug: slug.optional(),
    integration_type_id: z.int().min(1).optional(),
    credentials: credentials.optional(),
    settings: settings.optional(),
    /** Absent: yes. */
    is_active: z.boolean().optional(),
  })
  .superRefine(({ integration_type_slug: one, integration_type_id: other }, context) => {
    if ((one === undefined) !== (other === undefined)) return;
    context.addIssue({
      code: 'custom',
      path: ['integration_type_slug'],
      message: 'Name the type by its slug or by its id.',
    });
  });

/** `PUT /api/integrations/api/{id}/`: what is named is replaced whole, what is not stays. */
export const integrationChange = z.strictObject({
  credentials: credentials.optional(),
  settings: settings.optional(),
  is_active: z.boolean().optional(),
});

/** An integration as its project sees it. */
export const integrationDocument = z.strictObject({
  id: z.string(),
  /** `null` beside the catalogue. */
  integration_type_id: z.int().nullable(),
  integration_type_slug: z.string(),
  /** Whether the catalogue offers it; the others connect what this product itself needs. */
  catalogue: z.boolean(),
  name: z.string(),
  icon: z.string(),
  color: z.string(),
  status,
  /** Why it is not connected. */
  reason: z.strictObject({ code: z.string(), message: z.string(), since: z.string() }).nullable(),
  is_active: z.boolean(),
  /** Who it is at the service, such as `@salon_bot`. */
  account: z.string().nullable(),
  credentials: z.strictObject({ set: z.boolean(), fields: z.array(z.string()) }),
  settings: z.record(z.string(), z.unknown()),
  supports_working_hours: z.boolean(),
  requires_oauth: z.boolean(),
  oauth_provider: z.string(),
  connected_at: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A page of integrations; `cursor` asks for the next one. */
export const integrationList = z.strictObject({
  integrations: z.array(integrationDocument),
  cursor: z.string().optional(),
});

const clock = (pattern: RegExp, message: string) =>
  z
    .string()
    .regex(pattern, message)
    .transform((text) => text.slice(0, 5))
    .nullable()
    .optional();

const hours = {
  /** 0 is Monday. */
  weekday: z.int().min(0).max(6).nullable().optional(),
  /** A date whose hours are these instead of its weekday's. */
  date: z.iso.date().nullable().optional(),
  start_time: clock(/^([01]\d|2[0-3]):[0-5]\d(:00)?$/, 'A time is HH:MM, from 00:00 to 23:59.'),
  end_time: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)(:00)?$/, 'A time is HH:MM, at most 24:00.'),
  /** Absent: yes. Off: its times are kept and open nothing; a date with nothing else is closed. */
  is_enabled: z.boolean().optional(),
};

type Hours = z.output<z.ZodObject<typeof hours>>;

function checkHours(row: Hours, context: z.RefinementCtx): void {
  const { weekday, date, start_time: start, end_time: end, is_enabled: enabled = true } = row;
  const issue = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if ((weekday ?? undefined) === undefined && !date) issue('weekday', 'Name a weekday or a date.');
  if (typeof weekday === 'number' && date) issue('date', 'Name a weekday or a date, not both.');
  if (enabled && !start) issue('start_time', 'What is enabled has a start.');
  if (enabled && !end) issue('end_time', 'What is enabled has an end.');
  if (!enabled && Boolean(start) !== Boolean(end)) {
    issue(start ? 'end_time' : 'start_time', 'Name both times or neither.');
  }
  if (start && end && end <= start) {
    issue('end_time', 'The end is after the start; time past midnight belongs to the next day.');
  }
}

/** A row of working hours without its integration. */
const hoursRow = z.strictObject(hours).superRefine(checkHours);

/** `POST /api/integrations/api/working-hours/`. */
export const newHours = z.strictObject({ integration: slug, ...hours }).superRefine(checkHours);

/** `PUT /api/integrations/api/working-hours/{id}/`: the row as it is then. */
export const hoursChange = z
  .strictObject({ integration: slug.optional(), id: z.string().optional(), ...hours })
  .superRefine(checkHours);

const MAX_ROWS = 600;

/** Whether two rows open the same minute. */
export function overlaps(one: Hours, other: Hours): boolean {
  const sameDay = one.date ? one.date === other.date : !other.date && one.weekday === other.weekday;
  if (!sameDay || one.is_enabled === false || other.is_enabled === false) return false;
  if (!one.start_time || !one.end_time || !other.start_time || !other.end_time) return false;
  return one.start_time < other.end_time && other.start_time < one.end_time;
}

const rows = z
  .array(
    z
      .strictObject({ integration: slug.optional(), id: z.string().optional(), ...hours })
      .superRefine(checkHours),
  )
  .max(MAX_ROWS, `At most ${MAX_ROWS} rows.`)
  .superRefine((list, context) => {
    for (const [index, row] of list.entries()) {
      if (list.some((other, at) => at < index && overlaps(row, other))) {
        const message = 'This overlaps another row.';
        context.addIssue({ code: 'custom', path: [index], message });
      }
    }
  });

/**
 * `POST /api/integrations/api/{id}/working_hours/`: all rows at once; those before are gone. None: always open. What
 * `GET` answers is accepted back unchanged.
 */
export const hoursWish = z.union([
  rows.transform((working_hours) => ({ working_hours, time_zone: undefined })),
  z.strictObject({
    working_hours: rows,
    /** `null`: the project's; absent: as it is. */
    time_zone: timeZone.nullable().optional(),
    /** Answered, and accepted back without effect. */
    integration: slug.optional(),
    always_open: z.boolean().optional(),
    offer: z.array(z.unknown()).optional(),
  }),
]);

/** `GET /api/integrations/api/working-hours/`. */
export const hoursQuery = z.strictObject({
  integration: slug.optional(),
  weekday: z.coerce.number().int().min(0).max(6).optional(),
  ...page,
});

/** One row of working hours. */
export const hoursDocument = z.strictObject({
  id: z.string(),
  integration: z.string(),
  weekday: z.int().nullable(),
  date: z.string().nullable(),
  start_time: z.string().nullable(),
  end_time: z.string().nullable(),
  is_enabled: z.boolean(),
});

/** A page of rows, by integration, weekday, date and start. */
export const hoursList = z.strictObject({
  working_hours: z.array(hoursDocument),
  cursor: z.string().optional(),
});

/** The working hours of one integration. */
export const integrationHours = z.strictObject({
  integration: z.string(),
  time_zone: z.string(),
  /** Nobody set hours, or the integration is switched off. */
  always_open: z.boolean(),
  working_hours: z.array(hoursDocument),
  /** What may be set with one tap where there is nothing yet. */
  offer: z.array(hoursDocument.omit({ id: true, integration: true })),
});

export type IntegrationsQuery = z.output<typeof integrationsQuery>;
export type NewIntegration = z.output<typeof newIntegration>;
export type IntegrationChange = z.output<typeof integrationChange>;
export type IntegrationDocument = z.output<typeof integrationDocument>;
export type IntegrationList = z.output<typeof integrationList>;
export type HoursWish = z.output<typeof hoursWish>;
export type HoursInput = z.output<typeof hoursRow>;
export type NewHours = z.output<typeof newHours>;
export type HoursChange = z.output<typeof hoursChange>;
export type HoursQuery = z.output<typeof hoursQuery>;
export type HoursDocument = z.output<typeof hoursDocument>;
export type HoursList = z.output<typeof hoursList>;
export type IntegrationHours = z.output<typeof integrationHours>;
