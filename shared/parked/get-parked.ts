import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { type Owner, ParkedEntity, type ParkedItem } from './parked-item.ts';

/** One parked item of an owner (strongly read); `undefined` when there is none. */
export async function getParked(owner: Owner, parkedId: string): Promise<ParkedItem | undefined> {
  const { Item } = await ParkedEntity.build(GetItemCommand)
    .key({ owner, parkedId })
    .options({ consistent: true })
    .send();
  return Item as ParkedItem | undefined;
}
