import type { Project } from '../projects/index.ts';
import { type SpecialistChat, specialistChats } from './specialist-chat.ts';

/** Whose chat this is, by code or by configuration; `undefined` for a stranger's. One Query. */
export async function specialistOfChat(
  project: Pick<Project, 'projectId' | 'specialists'>,
  chatId: number,
): Promise<SpecialistChat | undefined> {
  return (await specialistChats(project)).find((chat) => chat.chatId === chatId);
}
