import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { MessageDocument, MessageList, MessagesQuery } from '../contracts/conversations.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ConversationId, ProjectId, TurnId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { bySending, type Message } from './message.ts';
import { type ConversationRead, readConversation } from './read-conversation.ts';
import type { Receipt } from './receipt.ts';
import { type Turn, TurnEntity } from './turn.ts';

export interface ListMessages {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly conversation_id: string };
  readonly query: MessagesQuery;
}

const PAGE = 20;

/**
 * What was said in a conversation, newest first: on the first page what waits for an answer, then burst by burst the
 * answer and the texts it answered.
 */
export async function listMessages({
  access: { projectId },
  path,
  query: { limit = PAGE, cursor },
}: ListMessages): Promise<MessageList | Refusal<'conversation_not_found' | 'invalid_cursor'>> {
  const conversationId = path.conversation_id as ConversationId;
  const after = cursor === undefined ? undefined : startKey(projectId, conversationId, cursor);
  if (cursor !== undefined && after === undefined) {
    return refuse('invalid_cursor', 'The cursor is not one of this list.');
  }
  const [read, page] = await Promise.all([
    readConversation(projectId, conversationId),
    readTurns(projectId, conversationId, limit, after),
  ]);
  if (read.turns.length === 0 && read.messages.length === 0) {
    return refuse('conversation_not_found', 'There is no such conversation.');
  }
  const waiting = cursor === undefined ? waitingOf(read) : [];
  const messages = [...waiting, ...page.turns.flatMap((turn) => entriesOf(turn, read))];
  const last = page.turns.at(-1);
  return page.more && last ? { messages, cursor: cursorAfter(last) } : { messages };
}

async function readTurns(
  projectId: ProjectId,
  conversationId: ConversationId,
  limit: number,
  after: Record<string, unknown> | undefined,
): Promise<{ turns: Turn[]; more: boolean }> {
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(TurnEntity)
    .query({
      partition: keys.conversation(projectId, conversationId),
      range: { beginsWith: 'HISTORY#' },
    })
    .options({
      reverse: true,
      consistent: true,
      limit,
      entityAttrFilter: false,
      ...(after === undefined ? {} : { exclusiveStartKey: after }),
    })
    .send();
  return { turns: Items as unknown as Turn[], more: LastEvaluatedKey !== undefined };
}

function waitingOf({ messages, answered }: ConversationRead): MessageDocument[] {
  return messages
    .filter(({ messageId }) => !answered.has(messageId))
    .sort(bySending)
    .reverse()
    .map((message) => clientEntry(message));
}

/** A turn's answer, then what it answered: from the messages while they are kept, later from the turn's own copy. */
function entriesOf(turn: Turn, { messages, receipts }: ConversationRead): MessageDocument[] {
  const { turnId, decidedAt, parts, asked, language } = turn;
  const committed = receipts.filter((receipt) => receipt.turnId === turnId).map(receiptDocument);
  const kept = messages.filter(({ messageId }) => turn.answered.includes(messageId));
  const reply: MessageDocument[] =
    parts.length === 0
      ? []
      : [
          {
            id: `${turnId}-reply`,
            from: 'frontdesk',
            at: decidedAt,
            kind: turn.kind,
            text: parts.join('\n'),
            turn_id: turnId,
            language,
            ...(committed.length === 0 ? {} : { receipts: committed }),
          },
        ];
  const texts =
    kept.length === turn.answered.length
      ? kept.sort(bySending).map((message) => clientEntry(message, turnId))
      : asked.map((text, index) => askedEntry(text, index, turn));
  return [...reply, ...texts.reverse()];
}

function clientEntry(message: Message, turnId?: TurnId): MessageDocument {
  const { messageId, receivedAt, kind, text } = message;
  return {
    id: messageId,
    from: 'client' as const,
    at: receivedAt,
    kind,
    text,
    ...(turnId === undefined ? {} : { turn_id: turnId }),
  };
}

function askedEntry(text: string, index: number, turn: Turn): MessageDocument {
  const { turnId, decidedAt } = turn;
  return {
    ...{ id: turn.answered[index] ?? `${turnId}-${index}`, from: 'client', at: decidedAt },
    kind: 'text',
    text,
    turn_id: turnId,
  };
}

function receiptDocument(receipt: Receipt) {
  return {
    effect: receipt.effect,
    booking_id: receipt.bookingId,
    code: receipt.code,
    service_name: receipt.serviceName,
    specialist_name: receipt.specialistName,
    starts_at: receipt.startsAt,
    ends_at: receipt.endsAt,
  };
}

/** A cursor names a turn of this conversation, never a key (law 4). */
function cursorAfter({ decidedAt, turnId }: Turn): string {
  return Buffer.from(JSON.stringify([decidedAt, turnId])).toString('base64url');
}

function startKey(
  projectId: ProjectId,
  conversationId: ConversationId,
  cursor: string,
): Record<string, unknown> | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [decidedAt, turnId] = Array.isArray(place) ? place : [];
    if (typeof decidedAt !== 'string' || typeof turnId !== 'string') return undefined;
    return { ...keys.turn(projectId, conversationId, decidedAt, turnId as TurnId) };
  } catch {
    return undefined;
  }
}
