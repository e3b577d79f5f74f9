import type { ProjectId, ServiceId, SpecialistId } from '../../shared/platform/ids.ts';
import {
  DEFAULT_LIMITS,
  type Project,
  type WeeklyHours,
  type WorkHours,
} from '../../shared/projects/index.ts';

/** The same hours on every day of the week. */
export function everyDay(start: string, end: string): WorkHours {
  const day = [{ start, end }];
  const weekly: WeeklyHours = {
    ...{ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
  };
  return { weekly, exceptions: [] };
}

export const ANNA = 'anna' as SpecialistId;
export const MARIA = 'maria' as SpecialistId;
export const ELENA = 'elena' as SpecialistId;
/** One slot. */
export const HAIRCUT = 'haircut' as ServiceId;
/** Two slots. */
export const MANICURE = 'manicure' as ServiceId;
/** Three slots. */
export const COLORING = 'coloring' as ServiceId;

/** The salon of the requirements' example, with what a test wants otherwise. */
export function salon(different: Partial<Project> = {}): Project {
  return {
    projectId: 'salon_abc' as ProjectId,
    name: 'Salon',
    timeZone: 'Europe/Kyiv',
    language: 'uk',
    specialists: [
      { specialistId: ANNA, name: 'Anna' },
      { specialistId: MARIA, name: 'Maria' },
      { specialistId: ELENA, name: 'Elena' },
    ],
    services: [
      { serviceId: HAIRCUT, name: 'Haircut', slots: 1, price: 45_000, currency: 'UAH' },
      { serviceId: MANICURE, name: 'Manicure', slots: 2 },
      { serviceId: COLORING, name: 'Coloring', slots: 3 },
    ],
    workHours: everyDay('09:00', '18:00'),
    slotMinutes: 30,
    minimumNoticeMinutes: 0,
    horizonDays: 60,
    autoConfirm: false,
    quietWindowSeconds: 4,
    maxWaitSeconds: 20,
    prompts: {},
    limits: DEFAULT_LIMITS,
    answerLaterMinutes: 0,
    version: 1,
    ...different,
  };
}

/** The specialist or service with this id. */
export function one<Entry extends { specialistId: string } | { serviceId: string }>(
  entries: readonly Entry[],
  id: string,
): Entry {
  const found = entries.find(
    (entry) => ('specialistId' in entry ? entry.specialistId : entry.serviceId) === id,
  );
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}
