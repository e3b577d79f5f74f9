import { isRefusal } from '../../shared/platform/errors.ts';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { rotateWebhook, webhookToken } from '../../shared/projects/index.ts';
import { CommandError } from './command-error.ts';
import { projectIdOf, webhookPathOf } from './create.ts';
import type { Options } from './options.ts';

/** `project webhook`: where SendPulse and the AppSheet app post, with the token; `--rotate` makes a new token first. */
export async function showWebhook(options: Options): Promise<object> {
  const projectId = projectIdOf(options.id);
  if (!options.rotate)
    return {
      projectId,
      webhookPath: await webhookPathOf(projectId),
      ...(await appSheet(projectId)),
    };
  const keepPrevious = options['keep-previous'] ?? false;
  const path = await rotateWebhook({ projectId, keepPrevious });
  if (isRefusal(path)) throw new CommandError(path.message);
  return { projectId, webhookPath: path, ...(await appSheet(projectId)) };
}

/** Where an automation of the project's AppSheet app posts. */
async function appSheet(projectId: ProjectId): Promise<object> {
  const token = await webhookToken(projectId, 'appsheet');
  if (isRefusal(token)) throw new CommandError(token.message);
  return { appSheetWebhookPath: `/webhook/appsheet?token=${token}` };
}
