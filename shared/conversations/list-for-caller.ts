import type { ConversationList, ConversationsQuery } from '../contracts/conversations.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { conversationDocument } from './conversation-document.ts';
import { listConversations } from './list-conversations.ts';

export interface ListForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly query: ConversationsQuery;
}

/** A page of a project's conversations as the API answers it. */
export async function listForCaller({
  access: { projectId },
  query: { limit, cursor },
}: ListForCaller): Promise<ConversationList | Refusal<'invalid_cursor'>> {
  const page = await listConversations({
    projectId,
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (isRefusal(page)) return page;
  const moment = now();
  return {
    conversations: page.conversations.map((one) =>
      conversationDocument(one.conversationId, one, moment),
    ),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  };
}
