import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { agent, type Model } from '../../../shared/agent/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { salon } from '../../steps/salon.ts';
import { type Chat, PROJECT, START, startChat } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

let dynoxide: Dynoxide;
let table: DynamoDBDocumentClient;
beforeAll(async () => {
  dynoxide = await startTable();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint } = dynoxide;
  table = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }),
  );
});
afterAll(() => dynoxide.close());

let started = 0;
beforeEach(() => {
  started += 1;
});

interface Desk {
  readonly chat: Chat;
  /** How often the model was asked for an answer. */
  asked(): number;
  /** Writes one message after `seconds`, and has it answered. @returns what was sent, if anything */
  says(text: string, seconds?: number): Promise<string[]>;
}

function deskWith(limits: Partial<Limits>, cost = 1_000, model?: Model): Desk {
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  // Each test has days of its own, so that what others cost is not in its sums.
  chat.now = addSeconds(START, started * 10 * 24 * 3600);
  const project = salon({ horizonDays: 365, limits: { ...DEFAULT_LIMITS, ...limits } });
  let asked = 0;
  const plain = scriptedModel(() => {
    asked += 1;
    return { ...says('Which day suits you?'), tokens: { input: 1, output: 1, cost } };
  });
  const answer = agent({ project, model: model ?? plain, now: () => chat.now });
  const contactId = `limited-${chat.conversationId}`;
  chat.answer = (burst) => answer({ ...burst, address: { ...burst.address, contactId } });
  let written = 0;
  return {
    chat,
    asked: () => asked,
    says: async (text, seconds = 10) => {
      chat.now = addSeconds(chat.now, seconds);
      const before = chat.sent.length;
      written += 1;
      await chat.run(await chat.write(`m${written}`, text, chat.now));
      return chat.sent.slice(before);
    },
  };
}

const rowsOf = async (entity: string): Promise<Record<string, unknown>[]> => {
  const { Items = [] } = await table.send(new ScanCommand({ TableName: dynoxide.tableName }));
  return Items.filter((row) => row.entity === entity);
};
const alertsOf = async ({ chat }: Desk) =>
  (await rowsOf('Alert')).filter(({ subject }) => subject === chat.conversationId);

describe('a client who writes more than an hour allows', () => {
  test('is told once, costs nothing, is stored, and is answered when it has cooled', async () => {
    const desk = deskWith({ messagesPerHour: 3 });
    for (let i = 0; i < 3; i += 1) expect(await desk.says('hello')).toHaveLength(1);
    const [notice] = await desk.says('hello');
    expect(notice).toContain('great many messages');
    for (let i = 0; i < 5; i += 1) expect(await desk.says('are you there?')).toEqual([]);
    expect(desk.asked()).toBe(3);
    const kinds = (await desk.chat.turns()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'silent')).toHaveLength(5);
    // Not one of them waits for an answer that will not come.
    expect((await desk.chat.turns()).flatMap(({ answered }) => answered)).toHaveLength(9);
    expect(await desk.says('hello again', 3600)).toEqual(['Which day suits you?']);
  });

  test('hears it in her language', async () => {
    const desk = deskWith({ messagesPerHour: 1 });
    await desk.says('Доброго дня, скільки коштує стрижка?');
    expect(await desk.says('Агов, ви тут є?')).toEqual([expect.stringContaining('дуже багато')]);
  });

  test('is limited by the day as well', async () => {
    const desk = deskWith({ messagesPerDay: 3 });
    for (let i = 0; i < 3; i += 1) await desk.says('hello', 3 * 3600);
    expect(await desk.says('hello', 3 * 3600)).toEqual([expect.stringContaining('great many')]);
    expect(await desk.says('hello', 3 * 3600)).toEqual([]);
    expect(await desk.says('hello', 20 * 3600)).toEqual(['Which day suits you?']);
  });
});

describe('a client who has cost the share of a day', () => {
  test('is handed to people, who are alerted, and is answered the next day', async () => {
    const desk = deskWith({ clientUsdPerDay: 0.01 }, 6_000);
    // Two turns at 0.6 cents of 1 cent: the budget is passed by one turn at most.
    for (let i = 0; i < 2; i += 1) await desk.says('hello');
    expect(await desk.says('hello')).toEqual([expect.stringContaining('colleague')]);
    expect(await desk.says('hello')).toEqual([]);
    expect(desk.asked()).toBe(2);
    expect(await alertsOf(desk)).toMatchObject([{ kind: 'client_budget', count: 1 }]);
    expect(await desk.says('hello', 14 * 3600)).toEqual(['Which day suits you?']);
  });

  test('does not take it from others', async () => {
    const spender = deskWith({ clientUsdPerDay: 0.01 }, 20_000);
    await spender.says('hello');
    await spender.says('hello');
    expect(spender.asked()).toBe(1);
    const other = deskWith({ clientUsdPerDay: 0.01 }, 100);
    expect(await other.says('hello')).toEqual(['Which day suits you?']);
  });
});

