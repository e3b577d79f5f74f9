import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { BotRole } from './bot-api.ts';
import { BotChatEntity, type UnreachableChat } from './bot-chat.ts';

/** The chats that a bot of the project cannot reach for now: at most one page of them (a few thousand). */
export async function unreachableChats(
  projectId: ProjectId,
  role: BotRole,
): Promise<UnreachableChat[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(BotChatEntity)
    .query({ partition: keys.botChats(projectId, role) })
    .options({ entityAttrFilter: false })
    .send();
  return Items as unknown as UnreachableChat[];
}
