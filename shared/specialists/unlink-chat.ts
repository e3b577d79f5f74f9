import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import type { SpecialistDocument } from '../contracts/specialists.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { SpecialistChatEntity, specialistChats } from './specialist-chat.ts';
import { specialistDocument } from './specialist-document.ts';

export interface UnlinkChat {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly specialist_id: string };
}

/**
 * Takes from a specialist the chat that she linked by a code; one that the configuration names counts again. Where
 * none was linked nothing changes and that is no refusal.
 *
 * @returns the specialist as she stands now, or `linked_by_config` when only the configuration can unlink her
 */
export async function unlinkChat({
  access: { projectId },
  path: { specialist_id: specialistId },
}: UnlinkChat): Promise<
  SpecialistDocument | Refusal<'project_not_found' | 'specialist_not_found' | 'linked_by_config'>
> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const specialist = project.specialists.find((one) => one.specialistId === specialistId);
  if (!specialist) return refuse('specialist_not_found', 'There is no such specialist.');
  const own = async () =>
    (await specialistChats(project)).find((one) => one.specialist.specialistId === specialistId);
  if ((await own())?.via === 'config') {
    const message = 'The configuration names her chat: take `telegram_chat_id` out of it.';
    return refuse('linked_by_config', message);
  }
  await SpecialistChatEntity.build(DeleteItemCommand).key({ projectId, specialistId }).send();
  return specialistDocument(specialist, await own());
}
