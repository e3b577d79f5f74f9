import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Instant } from '../platform/clock.ts';
import type { ConversationId, MessageId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { InboundMessage } from './inbound-message.ts';

/** One message of a client as it is stored: what the channel brought, and when we received it. */
export interface Message extends InboundMessage {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  /** By our clock, at the first delivery. Bursts are put together by it. */
  readonly receivedAt: Instant;
}

/**
 * The stored form. Messages are written by the inbound door with one plain put (accept-message.ts), which keeps this
 * library out of its bundle; here they are only read.
 */
export const MessageEntity = new Entity({
  name: 'Message',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    conversationId: string().key(),
    messageId: string().key(),
    receivedAt: string(),
    sentAt: string(),
    channel: string(),
    service: string(),
    botId: string(),
    contactId: string(),
    kind: string(),
    text: string(),
    name: string().optional(),
    username: string().optional(),
    languageCode: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, conversationId, messageId }) =>
    keys.message(projectId as ProjectId, conversationId as ConversationId, messageId as MessageId),
});

/** The order in which bursts are put together: by receipt, then by id. Negative when `a` comes first. */
export function byReceipt(a: Message, b: Message): number {
  return compare(a.receivedAt, b.receivedAt) || compare(a.messageId, b.messageId);
}

/** The order in which the client wrote: by the provider's time, then by receipt. */
export function bySending(a: Message, b: Message): number {
  return compare(a.sentAt, b.sentAt) || byReceipt(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
