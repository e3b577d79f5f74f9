import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { table } from '../platform/table/table.ts';
import { keyOf, type Owner, ParkedEntity, type ParkedItem, partitionOf } from './parked-item.ts';

/** `cursor` is there when there may be more. */
export interface ParkedPage {
  readonly items: readonly ParkedItem[];
  readonly cursor?: string;
}

const PAGE = 50;

/**
 * Parked items of one owner, newest first, page by page.
 *
 * @param question `cursor`: the id of the last item of the page before
 */
export async function listParked(question: {
  readonly owner: Owner;
  readonly limit?: number;
  readonly cursor?: string;
}): Promise<ParkedPage> {
  const { owner, limit = PAGE, cursor } = question;
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(ParkedEntity)
    .query({ partition: partitionOf(owner) })
    .options({
      reverse: true,
      consistent: true,
      limit,
      entityAttrFilter: false,
      ...(cursor === undefined ? {} : { exclusiveStartKey: { ...keyOf(owner, cursor) } }),
    })
    .send();
  const items = Items as ParkedItem[];
  const last = items.at(-1);
  return LastEvaluatedKey && last ? { items, cursor: last.parkedId } : { items };
}
