import { listBookings, OCCUPYING } from '../bookings/index.ts';
import type { StatsDocument } from '../contracts/stats.ts';
import { listConversations } from '../conversations/index.ts';
import { addSeconds, type Instant, now } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { queueOf } from './queue-of.ts';
import { remembered } from './remembered.ts';

const REMEMBERED_SECONDS = 60;
/** No booking is longer than a day; one that began before may still go on. */
const LONGEST_BOOKING_SECONDS = 86_400;
/** Past every horizon a project may have. */
const TWO_YEARS = 2 * 366 * 86_400;
const PAGE = 500;

const known = remembered(REMEMBERED_SECONDS, (projectId) => statsOf(projectId, now()));

/** The totals of a project as the API answers them, at most a minute old, from its own facts alone. */
export function showStats({
  access: { projectId },
}: {
  readonly access: { readonly projectId: ProjectId };
}): Promise<StatsDocument> {
  return known(projectId);
}

async function statsOf(projectId: ProjectId, moment: Instant): Promise<StatsDocument> {
  const [{ complete: _, ...queue }, totals, active] = await Promise.all([
    queueOf(projectId, moment),
    totalsOf(projectId),
    activeBookings(projectId, moment),
  ]);
  return {
    total_messages: totals.answered + queue.waiting,
    active_bookings: active,
    engaged_clients: totals.clients,
    queue,
    archive: { archived: totals.archives },
  };
}

/** Sums over all conversations of the project: about 4,000 of them a page. */
async function totalsOf(projectId: ProjectId) {
  const totals = { answered: 0, clients: 0, archives: 0 };
  let cursor: string | undefined;
  do {
    const page = await listConversations({
      projectId,
      limit: 10_000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (isRefusal(page)) throw new Error(page.message);
    for (const { messages = 0, archives = 0 } of page.conversations) {
      totals.answered += messages;
      totals.archives += archives;
      if (messages > 0) totals.clients += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return totals;
}

async function activeBookings(projectId: ProjectId, moment: Instant): Promise<number> {
  const from = addSeconds(moment, -LONGEST_BOOKING_SECONDS);
  const to = addSeconds(moment, TWO_YEARS);
  let active = 0;
  let cursor: string | undefined;
  do {
    const page = await listBookings({
      projectId,
      from,
      to,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (isRefusal(page)) throw new Error(page.message);
    active += page.bookings.filter(
      ({ status, endsAt }) => OCCUPYING.has(status) && endsAt > moment,
    ).length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return active;
}
