import { type Instant, now, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';

/** Projects whose answers a container keeps. */
const MOST = 500;

/**
 * `look`, asked at most once in `seconds` per project and container, however many ask at the same time. A look that
 * fails is forgotten.
 */
export function remembered<Answer>(
  seconds: number,
  look: (projectId: ProjectId) => Promise<Answer>,
): (projectId: ProjectId) => Promise<Answer> {
  const known = new Map<ProjectId, { readonly at: Instant; readonly answer: Promise<Answer> }>();
  return (projectId) => {
    const at = now();
    const last = known.get(projectId);
    const age = last ? secondsBetween(last.at, at) : -1;
    if (last && age >= 0 && age < seconds) return last.answer;
    if (known.size >= MOST) known.clear();
    const answer = look(projectId);
    known.set(projectId, { at, answer });
    answer.catch(() => {
      if (known.get(projectId)?.answer === answer) known.delete(projectId);
    });
    return answer;
  };
}
