import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Quota, quotaOf } from '../../../shared/billing/index.ts';
import { readTurnCounts } from '../../../shared/billing/quota.ts';
import { shareOf } from '../../../shared/billing/turn-count.ts';
import { claimTurn, type Lease } from '../../../shared/conversations/claim-turn.ts';
import { NEW_CONVERSATION } from '../../../shared/conversations/conversation.ts';
import type { TurnPorts } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import type { ConversationId, TurnId } from '../../../shared/platform/ids.ts';
import { createTable, startDynoxide, useTable } from '../../steps/dynoxide.ts';
import { type Fault, type Faults, startFaults } from '../../steps/faults.ts';
import { salon } from '../../steps/salon.ts';
import { type Chat, PROJECT, reply, START, startChat } from './chat.ts';

let dynoxide: Awaited<ReturnType<typeof startDynoxide>>;
let faults: Faults;
let months = 0;
/** As many turns as the queue lets run at the same moment, one each; more sockets than that wait for each other. */
const WORKERS = 50;
const ADDRESS = {
  ...({ channel: 'sendpulse', service: 'telegram' } as const),
  ...{ botId: 'bot', contactId: 'contact' },
};

beforeAll(async () => {
  dynoxide = await startDynoxide();
  await createTable(dynoxide.endpoint);
  faults = await startFaults(dynoxide.endpoint, { seed: 7 });
  useTable(faults.endpoint);
});
afterAll(async () => {
  await faults.close();
  await dynoxide.close();
});

/** A quota of a month of its own, so that tests do not count on each other. */
function quota(limit: number): Quota {
  months += 1;
  const month = {
    name: `T${months}-${randomBytes(3).toString('hex')}`,
    from: START,
    to: addSeconds(START, 30 * 86_400),
  };
  return { projectId: PROJECT, month, limit };
}

const byNumbers: NonNullable<TurnPorts['quota']>['beyond'] = async () => reply('by numbers');

function chatWith(of: Quota | undefined): Chat {
  const chat = startChat(dynoxide.endpoint, 'frontdesk-test');
  chat.quota = of && { of, beyond: byNumbers };
  chat.now = addSeconds(START, 5);
  return chat;
}

async function used({ projectId, month }: Quota): Promise<number> {
  return (await readTurnCounts(projectId, month.name)).reduce((sum, one) => sum + one, 0);
}

