import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { type Chat, messageId, reply, START, startChat } from './chat.ts';

let dynoxide: Dynoxide;
let chat: Chat;
const open = () => startChat(dynoxide.endpoint, dynoxide.tableName);

beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

describe('a burst', () => {
  for (const size of [1, 10, 100]) {
    test(`of ${size} messages gets one reply that answers all of it`, async () => {
      chat = open();
      const timers = [];
      for (let i = 0; i < size; i += 1) {
        timers.push(await chat.write(`m${i}`, `t${i}`, addSeconds(START, i / 100)));
      }
      chat.now = addSeconds(START, 5);
      for (let i = 0; i < size; i += 10) await chat.run(...timers.slice(i, i + 10));
      expect(chat.answered).toEqual([timers.map((_, i) => `t${i}`)]);
      expect(chat.sent).toHaveLength(1);
      const [turn] = await chat.turns();
      expect(turn?.answered).toHaveLength(size);
      expect(await chat.state()).toMatchObject({ turns: 1 });
      expect(chat.requeued).toEqual([]);
    });
  }

  test('whose timers all come again is not answered again', async () => {
    chat = open();
    const timer = await chat.write('a', 'hello');
    for (let i = 0; i < 5; i += 1) await chat.run(timer, timer);
    expect(chat.sent).toEqual(['answer to hello']);
  });

  test('with a late, older message gets it answered too', async () => {
    chat = open();
    const newer = await chat.write('b', 'second', addSeconds(START, 3));
    chat.now = addSeconds(START, 8);
    await chat.run(newer);
    const older = await chat.write('a', 'first', START);
    await chat.run(older);
    expect(chat.sent).toEqual(['answer to second', 'answer to first']);
  });

  test('that never ends is answered after maxWait', async () => {
    chat = open();
    for (let i = 0; i < 15; i += 1) {
      chat.now = addSeconds(START, i * 2);
      const timer = await chat.write(`m${i}`, `t${i}`, chat.now);
      // A newer message always exists when the timer of an older one fires.
      await chat.write(`n${i}`, `u${i}`, addSeconds(chat.now, 0.5));
      chat.now = addSeconds(chat.now, 1);
      await chat.run(timer);
    }
    expect(chat.sent.length).toBeGreaterThanOrEqual(1);
    expect(chat.sent.length).toBeLessThanOrEqual(3);
  });
});

test('a message that is not stored yet is looked for once more, then let go', async () => {
  chat = open();
  const timer = await chat.write('a', 'here');
  const ghost = { ...timer, messageId: messageId('ghost') };
  await chat.run(ghost);
  expect(chat.requeued).toEqual([{ timer: { ...ghost, attempt: 1 }, delay: expect.any(Number) }]);
  await chat.settle();
  expect(chat.requeued).toEqual([]);
  expect(chat.sent).toEqual([]);
});

test('messages that come while the model thinks are folded in once', async () => {
  chat = open();
  const timer = await chat.write('a', 'one');
  chat.answer = async (burst) => {
    await chat.write('b', 'two', addSeconds(START, 1));
    const late = await burst.foldIn();
    return reply(`all: ${[...burst.messages, ...late].map(({ text }) => text).join(' ')}`);
  };
  await chat.run(timer);
  expect(chat.sent).toEqual(['all: one two']);
  expect((await chat.turns())[0]?.answered.toSorted()).toEqual([messageId('a'), messageId('b')]);
});

test('a turn that meets a live lease queues itself again and says nothing', async () => {
  chat = open();
  const first = await chat.write('a', 'one');
  let second = first;
  chat.answer = async (burst) => {
    second = await chat.write('b', 'two', addSeconds(START, 5));
    await chat.run(second);
    return reply(`r ${burst.messages.map(({ text }) => text).join(' ')}`);
  };
  await chat.run(first);
  expect(chat.requeued.map(({ timer }) => timer)).toEqual([{ ...second, attempt: 1 }]);
  chat.answer = async (burst) => reply(`r ${burst.messages.map(({ text }) => text).join(' ')}`);
  await chat.settle();
  expect(chat.sent).toEqual(['r one', 'r two']);
});

test('a worker that lost its lease while thinking sends nothing', async () => {
  chat = open();
  const timer = await chat.write('a', 'one');
  let thieves = 0;
  chat.answer = async () => {
    thieves += 1;
    if (thieves === 1) {
      // The first worker hangs; its lease runs out and another takes over.
      chat.now = addSeconds(chat.now, 200);
      await chat.run(timer);
      return reply('from the dead');
    }
    return reply('from the living');
  };
  await chat.run(timer);
  await chat.settle();
  expect(chat.sent).toEqual(['from the living']);
  expect(await chat.turns()).toHaveLength(1);
});

