import * as z from 'zod';
import { appSheet } from './appsheet-config.ts';
import { chatId, reception, specialistBot } from './bots-config.ts';
import { country } from './country.ts';
import { calendarId, google } from './google-config.ts';
import { currencyDigits, minorUnits } from './money.ts';
import { OUTSIDE_CALENDARS } from './outside-calendars.ts';
import { SPHERE_SLUGS } from './sphere-slugs.ts';
import { nameText, refuseRepeated } from './text.ts';
import { timeZone } from './time-zone.ts';
import { workHours } from './work-hours.ts';

const MAX_SPECIALISTS = 200;
const MAX_SERVICES = 500;
const MAX_PROMPT = 20_000;
const MAX_PRICE = 1_000_000_000;

/** An id that the server gave: of a specialist or a service. */
const givenId = z.string().min(1).max(64);

/** Of a person, as another service counts its people. */
const externalId = z.string().trim().min(1).max(100);

const specialist = z.strictObject({
  id: givenId.optional(),
  name: nameText,
  /** Ids or exact names; absent: every service. */
  services: z
    .array(z.string().trim().normalize('NFC').min(1).max(100))
    .max(MAX_SERVICES)
    .optional(),
  /** Absent: the project's. */
  work_hours: workHours.optional(),
  /** Absent: the project's. */
  location: z.string().trim().normalize('NFC').min(1).max(200).optional(),
  /** Her private chat with the specialist bot; a one-time code links it as well. */
  telegram_chat_id: chatId.optional(),
  /** Shared with the project's service account, to make changes to events. */
  google_calendar_id: calendarId.optional(),
  /** Who she is in the other calendars of the business; absent: who has her name there. */
  external_ids: z.partialRecord(z.enum(OUTSIDE_CALENDARS), externalId).optional(),
});

/** A price is a decimal number in major units (450.5), with no more decimals than its currency has. */
const priced = {
  slots: z.int().min(1).max(96),
  price: z.number().min(0).max(MAX_PRICE).optional(),
  currency: z
    .string()
    .refine((code) => currencyDigits(code) !== undefined, 'Not an ISO 4217 currency.')
    .optional(),
  /**
   * Held as a video call: its bookings get a link, of Zoom when that is connected, else of Google Meet when the
   * specialist's calendar or Google Meet is.
   */
  online: z.boolean().optional(),
};

function checkPrice(
  service: { readonly price?: number | undefined; readonly currency?: string | undefined },
  context: z.RefinementCtx,
): void {
  const { price, currency } = service;
  if (price === undefined) return;
  if (currency === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['currency'],
      message: 'A price needs its currency, such as UAH.',
    });
  } else if (minorUnits(price, currency) === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['price'],
      message: `${currency} has ${currencyDigits(currency) ?? 0} decimals.`,
    });
  }
}

const service = z
  .strictObject({ id: givenId.optional(), name: nameText, ...priced })
  .superRefine(checkPrice);
type Service = z.output<typeof service>;

/** `{ "Haircut": 1 }` or `{ "Haircut": { "slots": 1, "price": 450, "currency": "UAH" } }`. */
const servicesByName = z
  .record(
    z.string(),
    z.union([
      priced.slots.transform((slots) => ({ slots })),
      z.strictObject({ id: givenId.optional(), ...priced }).superRefine(checkPrice),
    ]),
  )
  .superRefine((byName, context) => {
    const names = new Set<string>();
    for (const key of Object.keys(byName)) {
      const read = nameText.safeParse(key);
      const problem = read.success
        ? names.has(read.data) && 'This is there twice.'
        : (read.error.issues[0]?.message ?? 'Not a name.');
      if (problem) context.addIssue({ code: 'custom', path: [key], message: problem });
      if (read.success) names.add(read.data);
    }
  })
  .transform((byName): Service[] =>
    Object.entries(byName).map(([name, rest]) => ({ name: name.trim().normalize('NFC'), ...rest })),
  );

const services = z
  .union([z.array(service), servicesByName])
  .superRefine((list, context) => {
    if (list.length > MAX_SERVICES) {
      context.addIssue({ code: 'custom', message: `At most ${MAX_SERVICES} services.` });
    }
  })
  .superRefine(refuseRepeated((one: Service) => one.name, 'name'))
  .superRefine(refuseRepeated((one: Service) => one.id, 'id'));