describe('turns with a limit', () => {
  test('end exactly there, whatever is claimed at the same moment', async () => {
    const of = quota(137);
    const conversations = Array.from(
      { length: 500 },
      (_, index) => `Q${String(index).padStart(19, '0')}`,
    );
    // Every third of the first is told that another one is under way, as AWS does and the emulator never would.
    const plan = Array.from({ length: 150 }, (_, index) => (index % 3 === 0 ? 'conflict' : 'none'));
    await faults.next('TransactWriteItems', plan as Fault[]);
    const leases: (Lease | undefined)[] = [];
    const waiting = [...conversations];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const ids = { projectId: PROJECT, conversationId: next as ConversationId };
        const turnId = 'AZZZZZZZZZZZZZZZZZZZ' as TurnId;
        const claim = { ...ids, state: NEW_CONVERSATION, turnId, address: ADDRESS, now: START };
        leases.push(await claimTurn({ ...claim, quota: of }));
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, worker));
    expect(leases.filter((lease) => lease?.counted !== undefined)).toHaveLength(137);
    expect(leases.filter((lease) => lease?.quotaSpent)).toHaveLength(500 - 137);
    expect(await used(of)).toBe(137);
    const counts = await readTurnCounts(PROJECT, of.month.name);
    expect(counts.map((turns, shard) => turns - shareOf(shard, 137))).toEqual(counts.map(() => 0));
  }, 60_000);

  test('take five calls when they are calm', async () => {
    const of = quota(10);
    const calls: Record<string, number>[] = [];
    for (let i = 0; i < 2; i += 1) {
      const chat = chatWith(of);
      const timer = await chat.write('a', 'hello', START);
      chat.answer = async (burst) => {
        await burst.foldIn();
        return reply('hello', { tokens: { input: 1, output: 1, cost: 5 } });
      };
      const before = await faults.counts();
      await chat.run(timer);
      const after = Object.entries(await faults.counts());
      const made = after.map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
      calls.push(Object.fromEntries(made.filter(([, count]) => count > 0)));
    }
    // The first of a minute reads the counters.
    expect(calls).toEqual([
      { Query: 3, TransactWriteItems: 2, UpdateItem: 1 },
      { Query: 2, TransactWriteItems: 2, UpdateItem: 1 },
    ]);
  });

  test('count a turn once, however often its worker dies', async () => {
    const of = quota(10);
    const chat = chatWith(of);
    const timer = await chat.write('a', 'hello', START);
    chat.answer = async () => {
      throw new Error('the worker dies here');
    };
    await chat.run(timer);
    expect(await used(of)).toBe(1);
    expect(await chat.state()).toMatchObject({ countedTurn: { month: of.month.name } });
    for (let i = 0; i < 3; i += 1) {
      const [again] = chat.requeued.splice(0);
      chat.now = addSeconds(chat.now, 300);
      if (again) await chat.run(again.timer);
    }
    chat.answer = async () => reply('hello');
    await chat.settle();
    expect(chat.sent).toEqual(['hello']);
    expect(await used(of)).toBe(1);
    expect(await chat.state()).not.toHaveProperty('countedTurn');
  });

  test('count a turn once when the answer of its claim is lost', async () => {
    const of = quota(10);
    const chat = chatWith(of);
    const timer = await chat.write('a', 'hello', START);
    await faults.next('TransactWriteItems', ['lost']);
    await chat.run(timer);
    await chat.settle();
    expect(await used(of)).toBe(1);
    expect(chat.sent).toEqual(['answer to hello']);
  });

  test('do not count an apology, a refusal or silence', async () => {
    const of = quota(10);
    const chat = chatWith(of);
    chat.answer = async () => reply('sorry', { kind: 'fallback', failed: 'outage' });
    await chat.run(await chat.write('a', 'hello', START));
    expect(await used(of)).toBe(0);
    chat.now = addSeconds(START, 60);
    chat.answer = async () => reply('too many', { kind: 'limited' });
    await chat.run(await chat.write('b', 'hello', addSeconds(START, 55)));
    expect(await used(of)).toBe(0);
    chat.now = addSeconds(START, 120);
    chat.answer = async () => {
      const handedOverUntil = addSeconds(chat.now, 600);
      return reply('a colleague', { kind: 'hand_over', handedOverUntil });
    };
    await chat.run(await chat.write('c', 'hello', addSeconds(START, 115)));
    expect(await used(of)).toBe(1);
    chat.now = addSeconds(START, 180);
    await chat.run(await chat.write('d', 'hello', addSeconds(START, 175)));
    expect(await used(of)).toBe(1);
  });

  test('warn of the end once a month each', async () => {
    const of = quota(10);
    for (let i = 0; i < 14; i += 1) {
      const chat = chatWith(of);
      await chat.run(await chat.write('a', 'hello', START));
    }
    const chat = chatWith(of);
    for (const kind of ['quota_close', 'quota_spent']) {
      const raised = (await chat.alerts(kind)).filter(({ subject }) => subject === of.month.name);
      expect(raised).toMatchObject([{ count: 1 }]);
    }
  });

  test('begin anew with the month', async () => {
    const [of, next] = [quota(1), quota(1)];
    const sent: string[] = [];
    for (const month of [of, of, next]) {
      const chat = chatWith(month);
      await chat.run(await chat.write('a', 'hello', START));
      sent.push(...chat.sent);
    }
    expect(sent).toEqual(['answer to hello', 'by numbers', 'answer to hello']);
    expect([await used(of), await used(next)]).toEqual([1, 1]);
  });
});

test('a package without a limit has no quota, and its turns are counted where the day is', async () => {
  expect(quotaOf(salon(), START)).toBeUndefined();
  expect(quotaOf(salon({ package: 'professional' }), START)).toBeUndefined();
  expect(quotaOf(salon({ package: 'free' }), START)).toMatchObject({ limit: 100 });
  expect(quotaOf(salon({ package: 'starter' }), START)).toMatchObject({
    limit: 1_000,
    month: { name: '2026-11' },
  });
});
