import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { addSeconds } from '../platform/clock.ts';
import type { ConversationId, MessageId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { type Conversation, NEW_CONVERSATION } from './conversation.ts';
import { type Message, MessageEntity } from './message.ts';
import type { Notice } from './notice.ts';
import type { Receipt } from './receipt.ts';
import type { Summary } from './summary.ts';
import type { Turn } from './turn.ts';

/** Everything a turn needs to know of its conversation, as of one moment. */
export interface ConversationRead {
  readonly state: Conversation;
  readonly messages: readonly Message[];
  readonly receipts: readonly Receipt[];
  /** In no order. */
  readonly notices: readonly Notice[];
  /** What is left of what was archived. */
  readonly summary: Summary | undefined;
  /** Newest first; reaches back at least to the oldest message. */
  readonly turns: readonly Turn[];
  /** Ids of the messages that some outcome lists. */
  readonly answered: ReadonlySet<string>;
}

const PAGE = 200;
/** Two workers' clocks may differ by this much, so an outcome may seem older than a message it answered. */
export const CLOCK_SKEW_SECONDS = 600;

/**
 * Reads a conversation with one strongly consistent Query from the end: state, receipts, notices, messages, then the
 * newest turns. Goes on paging only until the turns reach back behind the oldest message, since a message may be taken for
 * unanswered only when every outcome that could list it was seen.
 */
export async function readConversation(
  projectId: ProjectId,
  conversationId: ConversationId,
): Promise<ConversationRead> {
  let state = NEW_CONVERSATION;
  let summary: Summary | undefined;
  const messages: Message[] = [];
  const receipts: Receipt[] = [];
  const notices: Notice[] = [];
  const turns: Turn[] = [];
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    // Rows as they are stored: formatting a hundred of them by their schemas would cost more than all the rest.
    const page = await table
      .build(QueryCommand)
      .query({ partition: keys.conversation(projectId, conversationId) })
      .options({
        reverse: true,
        consistent: true,
        limit: PAGE,
        ...(exclusiveStartKey === undefined ? {} : { exclusiveStartKey }),
      })
      .send();
    for (const { entity, pk: _, sk: __, ...found } of page.Items ?? []) {
      if (entity === 'Conversation') state = { ...NEW_CONVERSATION, ...(found as object) };
      else if (entity === 'Summary') summary = found as unknown as Summary;
      else if (entity === 'Receipt') receipts.push(found as unknown as Receipt);
      else if (entity === 'Notice') notices.push(found as unknown as Notice);
      else if (entity === 'Message') messages.push(found as unknown as Message);
      else turns.push(found as unknown as Turn);
    }
    exclusiveStartKey = page.LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined && !reachesBack(messages, turns));
  return {
    state,
    messages,
    receipts,
    notices,
    summary,
    turns,
    answered: new Set(turns.flatMap((turn) => turn.answered)),
  };
}

function reachesBack(messages: readonly Message[], turns: readonly Turn[]): boolean {
  const oldestTurn = turns.at(-1)?.decidedAt;
  if (oldestTurn === undefined) return false;
  const oldestMessage = messages.reduce<string | undefined>(
    (oldest, { receivedAt }) => (oldest === undefined || receivedAt < oldest ? receivedAt : oldest),
    undefined,
  );
  return oldestMessage === undefined || oldestTurn < addSeconds(oldestMessage, -CLOCK_SKEW_SECONDS);
}

/**
 * What came while the model was thinking: the stored messages that are not among `seen`. Asks for ids only, and for
 * the messages themselves only when there is a new one, which is rare.
 */
export async function readNewMessages(
  projectId: ProjectId,
  conversationId: ConversationId,
  seen: (messageId: MessageId) => boolean,
): Promise<Message[]> {
  const isNew = ({ messageId }: Pick<Message, 'messageId'>) => !seen(messageId);
  const ids = await queryMessages(projectId, conversationId, ['messageId']);
  if (!ids.some(isNew)) return [];
  return (await queryMessages(projectId, conversationId)).filter(isNew);
}

/** The messages of a conversation, or of each only `attributes`. */
async function queryMessages(
  projectId: ProjectId,
  conversationId: ConversationId,
  attributes?: ['messageId'],
): Promise<Message[]> {
  const messages: Message[] = [];
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table
      .build(QueryCommand)
      .entities(MessageEntity)
      .query({
        partition: keys.conversation(projectId, conversationId),
        range: { beginsWith: 'MESSAGE#' },
      })
      .options({
        consistent: true,
        entityAttrFilter: false,
        ...(attributes === undefined ? {} : { attributes }),
        ...(exclusiveStartKey === undefined ? {} : { exclusiveStartKey }),
      })
      .send();
    messages.push(...((page.Items ?? []) as unknown as Message[]));
    exclusiveStartKey = page.LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return messages;
}
