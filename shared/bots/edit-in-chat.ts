import { PassingFault } from '../platform/errors.ts';
import type { BotMessage } from './bot-api.ts';
import { type BotChat, type BotPorts, callBot } from './call-bot.ts';

/**
 * Replaces text and buttons of a message that was sent. Doing it again changes nothing. Two editors who each look at
 * the truth once more after their edit, and edit again when it moved, leave the newest of it standing.
 *
 * @returns `refused` when it cannot be edited: it is gone, or the chat or bot is
 * @throws PassingFault when it has to be tried again after `retryAfterSeconds`
 */
export async function editInChat(
  edit: BotChat & { readonly messageId: string; readonly message: BotMessage },
  ports: BotPorts,
): Promise<'edited' | 'refused'> {
  const { projectId, role, chatId, messageId, message } = edit;
  const chat: BotChat = { projectId, role, chatId };
  const sent = await callBot(chat, ports, (bot) => bot.edit(chatId, messageId, message));
  if (sent.kind === 'not_now') {
    const { retryAfterSeconds = 1 } = sent;
    throw new PassingFault(`Not edited: ${sent.why}`, { retryAfterSeconds });
  }
  return sent.kind === 'delivered' ? 'edited' : 'refused';
}
