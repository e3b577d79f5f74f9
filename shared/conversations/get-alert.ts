import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { ProjectId } from '../platform/ids.ts';
import { AlertEntity, type AlertKind, type StoredAlert } from './alert.ts';

/** An alert of a project as it is now (strongly read); `undefined` when there is none. */
export async function getAlert(
  projectId: ProjectId,
  kind: AlertKind,
  subject: string,
): Promise<StoredAlert | undefined> {
  const { Item } = await AlertEntity.build(GetItemCommand)
    .key({ projectId, kind, subject })
    .options({ consistent: true })
    .send();
  return Item as StoredAlert | undefined;
}
