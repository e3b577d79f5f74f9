import type { Instant } from '../platform/clock.ts';

/** Channels through which clients reach a project. */
export type ChannelName = 'sendpulse';

/** What a client sent. Everything but `text` has no words of its own; the client still gets an answer to it. */
export const MESSAGE_KINDS = [
  'text',
  'voice',
  'photo',
  'video',
  'document',
  'sticker',
  'location',
  'contact',
  'other',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Where a client of a channel is answered. */
export interface Address {
  readonly channel: ChannelName;
  /** The messenger behind the channel (`telegram`, `instagram`, …), lower case: an open set. */
  readonly service: string;
  readonly botId: string;
  readonly contactId: string;
}

/** One message of a client, as a channel's parser found it. Texts are as they were sent, at most 4,000 characters. */
export interface InboundMessage extends Address {
  readonly kind: MessageKind;
  /** The words, or the caption of a picture; empty when there are none. */
  readonly text: string;
  readonly sentAt: Instant;
  readonly name?: string;
  readonly username?: string;
  /** BCP 47, as the messenger reports it. */
  readonly languageCode?: string;
}

/** An event of a channel's webhook, after parsing. */
export type InboundEvent =
  | {
      readonly kind: 'message';
      /** The provider's own id of the message, or what stands for it: the same message always has the same one. */
      readonly providerMessageId: string;
      readonly message: InboundMessage;
    }
  | { readonly kind: 'ignored'; readonly why: string };