const specialists = z
  .array(z.union([nameText.transform((name) => ({ name })), specialist]))
  .max(MAX_SPECIALISTS, `At most ${MAX_SPECIALISTS} specialists.`)
  .transform((list): z.output<typeof specialist>[] => list)
  .superRefine(refuseRepeated((one) => one.name, 'name'))
  .superRefine(refuseRepeated((one) => one.id, 'id'))
  .superRefine(refuseRepeated((one) => one.telegram_chat_id?.toString(), 'telegram_chat_id'))
  .superRefine((list, context) => {
    for (const calendar of OUTSIDE_CALENDARS) {
      refuseRepeated(
        (one: (typeof list)[number]) => one.external_ids?.[calendar],
        `external_ids.${calendar}`,
      )(list, context);
    }
  });

/** What keeps one client, or a bad day, from costing more than the business wants. Absent: the product's own. */
const limits = z.strictObject({
  /** Of one client, answered within an hour and within 24 hours; the next ones are stored and not answered. */
  messages_per_hour: z.int().min(1).max(10_000).optional(),
  messages_per_day: z.int().min(1).max(100_000).optional(),
  /** Bookings of one client that are still ahead; in the chat there are no more. */
  active_bookings: z.int().min(1).max(1_000).optional(),
  /** What the model may cost in a UTC day, in US dollars; beyond it people answer. */
  client_usd_per_day: z.number().min(0.001).max(1_000_000).optional(),
  project_usd_per_day: z.number().min(0.001).max(1_000_000).optional(),
});

/** A blank prompt is no prompt: the product's own is used. */
const prompt = z
  .string()
  .max(MAX_PROMPT, `A prompt has at most ${MAX_PROMPT} characters.`)
  .transform((text) => (text.trim() === '' ? undefined : text))
  .optional();

/** `null` and blank both take the value away. */
const clearable = z
  .string()
  .trim()
  .max(200)
  .transform((text) => (text === '' ? null : text))
  .nullable();

/**
 * `POST /projects/{project_id}/config`: every section is optional, a section that is named replaces the stored one
 * whole (but see `reception`), a section that is absent keeps its value. `version` (as last read) makes the write fail when somebody else
 * has written since. What `GET` answers is accepted back unchanged. Unknown keys are refused.
 */
export const projectConfig = z.strictObject({
  /** As in the path. */
  project_id: z.string().optional(),
  version: z.int().min(0).optional(),
  name: nameText.optional(),
  time_zone: timeZone.optional(),
  language: z.enum(['uk', 'en', 'ru']).optional(),
  /** Decides which integrations are offered; `null`: general. */
  sphere: z.enum(SPHERE_SLUGS).nullable().optional(),
  /** Where the business is (ISO 3166), for integrations of certain countries; `null`: not said. */
  country: country.nullable().optional(),
  specialists: specialists.optional(),
  services: services.optional(),
  work_hours: workHours.optional(),
  slot_minutes: z
    .int()
    .min(5)
    .max(240)
    .refine((minutes) => 1440 % minutes === 0, 'A day (1440 minutes) is a whole number of slots.')
    .optional(),
  minimum_notice_minutes: z.int().min(0).max(43_200).optional(),
  horizon_days: z.int().min(1).max(365).optional(),
  auto_confirm: z.boolean().optional(),
  quiet_window_seconds: z.int().min(3).max(60).optional(),
  max_wait_seconds: z.int().min(3).max(300).optional(),
  limits: limits.optional(),
  /** How long after an outage of Claude a client still gets the answer that failed; 0: never. */
  answer_later_minutes: z.int().min(0).max(1_440).optional(),
  /** Where the business is, as people say it. */
  location: clearable.optional(),
  reception: reception.optional(),
  specialist_bot: specialistBot.optional(),
  appsheet: appSheet.optional(),
  google: google.optional(),
  google_sheet_id: clearable.optional(),
  sendpulse_bot_id: clearable.optional(),
  claude_prompts: z
    .strictObject({
      intent_detection: prompt,
      service_identification: prompt,
      main_response: prompt,
      dialogue_compression: prompt,
    })
    .optional(),
});

/** A configuration as it is posted. */
export type ProjectConfigInput = z.input<typeof projectConfig>;
/** A configuration as it is read: one form, sections that were not named are absent. */
export type ProjectConfig = z.output<typeof projectConfig>;
/** What `GET` and `POST` answer: every section that has a value, in the one form. */
export type ProjectConfigDocument = ProjectConfig & {
  readonly project_id: string;
  readonly version: number;
};
