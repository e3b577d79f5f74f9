import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { mintWebhookToken } from '../platform/secrets/webhook-token.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';

/** The self-describing secret of one of the project's webhooks, of its newest rotation. Show it to owners only. */
export async function webhookToken(
  projectId: ProjectId,
  purpose: string,
): Promise<string | Refusal<'project_not_found'>> {
  const { Item } = await InboundSettingsEntity.build(GetItemCommand)
    .key({ projectId })
    .options({ consistent: true })
    .send();
  if (!Item) return refuse('project_not_found', `There is no project ${projectId}.`);
  return mintWebhookToken(await platformSecret(), { projectId, purpose, rotation: Item.rotation });
}
