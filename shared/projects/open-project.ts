import { type AccountDeleted, activeProfile } from '../accounts/index.ts';
import type { NewProject } from '../contracts/members.ts';
import { isRefusal, PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { answer, type JsonAnswer } from '../platform/lambda/http-answer.ts';
import { beginsWith } from './begins-with.ts';
import { closeProject } from './close-project.ts';
import { createProject } from './create-project.ts';
import { ownProjectId } from './own-project-id.ts';
import { projectSummary } from './project-summary.ts';
import { allProjectsOf } from './projects-of.ts';

const MOST_PROJECTS = 50;

export type OpenProjectRefusal = AccountDeleted | Refusal<'too_many_projects'>;

/**
 * Makes a project for the caller, who owns it. It offers nothing yet, so nothing can be booked in it; its sphere is
 * that of the caller's profile.
 *
 * @param request `idempotencyKey`: the same key again is answered with the same project
 */
export async function openProject(
  request: {
    readonly caller: Caller;
    readonly body: NewProject;
    readonly idempotencyKey: string | undefined;
  },
  userPoolId: string,
): Promise<JsonAnswer | OpenProjectRefusal> {
  const { caller, body, idempotencyKey } = request;
  const { userId } = caller;
  const profile = await activeProfile(userPoolId, userId);
  if (isRefusal(profile)) return profile;
  const projectId = ownProjectId(userId, idempotencyKey ? `key ${idempotencyKey}` : randomId(26));
  const known = await projectSummary(projectId, userId);
  if (known) return answer(200, known);
  if ((await allProjectsOf(userId)).length >= MOST_PROJECTS) {
    return refuse('too_many_projects', `Nobody has more than ${MOST_PROJECTS} projects.`);
  }
  const begun = beginsWith(profile);
  const { name, time_zone = begun.time_zone, language = begun.language } = body;
  const made = await createProject({
    ...{ projectId, owner: userId, actor: userId },
    config: { ...begun, name, time_zone, language },
  });
  if (isRefusal(made) && made.refused !== 'project_exists') throw new Error(made.message);
  // The account may have been deleted meanwhile: its memberships were ended before this one began.
  const still = await activeProfile(userPoolId, userId);
  if (isRefusal(still)) {
    await closeProject(projectId, userId);
    return still;
  }
  const project = await projectSummary(projectId, userId);
  // Two at once may both be refused by DynamoDB.
  if (!project) throw new PassingFault('This project is being made.');
  return answer(isRefusal(made) ? 200 : 201, project);
}