describe('a project that has cost its share of a day', () => {
  test('hands its clients to people until midnight UTC, with one alert', async () => {
    const desks = Array.from({ length: 6 }, () => deskWith({ projectUsdPerDay: 0.01 }, 3_000));
    const heard: string[] = [];
    for (const desk of desks) heard.push(...(await desk.says('hello')));
    const asked = desks.reduce((sum, desk) => sum + desk.asked(), 0);
    // 0.3 cents each: the fourth is the last one before a cent is passed.
    expect(asked).toBe(4);
    expect(heard.filter((words) => words.includes('colleague'))).toHaveLength(2);
    const alerts = (await rowsOf('Alert')).filter(({ kind }) => kind === 'project_budget');
    expect(alerts).toMatchObject([{ subject: '-', count: 2 }]);
    const last = desks.at(-1);
    expect(await last?.chat.state()).toMatchObject({
      handedOverUntil: expect.stringMatching(/T(00:00:00|2[0-3])/),
    });
    expect(await last?.says('hello', 15 * 3600)).toEqual(['Which day suits you?']);
  });

  test('counts every outcome exactly, in the outcome’s own transaction', async () => {
    const desk = deskWith({}, 777);
    for (let i = 0; i < 3; i += 1) await desk.says('hello');
    const day = desk.chat.now.slice(0, 10);
    const counted = (await rowsOf('Spending'))
      .filter(({ pk }) => pk === keys.spendingOf(PROJECT, day))
      .reduce((sum, row) => sum + Number(row.cost), 0);
    expect(counted).toBe(3 * 777);
    expect(keys.spendingOf('other' as ProjectId, day)).not.toBe(keys.spendingOf(PROJECT, day));
  });
});

describe('a client with many bookings ahead', () => {
  const booking = (advice: string[]): Model =>
    scriptedModel((request) => {
      const told = results(request);
      if (told.length === 0) {
        const from = { relative_days: 3 };
        return calls('find_slots', { service: 'Haircut', specialist: 'Anna', from });
      }
      if (told.length === 1) {
        const [slot] = (told[0]?.slots ?? []) as { slot_id: string }[];
        return calls('create_booking', { slot_id: slot?.slot_id });
      }
      if (told[1]?.problem) advice.push(String(told[1].problem));
      return says('');
    });

  test('gets no more, and the model is told to say so', async () => {
    const advice: string[] = [];
    const desk = deskWith({ activeBookings: 2 }, 0, booking(advice));
    for (let i = 0; i < 2; i += 1) expect((await desk.says('book'))[0]).toContain('Booking code');
    expect((await desk.says('book'))[0]).not.toContain('Booking code');
    expect(advice).toEqual(['too_many_bookings']);
    expect(await desk.chat.state()).toMatchObject({ activeBookings: 2 });
  });

  test('may book again once the others are over', async () => {
    const advice: string[] = [];
    const desk = deskWith({ activeBookings: 2 }, 0, booking(advice));
    for (let i = 0; i < 2; i += 1) await desk.says('book');
    expect((await desk.says('book', 5 * 24 * 3600))[0]).toContain('Booking code');
    expect(await desk.chat.state()).toMatchObject({ activeBookings: 1 });
  });
});

describe('a blocked client', () => {
  test('is stored, never answered, costs nothing, and is heard again when let in', async () => {
    const desk = deskWith({});
    await desk.says('hello');
    const key = keys.conversationState(PROJECT, desk.chat.conversationId);
    const update = (UpdateExpression: string, values?: object) =>
      table.send(
        new UpdateCommand({
          TableName: dynoxide.tableName,
          Key: key,
          UpdateExpression,
          ...(values ? { ExpressionAttributeValues: values as Record<string, string> } : {}),
        }),
      );
    await update('SET blockedAt = :at', { ':at': desk.chat.now });
    for (let i = 0; i < 3; i += 1) expect(await desk.says('hello?')).toEqual([]);
    expect(desk.asked()).toBe(1);
    expect((await desk.chat.turns()).map(({ kind }) => kind).toSorted()).toEqual([
      'answer',
      'silent',
      'silent',
      'silent',
    ]);
    await update('REMOVE blockedAt');
    expect(await desk.says('hello')).toEqual(['Which day suits you?']);
    expect(desk.asked()).toBe(2);
  });
});
