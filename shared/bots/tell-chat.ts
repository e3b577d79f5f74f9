import { type Delivery, type DeliveryResult, sendOnce } from '../platform/delivery/index.ts';
import type { BotMessage } from './bot-api.ts';
import { type BotChat, type BotPorts, callBot } from './call-bot.ts';

/** One message to one chat about one fact. `Said` is what `render` read: the message and whatever `check` needs. */
export type ChatMessage<Said extends { readonly message: BotMessage }> = BotChat &
  Omit<Delivery<Said>, 'recipient' | 'send'>;

/**
 * Says something in one chat, once, by the protocol of every send (claim, read again, send, mark). Nobody is passed
 * over silently: a chat or bot that fails is recorded, and the project's people are told.
 *
 * @throws PassingFault when it has to be tried again after `retryAfterSeconds`
 */
export function tellChat<Said extends { readonly message: BotMessage }>(
  chatMessage: ChatMessage<Said>,
  ports: BotPorts,
): Promise<DeliveryResult> {
  const { role, chatId, ...delivery } = chatMessage;
  const chat: BotChat = { projectId: delivery.projectId, role, chatId };
  return sendOnce(
    {
      ...delivery,
      recipient: String(chatId),
      send: ({ message }) => callBot(chat, ports, (bot) => bot.send(chatId, message)),
    },
    ports.now,
  );
}
