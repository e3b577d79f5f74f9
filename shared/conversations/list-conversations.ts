import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { type Conversation, ConversationEntity } from './conversation.ts';

/** A conversation as the index of its project knows it: without lease, delivery and turn. */
export type ListedConversation = Omit<
  Conversation,
  'leaseToken' | 'leaseUntil' | 'delivery' | 'turnId'
> & {
  readonly conversationId: ConversationId;
};

/** `cursor` is there when there may be more. */
export interface ConversationPage {
  readonly conversations: readonly ListedConversation[];
  readonly cursor?: string;
}

const PAGE = 50;

/**
 * A project's conversations that were ever answered, by their last answer, newest first, page by page. Read from an
 * index, which may lag behind a write by a moment.
 */
export async function listConversations(question: {
  readonly projectId: ProjectId;
  readonly limit?: number;
  /** What the previous page gave; opaque to the caller. */
  readonly cursor?: string;
}): Promise<ConversationPage | Refusal<'invalid_cursor'>> {
  const { projectId, limit = PAGE, cursor } = question;
  const after = cursor === undefined ? undefined : startKey(projectId, cursor);
  if (cursor !== undefined && after === undefined) {
    return refuse('invalid_cursor', 'The cursor is not one of this list.');
  }
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(ConversationEntity)
    .query({
      index: 'conversationsOfProject',
      partition: keys.index.conversationsOfProject(projectId),
    })
    .options({
      reverse: true,
      limit,
      entityAttrFilter: false,
      ...(after === undefined ? {} : { exclusiveStartKey: after }),
    })
    .send();
  const conversations = Items.map(
    (item) => ({ turns: 0, ...item }) as unknown as ListedConversation,
  );
  const last = conversations.at(-1);
  return LastEvaluatedKey && last
    ? { conversations, cursor: cursorAfter(last) }
    : { conversations };
}

/** A cursor names a place in the list, never a key: what a caller sends back reaches no other project (law 4). */
function cursorAfter({ lastTurnAt, conversationId }: ListedConversation): string {
  return Buffer.from(JSON.stringify([lastTurnAt, conversationId])).toString('base64url');
}

function startKey(projectId: ProjectId, cursor: string): Record<string, unknown> | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [lastTurnAt, conversationId] = Array.isArray(place) ? place : [];
    if (typeof lastTurnAt !== 'string' || typeof conversationId !== 'string') return undefined;
    return {
      ...keys.conversationState(projectId, conversationId as ConversationId),
      conversationsKey: keys.index.conversationsOfProject(projectId),
      lastTurnAt,
    };
  } catch {
    return undefined;
  }
}
