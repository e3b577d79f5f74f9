import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { addSeconds, type Instant } from '../platform/clock.ts';
import type { ConversationId, MessageId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { CLOCK_SKEW_SECONDS } from './read-conversation.ts';
import { TurnEntity } from './turn.ts';

/** Messages that no answer lists yet, oldest first. `complete: false`: there were more than were looked at. */
export interface Waiting {
  readonly receivedAt: readonly Instant[];
  readonly complete: boolean;
}

/** By then a message is answered, or its timer was given up and is parked. */
const LOOK_BACK_SECONDS = 2 * 3_600;
const MOST_MESSAGES = 1_000;
const MOST_CONVERSATIONS = 100;
/** Queries at the same time. */
const AT_ONCE = 20;

interface Received {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly receivedAt: Instant;
}

/**
 * The messages of a project that wait for an answer. Answered means listed in an outcome, so the recent outcomes of
 * every conversation with recent messages are read: one Query of an index and one small Query per conversation. Bounded
 * to the newest 1,000 messages of two hours and the 100 conversations that wrote last.
 */
export async function listWaiting(projectId: ProjectId, now: Instant): Promise<Waiting> {
  const from = addSeconds(now, -LOOK_BACK_SECONDS);
  const { messages, more } = await received(projectId, from);
  const byConversation = Map.groupBy(messages, ({ conversationId }) => conversationId);
  const conversations = [...byConversation].slice(0, MOST_CONVERSATIONS);
  const waiting: Instant[] = [];
  for (let start = 0; start < conversations.length; start += AT_ONCE) {
    const found = await Promise.all(
      conversations.slice(start, start + AT_ONCE).map(async ([conversationId, own]) => {
        const oldest = own.at(-1)?.receivedAt ?? now;
        const answered = await answeredSince(projectId, conversationId, oldest);
        return own.filter(({ messageId }) => !answered.has(messageId));
      }),
    );
    waiting.push(...found.flat().map(({ receivedAt }) => receivedAt));
  }
  return {
    receivedAt: waiting.sort(),
    complete: !more && conversations.length === byConversation.size,
  };
}

/** The newest messages, newest first. The index carries keys alone, and they name all that is asked for. */
async function received(
  projectId: ProjectId,
  from: Instant,
): Promise<{ messages: Received[]; more: boolean }> {
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .query({
      index: 'messagesOfProject',
      partition: keys.index.messagesOfProject(projectId),
      range: { gte: from },
    })
    .options({ reverse: true, limit: MOST_MESSAGES })
    .send();
  const rows = Items as unknown as { pk: string; sk: string; receivedAt: Instant }[];
  return {
    messages: rows.map(({ pk, sk, receivedAt }) => ({
      receivedAt,
      conversationId: pk.slice(pk.lastIndexOf('#') + 1) as ConversationId,
      messageId: sk.slice(sk.lastIndexOf('#') + 1) as MessageId,
    })),
    more: LastEvaluatedKey !== undefined,
  };
}

/** The messages that outcomes list which could have answered something received at `since` or later. */
async function answeredSince(
  projectId: ProjectId,
  conversationId: ConversationId,
  since: Instant,
): Promise<Set<string>> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(TurnEntity)
    .query({
      partition: keys.conversation(projectId, conversationId),
      range: { between: keys.turnsFrom(addSeconds(since, -CLOCK_SKEW_SECONDS)) },
    })
    .options({
      attributes: ['answered'],
      entityAttrFilter: false,
      maxPages: Number.POSITIVE_INFINITY,
    })
    .send();
  return new Set(Items.flatMap(({ answered }) => answered));
}
