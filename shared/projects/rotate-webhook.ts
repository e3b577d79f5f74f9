import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { InboundSettingsEntity } from './inbound-settings-entity.ts';
import { webhookPath } from './webhook-path.ts';

/**
 * Gives the webhook of a project a new token. The one before it stays valid until the next rotation when
 * `keepPrevious` is set (time to change it in SendPulse), else it ends at once (a leak); containers notice within a
 * minute.
 *
 * @returns the new path with its token, or `project_not_found`
 * @throws ConditionalCheckFailedException when two rotate at the same moment: only one may win
 */
export async function rotateWebhook(wish: {
  readonly projectId: ProjectId;
  readonly keepPrevious: boolean;
}): Promise<string | Refusal<'project_not_found'>> {
  const { projectId, keepPrevious } = wish;
  const { Item } = await InboundSettingsEntity.build(GetItemCommand)
    .key({ projectId })
    .options({ consistent: true })
    .send();
  if (!Item) return refuse('project_not_found', `There is no project ${projectId}.`);
  const rotation = Item.rotation + 1;
  await InboundSettingsEntity.build(UpdateItemCommand)
    .item({ projectId, rotation, lowestRotation: keepPrevious ? Item.rotation : rotation })
    .options({ condition: { attr: 'rotation', eq: Item.rotation } })
    .send();
  return webhookPath(projectId);
}
