import { minorUnits } from '../contracts/money.ts';
import type { ProjectConfig } from '../contracts/project-config.ts';
import type { CanonicalHours } from '../contracts/work-hours.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { derivedId, type ServiceId, type SpecialistId } from '../platform/ids.ts';
import { applyAppSheet } from './apply-appsheet.ts';
import { applyReception, botsOf } from './apply-bots.ts';
import { applyDeletedEvent, applyGoogle } from './apply-google.ts';
import { configDocument } from './config-document.ts';
import {
  DEFAULT_LIMITS,
  type Limits,
  type Project,
  type Service,
  type Specialist,
  WEEKDAYS,
  type WorkHours,
} from './project.ts';

/** What a configuration contradicts in the whole it would make: the field and why. */
export interface ConfigProblem {
  readonly path: string;
  readonly message: string;
}

export type InvalidConfig = Refusal<'invalid_input', readonly ConfigProblem[]>;

const DAY_MINUTES = 1440;
/** The whole document must fit the API's body limit (256 KB), so that it can always be posted back. */
const MAX_DOCUMENT_BYTES = 240_000;

/**
 * The project that `config` makes of `project`, with the same version; writes nothing. A specialist or service keeps
 * its id when it is found by id, else by exact name; a new one gets an id that was never used in the project.
 *
 * @returns the project, or `invalid_input` naming the fields that contradict each other
 */
export function applyConfig(project: Project, config: ProjectConfig): Project | InvalidConfig {
  const problems: ConfigProblem[] = [];
  const services = config.services ? servicesOf(project, config.services) : project.services;
  const specialists = config.specialists
    ? specialistsOf(project, config.specialists, services, problems)
    : withoutMissing(project.specialists, services);
  const next: Project = {
    ...withoutClearable(project),
    name: config.name ?? project.name,
    timeZone: config.time_zone ?? project.timeZone,
    language: config.language ?? project.language,
    specialists,
    services,
    workHours: config.work_hours ? workHoursOf(config.work_hours) : project.workHours,
    slotMinutes: config.slot_minutes ?? project.slotMinutes,
    minimumNoticeMinutes: config.minimum_notice_minutes ?? project.minimumNoticeMinutes,
    horizonDays: config.horizon_days ?? project.horizonDays,
    autoConfirm: config.auto_confirm ?? project.autoConfirm,
    quietWindowSeconds: config.quiet_window_seconds ?? project.quietWindowSeconds,
    maxWaitSeconds: config.max_wait_seconds ?? project.maxWaitSeconds,
    prompts: config.claude_prompts ? promptsOf(config.claude_prompts) : project.prompts,
    limits: config.limits ? limitsOf(config.limits) : project.limits,
    answerLaterMinutes: config.answer_later_minutes ?? project.answerLaterMinutes,
    ...present('location', chosen(config.location, project.location)),
    ...present('reception', applyReception(project.reception, config.reception)),
    ...present('bots', botsOf(project.bots, config)),
    ...present('appSheet', applyAppSheet(project.appSheet, config.appsheet, problems)),
    ...present('googleAccount', applyGoogle(project.googleAccount, config.google, problems)),
    ...present('onDeletedEvent', applyDeletedEvent(project.onDeletedEvent, config.google)),
    ...present('googleSheetId', chosen(config.google_sheet_id, project.googleSheetId)),
    ...present('sendpulseBotId', chosen(config.sendpulse_bot_id, project.sendpulseBotId)),
    ...present('sphere', chosen(config.sphere, project.sphere)),
    ...present('country', chosen(config.country, project.country)),
  };
  if (next.maxWaitSeconds < next.quietWindowSeconds) {
    const path =
      config.max_wait_seconds === undefined ? 'quiet_window_seconds' : 'max_wait_seconds';
    problems.push({ path, message: 'max_wait_seconds is at least quiet_window_seconds.' });
  }
  for (const [index, service] of next.services.entries()) {
    if (service.slots * next.slotMinutes > DAY_MINUTES) {
      const path = config.services ? `services[${index}].slots` : 'slot_minutes';
      problems.push({ path, message: `${service.name} would last longer than a day.` });
    }
  }
  if (next.bots?.reception !== undefined && next.bots.reception === next.bots.specialist) {
    const path = config.specialist_bot?.bot_token ? 'specialist_bot' : 'reception';
    problems.push({ path: `${path}.bot_token`, message: 'This bot has another task already.' });
  }
  if (Buffer.byteLength(JSON.stringify(configDocument(next))) > MAX_DOCUMENT_BYTES) {
    problems.push({ path: '', message: 'The whole configuration is too large.' });
  }
  if (problems.length === 0) return next;
  const fields = problems.map(({ path }) => path || 'the body').join(', ');
  return refuse('invalid_input', `Not valid: ${fields}.`, problems);
}

