import { $get, $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { ConversationChange, ConversationDocument } from '../contracts/conversations.ts';
import { addSeconds, now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { ConversationId, ProjectId, UserId } from '../platform/ids.ts';
import { logger } from '../platform/logger.ts';
import { isConditionFailed } from './condition-failed.ts';
import { type Conversation, ConversationEntity } from './conversation.ts';
import { conversationDocument } from './conversation-document.ts';

/** How long the AI stays silent when a member takes a conversation over, as when the AI hands it over itself. */
const HAND_OVER_SECONDS = 12 * 3_600;

export interface ChangeForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly path: { readonly conversation_id: string };
  readonly body: ConversationChange;
}

/**
 * A member takes a conversation over or gives it back to the AI, blocks its client or lets her in again. Saying the
 * same twice changes nothing but the end of a hand-over.
 */
export async function changeForCaller({
  access: { projectId },
  caller: { userId },
  path,
  body: { handed_over, blocked },
}: ChangeForCaller): Promise<ConversationDocument | Refusal<'conversation_not_found'>> {
  const conversationId = path.conversation_id as ConversationId;
  const moment = now();
  try {
    const { Attributes } = await ConversationEntity.build(UpdateItemCommand)
      .item({
        projectId,
        conversationId,
        ...(handed_over === undefined
          ? {}
          : { handedOverUntil: handed_over ? addSeconds(moment, HAND_OVER_SECONDS) : $remove() }),
        ...(blocked === undefined
          ? {}
          : { blockedAt: blocked ? $get('blockedAt', moment) : $remove() }),
      })
      .options({ condition: { attr: 'address', exists: true }, returnValues: 'ALL_NEW' })
      .send();
    logger.info('a member changed a conversation', {
      projectId,
      conversationId,
      userId,
      handed_over,
      blocked,
    });
    const state = { turns: 0, ...Attributes } as unknown as Conversation;
    return conversationDocument(conversationId, state, moment);
  } catch (fault) {
    if (!isConditionFailed(fault)) throw fault;
    return refuse('conversation_not_found', 'There is no such conversation.');
  }
}
