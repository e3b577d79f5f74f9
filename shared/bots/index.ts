export * from './bot-api.ts';
export type { UnreachableChat } from './bot-chat.ts';
export type {
  BotEvent,
  BotPerson,
  HandleEvent,
  KnownBotEvent,
  ParseUpdate,
} from './bot-event.ts';
export { botToken } from './bot-token.ts';
export { type BotUpdate, botUpdateSchema } from './bot-update.ts';
export type { BotChat, BotPorts } from './call-bot.ts';
export { editInChat } from './edit-in-chat.ts';
export { escapeHtml } from './escape-html.ts';
export { type ListedBot, listBots } from './list-bots.ts';
export { receiveUpdate, type UpdateAnswer, type UpdateCall } from './receive-update.ts';
export { type BotRegistration, type RegisteredBot, registerBot } from './register-bot.ts';
export { takeUpdate, type UpdatePorts } from './take-update.ts';
export { type ChatMessage, tellChat } from './tell-chat.ts';
export { unreachableChats } from './unreachable-chats.ts';
export { WEBHOOK_PATHS } from './webhook-paths.ts';
export { webhookPurpose } from './webhook-purpose.ts';
