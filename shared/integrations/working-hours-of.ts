import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { now, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import {
  ConnectionEntity,
  type HoursRow,
  type Project,
  type Provider,
  type WallInterval,
  WEEKDAYS,
  type WorkHours,
} from '../projects/index.ts';

/** When the AI works in a messenger, on the wall of `timeZone` (IANA). */
export interface WorkingHours extends WorkHours {
  readonly timeZone: string;
}

/** How long a container believes what it read, in seconds. */
const REMEMBERED_SECONDS = 60;
const MOST_REMEMBERED = 5_000;

interface Kept {
  readonly hours: readonly HoursRow[] | undefined;
  readonly timeZone: string | undefined;
}

const remembered = new Map<string, Kept & { readonly readAt: string }>();

/**
 * The hours of the AI in the messenger that an integration connects, as they were within the last minute. `undefined`:
 * always open, since there is no such integration, it is switched off, or nobody set hours.
 *
 * @param project its zone counts where the integration names none
 * @param slug of the messenger's type, `telegram`
 */
export async function workingHoursOf(
  project: Pick<Project, 'projectId' | 'timeZone'>,
  slug: Provider,
): Promise<WorkingHours | undefined> {
  const { hours, timeZone } = await keptHours(project.projectId, slug);
  return hours && { ...workHoursOf(hours), timeZone: timeZone ?? project.timeZone };
}

const ALL_DAY: readonly WallInterval[] = [{ start: '00:00', end: '24:00' }];

/**
 * Rows as the hours of a week and of the dates that differ; a row that is off opens nothing. Where only dates are named,
 * they differ from days that are open always.
 */
export function workHoursOf(rows: readonly HoursRow[]): WorkHours {
  const hasWeek = rows.some(({ weekday }) => weekday !== undefined);
  const weekly = WEEKDAYS.map((name, weekday) => {
    const own = intervalsOf(rows.filter((row) => row.weekday === weekday));
    return [name, hasWeek ? own : ALL_DAY] as const;
  });
  const dates = new Set(rows.flatMap(({ date }) => date ?? []));
  return {
    weekly: Object.fromEntries(weekly) as WorkHours['weekly'],
    exceptions: [...dates].sort().map((date) => ({
      date,
      intervals: intervalsOf(rows.filter((row) => row.date === date)),
    })),
  };
}

function intervalsOf(rows: readonly HoursRow[]): readonly WallInterval[] {
  return rows
    .flatMap(({ enabled, start, end }) =>
      enabled && start !== undefined && end !== undefined ? [{ start, end }] : [],
    )
    .sort((one, other) => (one.start < other.start ? -1 : 1));
}

async function keptHours(projectId: ProjectId, slug: Provider): Promise<Kept> {
  const present = now();
  const key = `${projectId} ${slug}`;
  const known = remembered.get(key);
  if (known) {
    const age = secondsBetween(known.readAt, present);
    if (age >= 0 && age < REMEMBERED_SECONDS) return known;
  }
  const { Item } = await ConnectionEntity.build(GetItemCommand)
    .key({ projectId, provider: slug })
    .send();
  const hours = (Item?.hours ?? []) as readonly HoursRow[];
  const isSet = Item?.active !== false && hours.length > 0;
  const kept = { hours: isSet ? hours : undefined, timeZone: Item?.hoursTimeZone };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, { ...kept, readAt: present });
  return kept;
}
