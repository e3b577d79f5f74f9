import { type BotMessage, escapeHtml } from '../bots/index.ts';
import { isRefusal } from '../platform/errors.ts';
import { derivedId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { hourOf, mayTryCode } from './link-attempts.ts';
import { linkChat } from './link-chat.ts';
import { reply, type Talk, tellOnce, textsOf } from './talk.ts';

/**
 * `/start CODE`: links the chat, or says that the code does not do. A chat tries a few codes an hour and is told once
 * when those are spent.
 */
export async function welcome(talk: Talk, code: string, languageCode?: string): Promise<void> {
  const { chatId, ports } = talk;
  const { projectId } = talk.project;
  let spent = false;
  await reply(talk, async () => {
    spent = !(await mayTryCode(projectId, chatId, ports.now));
    if (spent) return undefined;
    return answerTo(talk, code, languageCode);
  });
  if (!spent) return;
  const notificationId = derivedId(['link attempts', String(chatId), hourOf(ports.now)]);
  await tellOnce({ projectId, chatId, notificationId, ports }, async () => ({
    html: textsOf(talk).talk.tooManyCodes,
  }));
}

async function answerTo(
  talk: Talk,
  code: string,
  languageCode: string | undefined,
): Promise<BotMessage> {
  const { talk: texts } = textsOf(talk);
  // Strongly read: she may have been added a moment ago.
  const project = (await getProject(talk.project.projectId)) ?? talk.project;
  const { chatId, ports } = talk;
  const specialist = await linkChat({
    ...{ project, code, chatId, now: ports.now },
    ...(languageCode === undefined ? {} : { languageCode }),
  });
  if (isRefusal(specialist)) return { html: texts.invalidCode };
  const hello = texts.linked(escapeHtml(specialist.name), escapeHtml(project.name));
  return { html: `${hello}\n\n${texts.help}` };
}