function servicesOf(
  project: Project,
  wanted: NonNullable<ProjectConfig['services']>,
): readonly Service[] {
  const known = project.services.map(({ serviceId: id, name }) => ({ id, name }));
  const ids = identify(project, 'service', known, wanted);
  return wanted.map(({ name, slots, price, currency, online }, index) => ({
    serviceId: ids[index] as ServiceId,
    name,
    slots,
    ...(price !== undefined && currency !== undefined
      ? present('price', minorUnits(price, currency))
      : {}),
    ...present('currency', currency),
    ...(online ? { online } : {}),
  }));
}

function specialistsOf(
  project: Project,
  wanted: NonNullable<ProjectConfig['specialists']>,
  services: readonly Service[],
  problems: ConfigProblem[],
): readonly Specialist[] {
  const known = project.specialists.map(({ specialistId: id, name }) => ({ id, name }));
  const ids = identify(project, 'specialist', known, wanted);
  return wanted.map((one, index) => {
    const serviceIds = one.services?.flatMap((asked, at) => {
      const found =
        services.find(({ serviceId }) => serviceId === asked) ??
        services.find(({ name }) => name === asked);
      if (found) return [found.serviceId];
      const path = `specialists[${index}].services[${at}]`;
      problems.push({ path, message: 'There is no such service.' });
      return [];
    });
    return {
      specialistId: ids[index] as SpecialistId,
      name: one.name,
      ...(serviceIds ? { serviceIds: [...new Set(serviceIds)] } : {}),
      ...(one.work_hours ? { workHours: workHoursOf(one.work_hours) } : {}),
      ...present('location', one.location),
      ...present('telegramChatId', one.telegram_chat_id),
      ...present('googleCalendarId', one.google_calendar_id),
      ...present('externalIds', one.external_ids),
    };
  });
}

/** Specialists whose own services no longer name one that is gone; who offered only such offers nothing now. */
function withoutMissing(
  specialists: readonly Specialist[],
  services: readonly Service[],
): readonly Specialist[] {
  const existing = new Set(services.map(({ serviceId }) => serviceId));
  return specialists.map((one) =>
    one.serviceIds ? { ...one, serviceIds: one.serviceIds.filter((id) => existing.has(id)) } : one,
  );
}

/** The id of each wanted entry: found by id, else by exact name among those not found by id, else new. */
function identify(
  project: Project,
  kind: 'specialist' | 'service',
  known: readonly { readonly id: string; readonly name: string }[],
  wanted: readonly { readonly id?: string | undefined; readonly name: string }[],
): readonly string[] {
  const claimed = new Set(
    wanted.flatMap(({ id }) => (known.some((one) => one.id === id) && id ? [id] : [])),
  );
  return wanted.map(({ id, name }) => {
    if (id !== undefined && claimed.has(id)) return id;
    const namesake = known.find((one) => one.name === name && !claimed.has(one.id));
    // The version keeps the id of somebody who left from being given to a namesake who comes later.
    const version = String(project.version + 1);
    return namesake?.id ?? derivedId([project.projectId, kind, name, version], 12);
  });
}

function workHoursOf({ exceptions, ...weekly }: CanonicalHours): WorkHours {
  return {
    weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, weekly[day]])) as WorkHours['weekly'],
    exceptions: exceptions.map((one) => ({
      date: one.date,
      intervals: 'intervals' in one ? one.intervals : [],
    })),
  };
}

function promptsOf(prompts: NonNullable<ProjectConfig['claude_prompts']>): Project['prompts'] {
  return Object.fromEntries(Object.entries(prompts).filter(([, text]) => text !== undefined));
}

function limitsOf(limits: NonNullable<ProjectConfig['limits']>): Limits {
  return {
    messagesPerHour: limits.messages_per_hour ?? DEFAULT_LIMITS.messagesPerHour,
    messagesPerDay: limits.messages_per_day ?? DEFAULT_LIMITS.messagesPerDay,
    activeBookings: limits.active_bookings ?? DEFAULT_LIMITS.activeBookings,
    clientUsdPerDay: limits.client_usd_per_day ?? DEFAULT_LIMITS.clientUsdPerDay,
    projectUsdPerDay: limits.project_usd_per_day ?? DEFAULT_LIMITS.projectUsdPerDay,
  };
}

/** What a configuration can take away stays only when it is put back. */
function withoutClearable(
  project: Project,
): Omit<
  Project,
  | 'location'
  | 'reception'
  | 'bots'
  | 'appSheet'
  | 'googleAccount'
  | 'onDeletedEvent'
  | 'googleSheetId'
  | 'sendpulseBotId'
  | 'sphere'
  | 'country'
> {
  const {
    location: _l,
    reception: _r,
    bots: _b,
    appSheet: _a,
    googleAccount: _ga,
    onDeletedEvent: _d,
    googleSheetId: _g,
    sendpulseBotId: _s,
    sphere: _sp,
    country: _c,
    ...rest
  } = project;
  return rest;
}

/** Absent keeps the value, `null` takes it away. */
function chosen<Value extends string>(
  wanted: Value | null | undefined,
  before: Value | undefined,
): Value | undefined {
  return wanted === undefined ? before : (wanted ?? undefined);
}

/** `{ [name]: value }`, or nothing without a value. */
function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in Name]: Value });
}
