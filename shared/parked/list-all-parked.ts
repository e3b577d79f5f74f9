import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { getParked } from './get-parked.ts';
import { type Owner, type ParkedItem, ParkedPointerEntity } from './parked-item.ts';

/** The newest parked items of all owners, for the operator's command only. */
export async function listAllParked(limit: number): Promise<ParkedItem[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(ParkedPointerEntity)
    .query({ partition: keys.global.parkedPointers })
    .options({ reverse: true, consistent: true, limit, entityAttrFilter: false })
    .send();
  const items = await Promise.all(
    Items.map(({ owner, parkedId }) => getParked(owner as Owner, parkedId)),
  );
  return items.filter((item) => item !== undefined);
}
