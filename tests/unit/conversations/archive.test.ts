import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveConversation, type CompressDialogue } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { type Chat, PROJECT, reply, startChat } from './chat.ts';

const HOUR = 3600;
let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

/** A conversation, its archiver, and what that compressed. */
function silence() {
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  const compressed: { before: string | undefined; said: string[] }[] = [];
  const plain: CompressDialogue = async ({ before, turns }) => {
    compressed.push({ before, said: turns.flatMap(({ asked }) => asked) });
    return { text: `summary ${compressed.length}`, tokens: { input: 1, output: 1, cost: 5 } };
  };
  let written = 0;
  return {
    chat,
    compressed,
    says: async (text: string, seconds = 10) => {
      chat.now = addSeconds(chat.now, seconds);
      written += 1;
      await chat.run(await chat.write(`m${written}`, text, chat.now));
    },
    summary: () => chat.summary(),
    /** Fires the timer that is armed, or the given one, when it is due or at another time. */
    fire: async (at?: string, archiveAt?: string, compress = plain) => {
      const armed = (await chat.summary())?.archiveAt as string | undefined;
      chat.now = at ?? armed ?? chat.now;
      const timer = { projectId: PROJECT, conversationId: chat.conversationId };
      return archiveConversation(
        { ...timer, archiveAt: archiveAt ?? armed ?? '' },
        { compress, now: () => chat.now },
      );
    },
  };
}

describe('a silence', () => {
  test('arms one timer, by the first answer, for 24 hours after it', async () => {
    const { chat, says, summary } = silence();
    await says('hello');
    const first = (await chat.turns())[0]?.decidedAt ?? '';
    expect(await summary()).toMatchObject({ archiveAt: addSeconds(first, 24 * HOUR) });
    await says('and', HOUR);
    expect(await summary()).toMatchObject({ archiveAt: addSeconds(first, 24 * HOUR) });
  });

  test('that a newer word has broken is waited for again, for the rest of its 24 hours', async () => {
    const { chat, says, summary, fire, compressed } = silence();
    await says('hello');
    await says('one more', 20 * HOUR);
    const newest = chat.now;
    expect(await fire()).toBe('armed_again');
    expect(await summary()).toMatchObject({ archiveAt: addSeconds(newest, 24 * HOUR) });
    expect(compressed).toEqual([]);
    expect(await fire()).toBe('archived');
    expect(compressed).toEqual([{ before: undefined, said: ['hello', 'one more'] }]);
  });

  test('that has lasted is archived once, however often its timer fires', async () => {
    const { chat, says, summary, fire, compressed } = silence();
    await says('hello');
    const armed = (await summary())?.archiveAt as string;
    expect(await fire()).toBe('archived');
    expect(await fire(addSeconds(armed, 1), armed)).toBe('nothing_to_do');
    expect(await fire(addSeconds(armed, 90 * HOUR), armed)).toBe('nothing_to_do');
    expect(compressed).toHaveLength(1);
    expect(await chat.state()).toMatchObject({ archives: 1 });
    expect(await summary()).toMatchObject({ text: 'summary 1' });
    expect(await summary()).not.toHaveProperty('archiveAt');
  });

  test('whose timer fires early waits on', async () => {
    const { says, summary, fire } = silence();
    await says('hello');
    const armed = (await summary())?.archiveAt as string;
    await expect(fire(addSeconds(armed, -300))).rejects.toMatchObject({ retryAfterSeconds: 300 });
    expect(await summary()).toMatchObject({ archiveAt: armed });
    expect(await fire(addSeconds(armed, 5 * HOUR))).toBe('archived');
  });

  test('is archived later when no model answers, and stays word by word until then', async () => {
    const { chat, says, summary, fire } = silence();
    await says('hello');
    const down: CompressDialogue = async () => {
      throw new PassingFault('No model compresses now.', { retryAfterSeconds: 900 });
    };
    await expect(fire(undefined, undefined, down)).rejects.toThrow('No model');
    expect(await summary()).not.toHaveProperty('text');
    expect(await chat.state()).not.toHaveProperty('archives');
    expect(await fire(addSeconds(chat.now, 900))).toBe('archived');
  });

  test('that a client breaks while the model compresses is not archived', async () => {
    const { chat, says, summary, fire, compressed } = silence();
    await says('hello');
    const slow: CompressDialogue = async ({ turns }) => {
      compressed.push({ before: undefined, said: turns.flatMap(({ asked }) => asked) });
      await says('I am back', 1);
      return { text: 'too late', tokens: { input: 1, output: 1 } };
    };
    const armed = (await summary())?.archiveAt as string;
    await expect(fire(undefined, undefined, slow)).rejects.toBeInstanceOf(PassingFault);
    expect(await summary()).not.toHaveProperty('text');
    // Its second try finds the newer word.
    expect(await fire(chat.now, armed)).toBe('armed_again');
  });

  test('that a client is breaking this moment is not archived over her turn', async () => {
    const { chat, says, fire } = silence();
    await says('hello');
    chat.answer = async () => {
      await expect(fire(addSeconds(chat.now, 1))).rejects.toBeInstanceOf(PassingFault);
      return reply('yes?');
    };
    await says('I am back', 24 * HOUR + 5);
    expect(await chat.turns()).toHaveLength(2);
    expect(await chat.state()).not.toHaveProperty('archives');
  });

  test('that the model would not compress leaves everything as it was', async () => {
    const { chat, says, summary, fire } = silence();
    await says('hello');
    expect(await fire(undefined, undefined, async () => undefined)).toBe('refused');
    expect(await summary()).not.toHaveProperty('text');
    expect(await chat.state()).not.toHaveProperty('archives', 1);
    await says('again', HOUR);
    expect(await summary()).toHaveProperty('archiveAt');
  });

  test('after an archived one compresses only what was said since, on top of it', async () => {
    const { chat, says, fire, compressed } = silence();
    await says('first');
    await fire();
    await says('second', HOUR);
    await says('third', HOUR);
    await fire();
    expect(await fire()).toBe('archived');
    expect(compressed).toEqual([
      { before: undefined, said: ['first'] },
      { before: 'summary 1', said: ['second', 'third'] },
    ]);
    expect(await chat.state()).toMatchObject({ archives: 2 });
  });

  test('however long, leaves a summary of bounded length', async () => {
    const { says, summary, fire } = silence();
    await says('hello');
    const endless: CompressDialogue = async () => ({
      text: 'х'.repeat(100_000),
      tokens: { input: 1, output: 1 },
    });
    await fire(undefined, undefined, endless);
    expect(String((await summary())?.text)).toHaveLength(2_000);
  });
});

test('the next conversation is given the summary, and newer turns alone as they were', async () => {
  const { chat, says, fire } = silence();
  await says('first');
  await fire();
  let seen: Parameters<Chat['answer']>[0] | undefined;
  chat.answer = async (burst) => {
    seen = burst;
    return reply('welcome back');
  };
  await says('second', HOUR);
  expect(seen?.summary).toMatchObject({ text: 'summary 1', upTo: expect.any(String) });
  expect(seen?.turns.every(({ decidedAt }) => decidedAt <= (seen?.summary?.upTo ?? ''))).toBe(true);
});
