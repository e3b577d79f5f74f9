import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { SENDPULSE_WEBHOOK } from './inbound-settings.ts';
import { webhookToken } from './webhook-token.ts';

/**
 * Where SendPulse sends the project's events: `/webhook/sendpulse?token=…`, relative to the API. The token is a
 * secret: show it to owners only.
 */
export async function webhookPath(
  projectId: ProjectId,
): Promise<string | Refusal<'project_not_found'>> {
  const token = await webhookToken(projectId, SENDPULSE_WEBHOOK);
  return isRefusal(token) ? token : `/webhook/sendpulse?token=${token}`;
}
