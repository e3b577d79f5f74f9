import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { type Conversation, ConversationEntity } from './conversation.ts';

/** The state of a conversation (strongly read), with the address at which its client is written to. */
export async function getConversation(
  projectId: ProjectId,
  conversationId: ConversationId,
): Promise<Conversation | undefined> {
  const { Item } = await ConversationEntity.build(GetItemCommand)
    .key({ projectId, conversationId })
    .options({ consistent: true })
    .send();
  return Item === undefined ? undefined : ({ turns: 0, ...Item } as unknown as Conversation);
}
