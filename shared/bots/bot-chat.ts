import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { BOT_ROLES, type BotRole } from './bot-api.ts';

/** A chat that a bot of the project cannot reach: the person blocked the bot or never started it. */
export interface UnreachableChat {
  readonly projectId: ProjectId;
  readonly role: BotRole;
  readonly chatId: number;
  readonly since: Instant;
  readonly why: string;
}

/** There while the chat cannot be reached. Nothing is held back for it: each new message tries again. */
export const BotChatEntity = new Entity({
  name: 'BotChat',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    role: string()
      .enum(...BOT_ROLES)
      .key(),
    chatId: number().key(),
    since: string(),
    why: string(),
  }),
  computeKey: ({ projectId, role, chatId }) => keys.botChat(projectId as ProjectId, role, chatId),
});
