import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { type Chat, reply, START, startChat } from './chat.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const SORRY = reply('sorry', { kind: 'fallback', failed: 'outage', alert: 'outage' });

/** A conversation that meets an outage which ends `after` so many calls of the model. */
function outage(after: number, answerLaterSeconds = 1_800): Chat & { asked: number } {
  const chat = Object.assign(startChat(dynoxide.endpoint, dynoxide.tableName), { asked: 0 });
  chat.answerLaterSeconds = answerLaterSeconds;
  chat.answer = async (burst) => {
    chat.asked += 1;
    if (chat.asked <= after) return SORRY;
    return reply(`answer to ${burst.messages.map(({ text }) => text).join(' ')}`);
  };
  return chat;
}

describe('a burst that an outage spoiled', () => {
  test('is answered once the model is back, once', async () => {
    const chat = outage(3);
    const timers = [await chat.write('a', 'one'), await chat.write('b', 'two')];
    await chat.run(...timers);
    expect(chat.sent).toEqual(['sorry']);
    await chat.settle();
    expect(chat.sent).toEqual(['sorry', 'answer to one two']);
    expect(chat.asked).toBe(4);
    const [later] = (await chat.turns()).filter(({ kind }) => kind === 'answer');
    // Every message is listed, and counted, once.
    expect(later?.answered).toEqual([]);
    expect(await chat.state()).toMatchObject({ turns: 2, messages: 2 });
    expect(await chat.state()).not.toHaveProperty('leaseToken');
  });

  test('is answered once, however often its second try is delivered', async () => {
    const chat = outage(1);
    await chat.run(await chat.write('a', 'one'));
    const [again] = chat.requeued.splice(0);
    chat.now = addSeconds(chat.now, 60);
    if (again === undefined) throw new Error('No second try was arranged.');
    for (let i = 0; i < 3; i += 1) await chat.run(again.timer, again.timer);
    expect(chat.sent).toEqual(['sorry', 'answer to one']);
  });

  test('is let go when the time for it is over', async () => {
    const chat = outage(100);
    await chat.run(await chat.write('a', 'one'));
    await chat.settle();
    expect(chat.sent).toEqual(['sorry']);
    expect(Date.parse(chat.now) - Date.parse(START)).toBeLessThanOrEqual(1_800_000);
    expect(chat.asked).toBeGreaterThan(3);
  });

  test('whose second try comes too late is not answered any more', async () => {
    const chat = outage(1);
    await chat.run(await chat.write('a', 'one'));
    chat.now = addSeconds(chat.now, 7_200);
    for (const { timer } of chat.requeued.splice(0)) await chat.run(timer);
    expect(chat.asked).toBe(1);
  });

  test('is left to the next message when the client wrote again', async () => {
    const chat = outage(1);
    await chat.run(await chat.write('a', 'one'));
    const [again] = chat.requeued.splice(0);
    chat.now = addSeconds(chat.now, 30);
    const next = await chat.write('b', 'two', chat.now);
    if (again) await chat.run(again.timer);
    expect(chat.sent).toEqual(['sorry']);
    await chat.run(next);
    if (again) await chat.run(again.timer);
    expect(chat.sent).toEqual(['sorry', 'answer to two']);
  });

  test('is not answered when the business wants none later', async () => {
    const chat = outage(1, 0);
    await chat.run(await chat.write('a', 'one'));
    expect(chat.requeued).toEqual([]);
    expect(await chat.turns()).toHaveLength(1);
  });

  test('is not answered over the head of a person who took the conversation', async () => {
    const chat = outage(1);
    await chat.run(await chat.write('a', 'one'));
    const [again] = chat.requeued.splice(0);
    chat.answer = async () =>
      reply('a colleague', { kind: 'hand_over', handedOverUntil: addSeconds(START, 40_000) });
    await chat.run(await chat.write('b', 'a person please'));
    if (again) await chat.run(again.timer);
    expect(chat.sent).toEqual(['sorry', 'a colleague']);
  });

  test('whose worker dies over the second try is still answered once', async () => {
    const chat = outage(1);
    await chat.run(await chat.write('a', 'one'));
    const [again] = chat.requeued.splice(0);
    if (again === undefined) throw new Error('No second try was arranged.');
    const { answer } = chat;
    const ids: string[] = [];
    chat.answer = async (burst) => {
      ids.push(burst.turnId);
      if (ids.length === 1) throw new Error('the worker dies here');
      return answer(burst);
    };
    chat.now = addSeconds(chat.now, 60);
    await chat.run(again.timer);
    await chat.settle();
    expect(chat.sent).toEqual(['sorry', 'answer to one']);
    // The same turn, so that what it had booked would be known.
    expect(new Set(ids).size).toBe(1);
  });

  test('whose apology is not out yet gets that first', async () => {
    const chat = outage(1);
    const { send } = chat;
    chat.send = async () => ({ kind: 'not_now', why: 'limit', untouched: true });
    await chat.run(await chat.write('a', 'one'));
    chat.send = send;
    await chat.settle();
    expect(chat.sent).toEqual(['sorry', 'answer to one']);
  });
});

test('an outage is one alert for the project, however many turns meet it, and a new one after it was over', async () => {
  const chat = outage(100, 0);
  for (let i = 0; i < 3; i += 1) {
    chat.now = addSeconds(chat.now, 60);
    await chat.run(await chat.write(`m${i}`, 'hello', chat.now));
  }
  const [alert, ...more] = await chat.alerts('outage');
  expect(more).toEqual([]);
  const { since } = alert ?? {};
  expect(Number(alert?.count)).toBeGreaterThanOrEqual(3);
  chat.now = addSeconds(chat.now, 2 * 3600);
  await chat.run(await chat.write('later', 'hello', chat.now));
  const [next] = await chat.alerts('outage');
  expect(next).toMatchObject({ since: chat.now, count: 1 });
  expect(next?.since).not.toBe(since);
});
