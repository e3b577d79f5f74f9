import type { ProjectId } from '../platform/ids.ts';
import { listParked } from './list-parked.ts';

const PAGE = 500;
/** A project that has more than this parked has one cause to mend, not a number to read. */
const MOST = 5_000;

/** How many parked items of a project wait to be replayed, at most 5,000. */
export async function countParked(projectId: ProjectId): Promise<number> {
  let waiting = 0;
  let cursor: string | undefined;
  do {
    const page = await listParked({
      owner: projectId,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    waiting += page.items.filter(({ replayedAt }) => replayedAt === undefined).length;
    cursor = page.cursor;
  } while (cursor !== undefined && waiting < MOST);
  return Math.min(waiting, MOST);
}
