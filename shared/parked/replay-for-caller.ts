import type { ParkedDocument } from '../contracts/parked.ts';
import { now } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { parkedDocumentOf } from './parked-document.ts';
import { type ReplayPorts, type ReplayRefusal, replayParked } from './replay-parked.ts';

export interface ReplayForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly path: { readonly parked_id: string };
}

/** An owner puts a parked item of her project back. */
export async function replayForCaller(
  { access, caller, path }: ReplayForCaller,
  ports: ReplayPorts,
): Promise<ParkedDocument | ReplayRefusal> {
  const wish = { owner: access.projectId, parkedId: path.parked_id };
  const actor = `member:${caller.userId}`;
  const replayed = await replayParked({ ...wish, actor, now: now() }, ports);
  return isRefusal(replayed) ? replayed : parkedDocumentOf(replayed);
}
