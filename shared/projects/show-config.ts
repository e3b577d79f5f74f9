import type { ProjectConfigDocument } from '../contracts/project-config.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { configDocument } from './config-document.ts';
import { getProject } from './get-project.ts';

/** The configuration of a project as the API answers it. */
export async function showConfig(
  projectId: ProjectId,
): Promise<ProjectConfigDocument | Refusal<'project_not_found'>> {
  const project = await getProject(projectId);
  return project
    ? configDocument(project)
    : refuse('project_not_found', 'There is no such project.');
}
