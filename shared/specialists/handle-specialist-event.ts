import type { KnownBotEvent } from '../bots/index.ts';
import type { ProjectId } from '../platform/ids.ts';
import { cachedProject, getProject, type Project } from '../projects/index.ts';
import { answerTap, endTap } from './answer-tap.ts';
import { askedAbout } from './ask-amount.ts';
import { completeByCode } from './complete-by-code.ts';
import { parseAmount } from './parse-amount.ts';
import { refuseStranger } from './refuse-stranger.ts';
import { showToday } from './show-today.ts';
import { showUpcoming } from './show-upcoming.ts';
import type { SpecialistChat } from './specialist-chat.ts';
import { specialistOfChat } from './specialist-of-chat.ts';
import { takeAmount } from './take-amount.ts';
import { reply, type SpecialistPorts, type SpecialistTalk, type Talk, textsOf } from './talk.ts';
import { languageOf, specialistTexts } from './texts/index.ts';
import { welcome } from './welcome.ts';

type SpokenEvent = Extract<KnownBotEvent, { kind: 'tap' | 'command' | 'text' }>;

/**
 * What the specialist bot does about something that happened in a chat: a specialist runs her day, a code links a
 * chat, a stranger is refused politely. The same update again changes nothing and says nothing more.
 *
 * @throws PassingFault when it has to be tried again after `retryAfterSeconds`
 */
export async function handleSpecialistEvent(
  event: KnownBotEvent,
  projectId: ProjectId,
  ports: SpecialistPorts,
): Promise<void> {
  // That a chat can be reached, or not, is kept with the chat already.
  if (!isSpoken(event)) return;
  const { project, chat } = await whose(projectId, event.chatId).catch(async (fault) => {
    if (event.kind === 'tap') {
      const language = languageOf({ language: 'en' }, event.from.languageCode);
      await endTap({ projectId, ports }, event, specialistTexts(language).notices.busy);
    }
    throw fault;
  });
  const { chatId, updateId, from } = event;
  const language = languageOf(project, from.languageCode);
  const talk: Talk = { project, chatId, updateId, language, ports };
  if (event.kind === 'command' && event.name === 'start' && event.argument !== '') {
    await welcome(talk, event.argument, from.languageCode);
  } else if (chat) {
    await answer({ ...talk, specialist: chat.specialist }, event);
  } else if (event.kind === 'tap') {
    await endTap({ projectId, ports }, event, textsOf(talk).notices.stranger, true);
  } else {
    await refuseStranger(talk);
  }
}

const isSpoken = (event: KnownBotEvent): event is SpokenEvent =>
  event.kind === 'tap' || event.kind === 'command' || event.kind === 'text';

async function answer(talk: SpecialistTalk, event: SpokenEvent): Promise<void> {
  const { talk: texts } = textsOf(talk);
  if (event.kind === 'tap') return answerTap(talk, event);
  if (event.kind === 'text') {
    const asked = event.repliesTo && askedAbout(event.repliesTo.text);
    if (asked) return takeAmount(talk, asked, event.text);
    const html = parseAmount(event.text) ? texts.replyToWhat : texts.help;
    await reply(talk, async () => ({ html }));
    return;
  }
  switch (event.name) {
    case 'today':
      return showToday(talk);
    case 'upcoming':
      return showUpcoming(talk);
    case 'complete':
      return completeByCode(talk, event.argument);
    default:
      await reply(talk, async () => ({ html: texts.help }));
  }
}

/** The project and whose chat it is. A chat that nobody has is looked for once more in the project as it is now. */
async function whose(
  projectId: ProjectId,
  chatId: number,
): Promise<{ project: Project; chat: SpecialistChat | undefined }> {
  const known = await cachedProject(projectId);
  const chat = known && (await specialistOfChat(known, chatId));
  if (known && chat) return { project: known, chat };
  const project = await getProject(projectId);
  if (!project) throw new Error('An update names a project that does not exist.');
  if (project.version === known?.version) return { project, chat: undefined };
  return { project, chat: await specialistOfChat(project, chatId) };
}
