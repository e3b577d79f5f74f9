/** The slim door of this domain for the inbound functions: nothing here loads more than two AWS clients. */
export { acceptMessage, conversationOf } from './accept-message.ts';
export type {
  Address,
  ChannelName,
  InboundEvent,
  InboundMessage,
  MessageKind,
} from './inbound-message.ts';
export { receiveWebhook } from './receive-webhook.ts';
