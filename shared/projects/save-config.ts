import type { ProjectConfigDocument } from '../contracts/project-config.ts';
import { isRefusal } from '../platform/errors.ts';
import { configDocument } from './config-document.ts';
import { type ConfigRefusal, configureProject } from './configure-project.ts';

/** {@link configureProject}, answered as the API does. */
export async function saveConfig(
  change: Parameters<typeof configureProject>[0],
): Promise<ProjectConfigDocument | ConfigRefusal> {
  const project = await configureProject(change);
  return isRefusal(project) ? project : configDocument(project);
}
