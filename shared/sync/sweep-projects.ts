import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../platform/clock.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { type ListedProject, OUTSIDE_CALENDARS, type OutsidePlace } from '../projects/index.ts';
import type { UpkeepMessage, UpkeepTask } from './upkeep-message.ts';

/** Messages under way at once. */
const AT_ONCE = 25;

/** The hours of a project's wall clock in which its night's work begins; two, since one of them may be left out. */
const NIGHT = { from: 3, to: 5 } as const;

/** Those in which its accounts are asked about: what an owner is told then, she can mend at once. */
const MORNING = { from: 8, to: 10 } as const;

/** Places whose own entries take time; Google's other ones are read through these. */
const IMPORTED: readonly OutsidePlace[] = [
  'google-sheets',
  'google-calendar',
  ...OUTSIDE_CALENDARS,
];

/** Tasks that nothing but a change of the project asks for. */
type Asked = 'leave';

/** When each task is due for a project; `undefined`: not now. One line a task. */
const DUE: Readonly<
  Record<Exclude<UpkeepTask, Asked>, (project: ListedProject, now: Instant) => object | undefined>
> = {
  import: ({ places }) => when(places.some((place) => IMPORTED.includes(place))),
  channels: ({ places }) => when(places.includes('google-calendar')),
  reconcile: nightOf,
  accounts: (project, now) =>
    project.hasAccounts === false ? undefined : within(MORNING, project, now),
};

/**
 * Begins what is due for every project that has something to keep up; of one without a place outside nothing is read
 * but its row in the list. Called every few minutes: what a sweep missed, or one that died began twice, the next one
 * makes good, and whoever does the work knows what was done already.
 *
 * @param pages the projects, page by page
 * @param ports `put`: onto the queue of upkeep
 * @throws when messages could not be sent, after all others were
 */
export async function sweepProjects(
  pages: AsyncIterable<readonly ListedProject[]>,
  ports: { readonly put: (message: UpkeepMessage) => Promise<void>; readonly now: Instant },
): Promise<void> {
  let failed = 0;
  for await (const page of pages) {
    const messages = page.flatMap((project) => dueOf(project, ports.now));
    for (let from = 0; from < messages.length; from += AT_ONCE) {
      const sent = await Promise.allSettled(messages.slice(from, from + AT_ONCE).map(ports.put));
      failed += sent.filter(({ status }) => status === 'rejected').length;
    }
  }
  if (failed > 0) throw new Error(`${failed} messages of upkeep could not be sent.`);
}

function dueOf(project: ListedProject, now: Instant): UpkeepMessage[] {
  const { projectId } = project;
  try {
    return Object.entries(DUE).flatMap(([task, due]) => {
      const found = due(project, now);
      return found ? [{ projectId, task: task as UpkeepTask, attempt: 0, ...found }] : [];
    });
  } catch (fault) {
    // One row that cannot be read must not keep all others waiting.
    logger.error('A project of the list cannot be kept up.', {
      projectId,
      ...describeFault(fault),
    });
    return [];
  }
}

/** Once a night at each destination; whoever comes second finds that it is done. */
function nightOf(project: ListedProject, now: Instant): object | undefined {
  // Calendars that are only read have nothing to be compared with.
  if (project.places.every((place) => isOutsideCalendar(place))) return undefined;
  return within(NIGHT, project, now);
}

/** Once a day, in these hours of the project's clock: the date there; whoever comes second finds that it is done. */
function within(
  { from, to }: { readonly from: number; readonly to: number },
  { timeZone }: ListedProject,
  now: Instant,
): object | undefined {
  const there = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone);
  const isDue = there.hour >= from && there.hour < to;
  return isDue ? { night: there.toPlainDate().toString() } : undefined;
}

const when = (due: boolean): object | undefined => (due ? {} : undefined);

const isOutsideCalendar = (place: OutsidePlace): boolean =>
  (OUTSIDE_CALENDARS as readonly OutsidePlace[]).includes(place);
