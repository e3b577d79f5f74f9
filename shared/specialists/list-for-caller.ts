import type { SpecialistList } from '../contracts/specialists.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { specialistChats } from './specialist-chat.ts';
import { specialistDocument } from './specialist-document.ts';

export interface ListForCaller {
  readonly access: { readonly projectId: ProjectId };
}

/** The specialists of a project, and who of them is linked to the bot, as the API answers them. */
export async function listForCaller({
  access: { projectId },
}: ListForCaller): Promise<SpecialistList | Refusal<'project_not_found'>> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const chats = await specialistChats(project);
  return {
    specialists: project.specialists.map((specialist) =>
      specialistDocument(
        specialist,
        chats.find((chat) => chat.specialist.specialistId === specialist.specialistId),
      ),
    ),
  };
}
