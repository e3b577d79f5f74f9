import type { ProjectList, ProjectsQuery } from '../contracts/members.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { projectSummary } from './project-summary.ts';
import { projectsOf } from './projects-of.ts';

const PAGE = 50;

/** The caller's projects, page by page. */
export async function listOwnProjects(request: {
  readonly caller: Caller;
  readonly query: ProjectsQuery;
}): Promise<ProjectList> {
  const { userId } = request.caller;
  const { limit = PAGE, cursor: after } = request.query;
  const page = await projectsOf(userId, {
    limit,
    ...(after === undefined ? {} : { cursor: after }),
  });
  const shown = await Promise.all(page.projectIds.map((one) => projectSummary(one, userId)));
  return {
    projects: shown.filter((one) => one !== undefined),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  };
}
