import { $get, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { raiseAlert } from '../conversations/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import type { BotRole } from './bot-api.ts';
import { BotChatEntity } from './bot-chat.ts';

/** Marks a chat as one that the bot cannot reach, and tells the project's people. */
export async function markUnreachable(chat: {
  readonly projectId: ProjectId;
  readonly role: BotRole;
  readonly chatId: number;
  readonly why: string;
  readonly now: Instant;
}): Promise<void> {
  const { projectId, role, chatId, why, now } = chat;
  await raiseAlert({ projectId, kind: 'unreachable_chat', subject: `${role}:${chatId}`, now });
  await BotChatEntity.build(UpdateItemCommand)
    .item({ projectId, role, chatId, why, since: $get('since', now) })
    .send();
}
