import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject, type Project, type Provider } from '../projects/index.ts';
import { getIntegration } from './get-integration.ts';
import type { Integration } from './integration.ts';

export type NotFound = Refusal<'integration_not_found' | 'project_not_found'>;

/**
 * A project and one of its integrations, both strongly read.
 *
 * @param id as a path names it: the slug of its type
 */
export async function findIntegration(
  projectId: ProjectId,
  id: string,
): Promise<{ readonly project: Project; readonly integration: Integration } | NotFound> {
  const [project, integration] = await Promise.all([
    getProject(projectId),
    // What is no slug finds nothing.
    getIntegration(projectId, id as Provider),
  ]);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  if (!integration) return refuse('integration_not_found', 'There is no such integration.');
  return { project, integration };
}
