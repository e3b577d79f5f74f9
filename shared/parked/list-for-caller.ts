import type { ParkedList, ParkedQuery } from '../contracts/parked.ts';
import type { ProjectId } from '../platform/ids.ts';
import { listParked } from './list-parked.ts';
import { parkedSummaryOf } from './parked-document.ts';

export interface ListForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly query: ParkedQuery;
}

/** A page of a project's parked items as the API answers it. */
export async function listForCaller({
  access: { projectId },
  query: { limit, cursor },
}: ListForCaller): Promise<ParkedList> {
  const page = await listParked({
    owner: projectId,
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return {
    parked: page.items.map(parkedSummaryOf),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  };
}
