import { type BotPorts, escapeHtml, type KnownBotEvent, tellChat } from '../bots/index.ts';
import { derivedId, type ProjectId } from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { TELEGRAM_DIVA } from './sent-copies.ts';
import { receptionOf } from './staff.ts';
import { takeReason } from './take-reason.ts';
import { takeTap } from './take-tap.ts';
import { receptionTexts } from './texts/index.ts';

/**
 * What the reception bot does about an event in a private chat. Only the listed staff of its own project decide
 * anything; the list is read as it is this very moment. A tap is answered at once, and what it changed reaches all
 * chats through the stream.
 *
 * @throws PassingFault when it has to be tried again: nothing is done or said twice by that
 */
export async function handleReceptionEvent(
  event: KnownBotEvent,
  projectId: ProjectId,
  ports: BotPorts,
): Promise<void> {
  if (event.kind === 'reachable' || event.kind === 'unreachable') return;
  const project = await getProject(projectId);
  if (!project) return;
  const { staff } = await receptionOf(project);
  const member = staff.find(({ chatId }) => chatId === event.chatId);
  if (event.kind === 'tap') return takeTap(event, project, member, ports);
  const { chatId, updateId } = event;
  if (!member) {
    // One refusal a day: whoever writes to the wrong bot does not get an echo of every word.
    const day = ports.now.slice(0, 10);
    const html = receptionTexts(project.language).stranger(escapeHtml(project.name), chatId);
    return say(['stranger', day], html);
  }
  const html = await takeReason(event, project, member, ports);
  await say(['answer', String(updateId)], html ?? receptionTexts(project.language).help);

  async function say(about: readonly string[], html: string): Promise<void> {
    await tellChat(
      {
        ...{ projectId, role: 'reception', chatId, kind: TELEGRAM_DIVA },
        notificationId: derivedId(['reception-bot', ...about, String(chatId)]),
        render: async () => ({ message: { html } }),
      },
      ports,
    );
  }
}
