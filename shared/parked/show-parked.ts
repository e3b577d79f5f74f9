import type { ParkedDocument } from '../contracts/parked.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getParked } from './get-parked.ts';
import { parkedDocumentOf } from './parked-document.ts';

export interface ShowParked {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly parked_id: string };
}

/** One parked item of a project, with its body, as the API answers it. */
export async function showParked({
  access,
  path,
}: ShowParked): Promise<ParkedDocument | Refusal<'parked_not_found'>> {
  const item = await getParked(access.projectId, path.parked_id);
  return item
    ? parkedDocumentOf(item)
    : refuse('parked_not_found', 'There is no such parked item.');
}
