export { acceptMessage, conversationOf } from './accept-message.ts';
export {
  ALERT_KINDS,
  type Alert,
  AlertEntity,
  type AlertKind,
  type StoredAlert,
} from './alert.ts';
export { alertsOf } from './alerts-of.ts';
export { answeredTurns } from './answered-turns.ts';
export {
  type ArchiveTimer,
  archiveConversation,
  type CompressDialogue,
} from './archive-conversation.ts';
export type { AnswerBurst, Burst, SayClosed } from './burst.ts';
export { type ChangeForCaller, changeForCaller } from './change-for-caller.ts';
export type { Channel, SendResult } from './channel.ts';
export { clearAlert } from './clear-alert.ts';
export { type Conversation, ConversationEntity, type Delivery } from './conversation.ts';
export { getAlert } from './get-alert.ts';
export { getConversation } from './get-conversation.ts';
export type {
  Address,
  ChannelName,
  InboundEvent,
  InboundMessage,
  MessageKind,
} from './inbound-message.ts';
export { integrationLost } from './integration-lost.ts';
export { type ListedConversation, listConversations } from './list-conversations.ts';
export { listForCaller } from './list-for-caller.ts';
export { listMessages } from './list-messages.ts';
export { listWaiting, type Waiting } from './list-waiting.ts';
export { MENU_STEPS, type Menu, type MenuOption, type MenuStep } from './menu.ts';
export { type Message, MessageEntity } from './message.ts';
export { type Notice, NoticeEntity, putNotice } from './notice.ts';
export { raiseAlert } from './raise-alert.ts';
export { raiseAlertSince } from './raise-alert-since.ts';
export { readConversation } from './read-conversation.ts';
export { type Effect, putReceipt, type Receipt, ReceiptEntity, receiptOf } from './receipt.ts';
export { addSpending } from './spending.ts';
export { spentToday } from './spent-today.ts';
export { type Summary, SummaryEntity } from './summary.ts';
export { takeTurns } from './take-turns.ts';
export {
  type Offer,
  offerOf,
  type Reply,
  type ReplyKind,
  type Turn,
  TurnEntity,
  type Usage,
} from './turn.ts';
export { TurnMessage } from './turn-message.ts';
export type { TurnPorts } from './turn-ports.ts';
export { type Closed, closedAt, type WorkingHours } from './working-hours.ts';
