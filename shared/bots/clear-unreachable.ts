import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import type { BotRole } from './bot-api.ts';
import { BotChatEntity } from './bot-chat.ts';
import { unreachableChats } from './unreachable-chats.ts';

/** How long a container believes which chats are marked: one Query a minute instead of a write for each update. */
const REMEMBERED_SECONDS = 60;

const remembered = new Map<string, { readonly readAt: Instant; readonly chats: Set<number> }>();

/**
 * Takes the mark off a chat that wrote to the bot.
 *
 * @param chat `sure`: the update says that the chat can be reached again; else a mark of the last minute may stay
 *   until the next update
 */
export async function clearUnreachable(chat: {
  readonly projectId: ProjectId;
  readonly role: BotRole;
  readonly chatId: number;
  readonly sure: boolean;
  readonly now: Instant;
}): Promise<void> {
  const { projectId, role, chatId, sure, now } = chat;
  const name = `${projectId} ${role}`;
  if (!sure) {
    const marked = await markedChats(name, projectId, role, now);
    if (!marked.has(chatId)) return;
  }
  await BotChatEntity.build(DeleteItemCommand).key({ projectId, role, chatId }).send();
  remembered.get(name)?.chats.delete(chatId);
}

async function markedChats(
  name: string,
  projectId: ProjectId,
  role: BotRole,
  now: Instant,
): Promise<Set<number>> {
  const known = remembered.get(name);
  const age = known ? secondsBetween(known.readAt, now) : -1;
  if (known && age >= 0 && age < REMEMBERED_SECONDS) return known.chats;
  const chats = new Set((await unreachableChats(projectId, role)).map(({ chatId }) => chatId));
  remembered.set(name, { readAt: now, chats });
  return chats;
}