test('a worker that lost its lease to one still at work records nothing', async () => {
  chat = open();
  const timer = await chat.write('a', 'one');
  let wakes = () => {};
  const asleep = new Promise<void>((resolve) => {
    wakes = resolve;
  });
  let second = Promise.resolve();
  let workers = 0;
  chat.answer = async () => {
    workers += 1;
    if (workers > 1) {
      await asleep;
      return reply('from the living');
    }
    chat.now = addSeconds(chat.now, 200);
    second = chat.run(timer);
    // Until the second worker has taken the conversation and thinks.
    while (workers < 2) await new Promise((resolve) => setImmediate(resolve));
    return reply('from the dead');
  };
  await chat.run(timer);
  expect(await chat.turns()).toEqual([]);
  wakes();
  await second;
  await chat.settle();
  expect(chat.sent).toEqual(['from the living']);
});

test('a passing fault of the model is tried again and keeps the id of its turn', async () => {
  chat = open();
  const timer = await chat.write('a', 'one');
  const ids: string[] = [];
  chat.answer = async (burst) => {
    ids.push(burst.turnId);
    if (ids.length === 1) {
      await chat.write('0', 'older', addSeconds(START, -1));
      throw new PassingFault('not now', { retryAfterSeconds: 40 });
    }
    return reply(burst.messages.map(({ text }) => text).join(' '));
  };
  await chat.run(timer);
  expect(chat.requeued[0]?.delay).toBeGreaterThanOrEqual(40);
  await chat.settle();
  expect(new Set(ids).size).toBe(1);
  expect(chat.sent).toEqual(['older one']);
});

test('a timer that failed too often goes to the parked ones', async () => {
  chat = open();
  const timer = await chat.write('a', 'one');
  chat.answer = async () => {
    throw new Error('broken');
  };
  await expect(chat.run({ ...timer, attempt: 20 })).rejects.toThrow('broken');
  expect(chat.requeued).toEqual([]);
});

describe('a delivery', () => {
  test('that the channel refuses for now is finished by a later try, part by part', async () => {
    chat = open();
    const timer = await chat.write('a', 'one');
    chat.answer = async () => reply('p1|p2|p3');
    let calls = 0;
    chat.send = async () => {
      calls += 1;
      return calls === 2 || calls === 3
        ? { kind: 'not_now', why: 'limit', untouched: true }
        : { kind: 'delivered' };
    };
    await chat.run(timer);
    expect(await chat.state()).toMatchObject({ delivery: { sent: 1, untouched: true } });
    await chat.settle();
    expect(chat.sent).toEqual(['p1', 'p2', 'p3']);
    expect(await chat.turns()).toHaveLength(1);
    const state = await chat.state();
    expect(state).not.toHaveProperty('delivery');
    expect(state).not.toHaveProperty('leaseToken');
  });

  test('to someone who blocked us ends, and is noted', async () => {
    chat = open();
    const timer = await chat.write('a', 'one');
    chat.answer = async () => reply('p1|p2');
    chat.send = async () => ({ kind: 'unreachable', why: 'blocked' });
    await chat.run(timer);
    await chat.settle();
    expect(await chat.state()).toMatchObject({ unreachableSince: START });
    expect(await chat.state()).not.toHaveProperty('delivery');
  });

  test('left behind by a dead worker is finished before the next burst is answered', async () => {
    chat = open();
    const timer = await chat.write('a', 'one');
    chat.send = async () => {
      throw new Error('the worker dies here');
    };
    await chat.run(timer);
    // As after a crash: nobody gave the conversation back and no timer came again.
    chat.requeued.length = 0;
    chat.send = async () => ({ kind: 'delivered' });
    chat.now = addSeconds(START, 300);
    const next = await chat.write('b', 'two', chat.now);
    await chat.run(next);
    expect(chat.sent).toEqual(['answer to one', 'answer to two']);
  });
});

test('while a person has the conversation the AI is silent, and nothing stays unanswered', async () => {
  chat = open();
  const timer = await chat.write('a', 'a person, please');
  chat.answer = async () =>
    reply('a colleague will answer', {
      kind: 'hand_over',
      handedOverUntil: addSeconds(START, 12 * 3600),
    });
  await chat.run(timer);
  chat.answer = async () => reply('I am back');
  chat.now = addSeconds(START, 60);
  await chat.run(await chat.write('b', 'hello?', chat.now));
  expect(chat.sent).toEqual(['a colleague will answer']);
  chat.now = addSeconds(START, 12 * 3600 + 60);
  await chat.run(await chat.write('c', 'thanks', chat.now));
  expect(chat.sent).toEqual(['a colleague will answer', 'I am back']);
  expect((await chat.turns()).map(({ kind }) => kind).toSorted()).toEqual([
    'answer',
    'hand_over',
    'silent',
  ]);
});
