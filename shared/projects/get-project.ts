import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { now, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { DEFAULT_ANSWER_LATER_MINUTES, DEFAULT_LIMITS, type Project } from './project.ts';
import { ProjectEntity } from './project-entity.ts';

/** The project as it is now (strongly read); `undefined` when there is none, or it was closed. */
export async function getProject(projectId: ProjectId): Promise<Project | undefined> {
  const { project, closedAt } = await readProject(projectId);
  return closedAt === undefined ? project : undefined;
}

/** A project that was closed, as it was then; `undefined` for every other one. */
export async function closedProject(projectId: ProjectId): Promise<Project | undefined> {
  const { project, closedAt } = await readProject(projectId);
  return closedAt === undefined ? undefined : project;
}

async function readProject(
  id: ProjectId,
): Promise<{ readonly project?: Project; readonly closedAt?: string | undefined }> {
  const { Item } = await ProjectEntity.build(GetItemCommand)
    .key({ projectId: id })
    .options({ consistent: true })
    .send();
  if (!Item) return {};
  const { updatedAt: _at, updatedBy: _by, closedAt, ...row } = Item;
  // A project of an older version has none of these yet.
  const { limits = DEFAULT_LIMITS, answerLaterMinutes = DEFAULT_ANSWER_LATER_MINUTES } = row;
  return { project: { ...row, projectId: id, limits, answerLaterMinutes } as Project, closedAt };
}

/** How long a container believes what it read, in seconds. */
const REMEMBERED_SECONDS = 60;

const remembered = new Map<ProjectId, { readonly readAt: string; readonly project: Project }>();

/**
 * The project as it was within the last minute, for work that a change of a minute ago may still miss (a turn's texts
 * and prompts). A project that was not found is asked for again each time.
 */
export async function cachedProject(projectId: ProjectId): Promise<Project | undefined> {
  const present = now();
  const known = remembered.get(projectId);
  if (known) {
    const age = secondsBetween(known.readAt, present);
    if (age >= 0 && age < REMEMBERED_SECONDS) return known.project;
  }
  const project = await getProject(projectId);
  if (project) remembered.set(projectId, { readAt: present, project });
  else remembered.delete(projectId);
  return project;
}
