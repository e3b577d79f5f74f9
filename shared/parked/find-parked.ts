import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { getParked } from './get-parked.ts';
import { type Owner, type ParkedItem, ParkedPointerEntity } from './parked-item.ts';

/** A parked item by its id alone, whoever's it is: for the operator's command only. */
export async function findParked(parkedId: string): Promise<ParkedItem | undefined> {
  const { Item } = await ParkedPointerEntity.build(GetItemCommand).key({ parkedId }).send();
  return Item && getParked(Item.owner as Owner, parkedId);
}
