import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { mintWebhookToken } from '../platform/secrets/webhook-token.ts';
import { SENDPULSE_WEBHOOK } from './inbound-settings.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';

/**
 * Where SendPulse sends the project's events: `/webhook/sendpulse?token=…`, relative to the API. The token is a
 * secret: show it to owners only.
 */
export async function webhookPath(
  projectId: ProjectId,
): Promise<string | Refusal<'project_not_found'>> {
  const { Item } = await InboundSettingsEntity.build(GetItemCommand)
    .key({ projectId })
    .options({ consistent: true })
    .send();
  if (!Item) return refuse('project_not_found', `There is no project ${projectId}.`);
  const token = mintWebhookToken(await platformSecret(), {
    projectId,
    purpose: SENDPULSE_WEBHOOK,
    rotation: Item.rotation,
  });
  return `/webhook/sendpulse?token=${token}`;
}
