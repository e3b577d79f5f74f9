import { createHash } from 'node:crypto';
import {
  acceptMessage,
  type Channel,
  conversationOf,
  type Reply,
  readConversation,
  type TurnMessage,
  takeTurns,
} from '../../shared/conversations/index.ts';
import { addSeconds, now } from '../../shared/platform/clock.ts';
import type { ConversationId, ProjectId } from '../../shared/platform/ids.ts';
import { type AwsJson, startAwsJson } from './aws-json.ts';

/** A queue that takes everything, and remembers it. */
export async function startQueues(): Promise<AwsJson & { sent(): Record<string, unknown>[] }> {
  const sqs = await startAwsJson();
  sqs.answer('SendMessage', ({ MessageBody }) => {
    const MD5OfMessageBody = createHash('md5').update(String(MessageBody)).digest('hex');
    return { body: { MessageId: 'm-1', MD5OfMessageBody } };
  });
  process.env.AWS_ENDPOINT_URL_SQS = sqs.endpoint;
  return {
    ...sqs,
    sent: () =>
      sqs.calls
        .filter(({ target }) => target.endsWith('.SendMessage'))
        .map(({ body }) => ({ ...body, MessageBody: JSON.parse(String(body.MessageBody)) })),
  };
}

/** A client of a project who writes through the real code, and a model that answers what it is told to. */
export interface Dialogue {
  readonly conversationId: ConversationId;
  /** Stores a text as the webhook does; `secondsAgo` back on the clock. */
  writes(text: string, secondsAgo?: number): Promise<TurnMessage>;
  /** Answers everything that waits. */
  answered(text: string, more?: Partial<Reply>): Promise<void>;
}

let written = 0;

/** @param contactId names the client; the same one of another project is another conversation only by its bot */
export function dialogue(projectId: ProjectId, contactId: string, name = 'Олена'): Dialogue {
  const address = {
    ...{ channel: 'sendpulse' as const, service: 'telegram' },
    ...{ botId: `bot-${projectId}`, contactId },
  };
  const conversationId = conversationOf(address);
  let last: TurnMessage | undefined;
  const channel: Channel = {
    split: (text) => (text === '' ? [] : [text]),
    send: async () => ({ kind: 'delivered' }),
  };
  return {
    conversationId,
    async writes(text, secondsAgo = 0) {
      written += 1;
      const receivedAt = addSeconds(now(), -secondsAgo);
      await acceptMessage({
        projectId,
        message: { ...address, kind: 'text', text, sentAt: receivedAt, name },
        providerMessageId: `p-${written}`,
        quietWindowSeconds: 4,
        queueUrl: `${process.env.AWS_ENDPOINT_URL_SQS}/000000000000/turn`,
        receivedAt,
      });
      const newest = (await readConversation(projectId, conversationId)).messages.find(
        (message) => message.text === text,
      );
      if (!newest) throw new Error('The message was not stored.');
      last = { projectId, conversationId, messageId: newest.messageId, attempt: 0 };
      return last;
    },
    async answered(text, more = {}) {
      if (!last) throw new Error('Nobody wrote.');
      await takeTurns([last], {
        answer: async () => ({
          ...{ kind: 'answer', text, language: 'uk', offers: [] },
          ...{ tokens: { input: 1, output: 1 } },
          ...more,
        }),
        channels: { sendpulse: channel },
        // Below zero: two messages of one instant have waited long enough too, whichever id is greater.
        maxWaitSeconds: -1,
        answerLaterSeconds: 0,
        requeue: async () => undefined,
        now,
        deadline: performance.now() + 60_000,
      });
    },
  };
}
