import { isRefusal } from '../../shared/platform/errors.ts';
import { rotateWebhook } from '../../shared/projects/index.ts';
import { CommandError } from './command-error.ts';
import { projectIdOf, webhookPathOf } from './create.ts';
import type { Options } from './options.ts';

/** `project webhook`: where SendPulse posts, with the token; `--rotate` makes a new token first. */
export async function showWebhook(options: Options): Promise<object> {
  const projectId = projectIdOf(options.id);
  if (!options.rotate) return { projectId, webhookPath: await webhookPathOf(projectId) };
  const keepPrevious = options['keep-previous'] ?? false;
  const path = await rotateWebhook({ projectId, keepPrevious });
  if (isRefusal(path)) throw new CommandError(path.message);
  return { projectId, webhookPath: path };
}
