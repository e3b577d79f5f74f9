import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import { describeFault, logger } from '../platform/logger.ts';
import type { Project } from '../projects/index.ts';
import { MOST_ATTEMPTS, nextTry } from './backoff.ts';
import { commitAndClear } from './commit.ts';
import type { Destination } from './destination.ts';
import { type Mark, MarkEntity } from './mark.ts';

/**
 * Takes out of every place of a project what carries ids that are no bookings of its own. Only marked when a member has
 * asked for it, so what fails for two hours is not given up but forgotten: the next comparison shows it again.
 *
 * @param at when this is
 */
export async function removeStrays(
  destination: Destination,
  project: Project,
  strays: readonly { readonly mark: Mark }[],
  at: Instant,
): Promise<void> {
  if (strays.length === 0) return;
  const marks = strays.map(({ mark }) => mark);
  const bookingIds = marks.map(({ bookingId }) => bookingId);
  try {
    for (const place of await destination.places(project)) {
      await destination.removeStrays({ project, place, bookingIds });
    }
  } catch (fault) {
    const { name } = destination;
    logger.warn('A destination keeps what is no booking of its project.', {
      ...{ projectId: project.projectId, destination: name, ...describeFault(fault) },
    });
    await Promise.all(marks.map((mark) => postpone(mark, at)));
    return;
  }
  await Promise.all(marks.map((mark) => commitAndClear(mark)));
}

async function postpone(mark: Mark, at: Instant): Promise<void> {
  const { projectId, destination, bookingId } = mark;
  const attempts = mark.attempts + 1;
  if (attempts >= MOST_ATTEMPTS) return await commitAndClear(mark);
  await MarkEntity.build(UpdateItemCommand)
    .item({ projectId, destination, bookingId, attempts, nextTryAt: nextTry(attempts, 0, at) })
    .options({ condition: { attr: 'marks', exists: true } })
    .send();
}
