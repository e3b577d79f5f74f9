import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type {
  Channel,
  Message,
  Reply,
  SendResult,
  Turn,
} from '../../../shared/conversations/index.ts';
import {
  type TurnMessage,
  type TurnPorts,
  takeTurns,
} from '../../../shared/conversations/index.ts';
import { addSeconds, type Instant } from '../../../shared/platform/clock.ts';
import type { ConversationId, MessageId, ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';

export const PROJECT = 'salon_abc' as ProjectId;
export const START = '2026-11-23T10:00:00.000Z';

let conversations = 0;

/** A conversation on the real table, with a model and a channel that only remember what they are asked. */
export interface Chat {
  readonly conversationId: ConversationId;
  now: Instant;
  answerLaterSeconds: number;
  /** When the AI works, and how much; absent: always, without a limit. */
  hours: TurnPorts['hours'];
  quota: TurnPorts['quota'];
  readonly sent: string[];
  readonly requeued: { timer: TurnMessage; delay: number }[];
  /** Bursts that were answered, as texts. */
  readonly answered: string[][];
  answer: TurnPorts['answer'];
  send: (text: string) => Promise<SendResult>;
  write(id: string, text: string, at?: Instant): Promise<TurnMessage>;
  run(...timers: TurnMessage[]): Promise<void>;
  /** Runs what was requeued, later, until nothing is left. */
  settle(): Promise<void>;
  turns(): Promise<Turn[]>;
  state(): Promise<Record<string, unknown> | undefined>;
  alerts(kind: string): Promise<Record<string, unknown>[]>;
  summary(): Promise<Record<string, unknown> | undefined>;
}

export function reply(text: string, more: Partial<Reply> = {}): Reply {
  return {
    kind: 'answer',
    text,
    language: 'uk',
    offers: [],
    tokens: { input: 1, output: 1 },
    ...more,
  };
}

/** Message ids are hashes of fixed length; short names are padded to look like them. */
export function messageId(name: string): MessageId {
  return name.toUpperCase().padEnd(20, 'Z') as MessageId;
}

export function startChat(endpoint: string, tableName: string): Chat {
  conversations += 1;
  const conversationId = `C${String(conversations).padStart(19, '0')}` as ConversationId;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );
  const items = async (entity: string): Promise<Record<string, unknown>[]> => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
    return Items.filter((i) => i.entity === entity && i.conversationId === conversationId);
  };
  const channel: Channel = {
    split: (text) => (text === '' ? [] : text.split('|')),
    send: async (_project, _to, text) => {
      const result = await chat.send(text);
      if (result.kind === 'delivered') chat.sent.push(text);
      return result;
    },
  };
  const chat: Chat = {
    conversationId,
    now: START,
    answerLaterSeconds: 0,
    hours: undefined,
    quota: undefined,
    sent: [],
    requeued: [],
    answered: [],
    answer: async (burst) => {
      chat.answered.push(burst.messages.map(({ text }) => text));
      return reply(`answer to ${burst.messages.map(({ text }) => text).join(' ')}`);
    },
    send: async () => ({ kind: 'delivered' }),
    write: async (id, text, at = chat.now) => {
      const message: Message = {
        projectId: PROJECT,
        conversationId,
        messageId: messageId(id),
        receivedAt: at,
        sentAt: at,
        channel: 'sendpulse',
        service: 'telegram',
        botId: 'bot',
        contactId: 'contact',
        kind: 'text',
        text,
      };
      const { pk, sk } = keys.message(PROJECT, conversationId, message.messageId);
      const texts = { ...message, pk, sk, entity: 'Message' };
      const Item = Object.fromEntries(Object.entries(texts).map(([k, S]) => [k, { S }]));
      await client.send(
        new PutItemCommand({ TableName: tableName, Item: { ...Item, ttl: { N: '9999999999' } } }),
      );
      return { projectId: PROJECT, conversationId, messageId: message.messageId, attempt: 0 };
    },
    run: (...timers) =>
      takeTurns(timers, {
        answer: (burst) => chat.answer(burst),
        ...(chat.hours && { hours: chat.hours }),
        ...(chat.quota && { quota: chat.quota }),
        channels: { sendpulse: channel },
        maxWaitSeconds: 20,
        answerLaterSeconds: chat.answerLaterSeconds,
        requeue: async (timer, delay) => {
          chat.requeued.push({ timer, delay });
        },
        now: () => chat.now,
        deadline: performance.now() + 60_000,
      }),
    settle: async () => {
      for (let next = chat.requeued.shift(); next !== undefined; next = chat.requeued.shift()) {
        chat.now = addSeconds(chat.now, next.delay);
        await chat.run(next.timer);
      }
    },
    turns: async () => (await items('Turn')) as unknown as Turn[],
    state: async () => (await items('Conversation'))[0],
    alerts: async (kind) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
      return Items.filter((i) => i.entity === 'Alert' && i.kind === kind);
    },
    summary: async () => (await items('Summary'))[0],
  };
  return chat;
}
