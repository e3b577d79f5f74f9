import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import type { ProjectId } from '../platform/ids.ts';
import { AlertEntity, type AlertKind } from './alert.ts';

/** There is nothing to look at any more: the alert goes, and the next one is told again. Also when there is none. */
export async function clearAlert(alert: {
  readonly projectId: ProjectId;
  readonly kind: AlertKind;
  readonly subject?: string;
}): Promise<void> {
  const { projectId, kind, subject = '-' } = alert;
  await AlertEntity.build(DeleteItemCommand).key({ projectId, kind, subject }).send();
}
