import { majorUnits } from '../contracts/money.ts';
import type { ProjectConfigDocument } from '../contracts/project-config.ts';
import {
  DEFAULT_REMINDER_LIMIT,
  type Project,
  type Specialist,
  WEEKDAYS,
  type WorkHours,
} from './project.ts';

type SpecialistDocument = NonNullable<ProjectConfigDocument['specialists']>[number];
type HoursDocument = NonNullable<ProjectConfigDocument['work_hours']>;

/**
 * The configuration of a project as the API answers it. Posting it back changes nothing: lists carry their ids, prices
 * are decimal numbers in major units, hours name every weekday.
 */
export function configDocument(project: Project): ProjectConfigDocument {
  return {
    project_id: project.projectId,
    version: project.version,
    name: project.name,
    time_zone: project.timeZone,
    language: project.language,
    sphere: project.sphere ?? null,
    country: project.country ?? null,
    specialists: project.specialists.map(specialistDocument),
    services: project.services.map(({ serviceId, name, slots, price, currency, online }) => ({
      id: serviceId,
      name,
      slots,
      ...(price !== undefined && currency !== undefined
        ? { price: majorUnits(price, currency) }
        : {}),
      ...(currency === undefined ? {} : { currency }),
      ...(online ? { online } : {}),
    })),
    work_hours: hoursDocument(project.workHours),
    slot_minutes: project.slotMinutes,
    minimum_notice_minutes: project.minimumNoticeMinutes,
    horizon_days: project.horizonDays,
    auto_confirm: project.autoConfirm,
    quiet_window_seconds: project.quietWindowSeconds,
    max_wait_seconds: project.maxWaitSeconds,
    limits: {
      messages_per_hour: project.limits.messagesPerHour,
      messages_per_day: project.limits.messagesPerDay,
      active_bookings: project.limits.activeBookings,
      client_usd_per_day: project.limits.clientUsdPerDay,
      project_usd_per_day: project.limits.projectUsdPerDay,
    },
    answer_later_minutes: project.answerLaterMinutes,
    location: project.location ?? null,
    reception: receptionDocument(project),
    specialist_bot: { connected: project.bots?.specialist !== undefined },
    appsheet: appSheetDocument(project),
    google: googleDocument(project),
    google_sheet_id: project.googleSheetId ?? null,
    sendpulse_bot_id: project.sendpulseBotId ?? null,
    claude_prompts: { ...project.prompts },
  };
}

function specialistDocument(one: Specialist): SpecialistDocument {
  return {
    id: one.specialistId,
    name: one.name,
    ...(one.serviceIds ? { services: [...one.serviceIds] } : {}),
    ...(one.workHours ? { work_hours: hoursDocument(one.workHours) } : {}),
    ...(one.location === undefined ? {} : { location: one.location }),
    ...(one.telegramChatId === undefined ? {} : { telegram_chat_id: one.telegramChatId }),
    ...(one.googleCalendarId === undefined ? {} : { google_calendar_id: one.googleCalendarId }),
    ...(one.externalIds ? { external_ids: { ...one.externalIds } } : {}),
  };
}

function receptionDocument({ bots, reception }: Project): ProjectConfigDocument['reception'] {
  return {
    connected: bots?.reception !== undefined,
    staff: (reception?.staff ?? []).map(({ chatId, name, escalation }) => ({
      chat_id: chatId,
      name,
      escalation_contact: escalation,
    })),
    quiet_hours: reception?.quietHours ?? null,
    reminder_limit: reception?.reminderLimit ?? DEFAULT_REMINDER_LIMIT,
  };
}

function appSheetDocument({
  appSheet,
}: Project): NonNullable<ProjectConfigDocument['appsheet']> | null {
  if (!appSheet) return null;
  const { appId, table, host } = appSheet;
  return { app_id: appId, table, host, connected: true };
}

/** The e-mail is what the owner shares the spreadsheet with. */
function googleDocument({
  googleAccount,
  onDeletedEvent,
}: Project): ProjectConfigDocument['google'] {
  if (googleAccount === undefined && onDeletedEvent === undefined) return null;
  return {
    connected: googleAccount !== undefined,
    ...(googleAccount === undefined ? {} : { client_email: googleAccount }),
    on_deleted_event: onDeletedEvent ?? 'flag',
  };
}

function hoursDocument({ weekly, exceptions }: WorkHours): HoursDocument {
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, weekly[day]])) as WorkHours['weekly'];
  return {
    ...week,
    exceptions: exceptions.map(({ date, intervals }) =>
      intervals.length === 0 ? { date, closed: true } : { date, intervals },
    ),
  };
}
