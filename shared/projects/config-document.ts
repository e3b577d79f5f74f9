import { majorUnits } from '../contracts/money.ts';
import type { ProjectConfigDocument } from '../contracts/project-config.ts';
import { type Project, WEEKDAYS, type WorkHours } from './project.ts';

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
    specialists: project.specialists.map(({ specialistId, name, serviceIds, workHours }) => ({
      id: specialistId,
      name,
      ...(serviceIds ? { services: [...serviceIds] } : {}),
      ...(workHours ? { work_hours: hoursDocument(workHours) } : {}),
    })),
    services: project.services.map(({ serviceId, name, slots, price, currency }) => ({
      id: serviceId,
      name,
      slots,
      ...(price !== undefined && currency !== undefined
        ? { price: majorUnits(price, currency) }
        : {}),
      ...(currency === undefined ? {} : { currency }),
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
    google_sheet_id: project.googleSheetId ?? null,
    sendpulse_bot_id: project.sendpulseBotId ?? null,
    claude_prompts: { ...project.prompts },
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
