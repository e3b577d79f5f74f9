import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Summary, WorkingHours } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import type { ConversationId, MessageId } from '../../../shared/platform/ids.ts';
import { openingOf } from '../../../shared/schedules/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { everyDay } from '../../steps/salon.ts';
import { type Chat, PROJECT, reply, startChat } from './chat.ts';

let dynoxide: Dynoxide;
let chat: Chat;
/** Changed by a test while a client waits. */
let hours: WorkingHours | undefined;

beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NINE_TO_SIX: WorkingHours = { ...everyDay('09:00', '18:00'), timeZone: 'UTC' };
const NIGHT = '2026-11-23T20:00:00.000Z';
const MORNING = '2026-11-24T09:00:00.000Z';

function open(now = NIGHT, own: WorkingHours | undefined = NINE_TO_SIX): Chat {
  hours = own;
  const made = startChat(dynoxide.endpoint, dynoxide.tableName);
  made.now = now;
  made.hours = {
    of: () => hours,
    say: (_, { at }) => ({ text: `closed until ${at}`, language: 'uk' }),
  };
  return made;
}

/** What the stream makes of the row that asks to be woken: the timer as the turn queue gets it. */
async function armed(of: Chat) {
  const row = (await of.summary()) as unknown as Summary;
  const timer = openingOf({ ...row, projectId: PROJECT }, undefined);
  if (timer === undefined) throw new Error('Nothing is armed.');
  return timer;
}

describe('a client who writes when it is closed', () => {
  test('is told once, waits, and is answered whole at the opening', async () => {
    chat = open();
    const texts = ['hello', 'anybody there?', 'please'];
    for (const [index, text] of texts.entries()) {
      chat.now = addSeconds(NIGHT, index * 3600);
      await chat.run(await chat.write(`m${index}`, text, chat.now));
    }
    expect(chat.sent).toEqual([`closed until ${MORNING}`]);
    expect(chat.answered).toEqual([]);
    expect(await chat.state()).toMatchObject({ turns: 1, messages: 0, closedNoticeAt: NIGHT });
    const timer = await armed(chat);
    expect(timer).toMatchObject({ opening: MORNING, attempt: 0 });
    chat.now = MORNING;
    await chat.run(timer, timer);
    await chat.run(timer);
    expect(chat.answered).toEqual([texts]);
    expect(chat.sent).toHaveLength(2);
    expect(
      (await chat.turns()).map(({ kind, answered }) => [kind, answered.length]).sort(),
    ).toEqual([
      ['answer', 3],
      ['closed', 0],
    ]);
    expect(await chat.alerts('written_when_closed')).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ subject: chat.conversationId, count: 1 })]),
    );
  });

  test('is told again when it is closed another time', async () => {
    chat = open();
    await chat.run(await chat.write('a', 'hello', NIGHT));
    chat.now = MORNING;
    await chat.run(await armed(chat));
    chat.now = addSeconds(NIGHT, 24 * 3600);
    await chat.run(await chat.write('b', 'hello again', chat.now));
    expect(chat.sent).toEqual([
      `closed until ${MORNING}`,
      'answer to hello',
      'closed until 2026-11-25T09:00:00.000Z',
    ]);
  });

  test('is answered although she wrote again in the very second of the opening', async () => {
    chat = open();
    chat.now = addSeconds(MORNING, -5);
    await chat.run(await chat.write('a', 'one', addSeconds(MORNING, -9)));
    const late = await chat.write('b', 'two', addSeconds(MORNING, -2));
    chat.now = MORNING;
    await chat.run(await armed(chat));
    expect(chat.answered).toEqual([['one', 'two']]);
    chat.now = addSeconds(MORNING, 2);
    await chat.run(late);
    expect(chat.sent).toHaveLength(2);
  });

  test('gets her second message stored, and nothing more is written for it', async () => {
    chat = open();
    await chat.run(await chat.write('a', 'one', NIGHT));
    const before = await chat.summary();
    await chat.run(await chat.write('b', 'two', addSeconds(NIGHT, 60)));
    expect(await chat.summary()).toEqual(before);
    expect(await chat.state()).not.toHaveProperty('leaseToken');
  });

  test('is not told where a person answers, or she is blocked', async () => {
    chat = open(addSeconds(NIGHT, -4 * 3600));
    chat.answer = async () => {
      const handedOverUntil = addSeconds(chat.now, 12 * 3600);
      return reply('a colleague', { kind: 'hand_over', handedOverUntil });
    };
    await chat.run(await chat.write('a', 'a person please'));
    chat.now = NIGHT;
    await chat.run(await chat.write('b', 'hello?', NIGHT));
    expect(chat.sent).toEqual(['a colleague']);
  });

  test('whose turn began before it closed is answered', async () => {
    chat = open('2026-11-23T17:59:58.000Z');
    const timer = await chat.write('a', 'hello', chat.now);
    chat.answer = async () => {
      throw new Error('the worker dies here');
    };
    await chat.run(timer);
    chat.answer = async () => reply('here you are');
    chat.now = '2026-11-23T18:05:00.000Z';
    await chat.settle();
    expect(chat.sent).toEqual(['here you are']);
  });
});

describe('hours that change while she waits', () => {
  const woken = async () => {
    chat.now = MORNING;
    await chat.run(await armed(chat));
  };

  test('to later: she waits on, and is not told again', async () => {
    chat = open();
    await chat.run(await chat.write('a', 'hello', NIGHT));
    hours = { ...everyDay('12:00', '18:00'), timeZone: 'UTC' };
    await woken();
    expect(chat.sent).toEqual([`closed until ${MORNING}`]);
    expect(await armed(chat)).toMatchObject({ opening: '2026-11-24T12:00:00.000Z' });
    chat.now = '2026-11-24T12:00:00.000Z';
    await chat.run(await armed(chat));
    expect(chat.sent.at(-1)).toBe('answer to hello');
  });

  test('to none: she is answered when she was to be woken', async () => {
    chat = open();
    await chat.run(await chat.write('a', 'hello', NIGHT));
    hours = undefined;
    await woken();
    expect(chat.sent.at(-1)).toBe('answer to hello');
  });

  test('to never: somebody looks again every day', async () => {
    chat = open();
    hours = { ...everyDay('00:00', '00:00'), timeZone: 'UTC' };
    hours = {
      ...hours,
      weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    };
    await chat.run(await chat.write('a', 'hello', NIGHT));
    expect(chat.sent).toEqual(['closed until undefined']);
    expect(await armed(chat)).toMatchObject({ opening: addSeconds(NIGHT, 24 * 3600) });
    chat.now = addSeconds(NIGHT, 24 * 3600);
    await chat.run(await armed(chat));
    expect(chat.sent).toHaveLength(1);
    expect(await armed(chat)).toMatchObject({ opening: addSeconds(NIGHT, 48 * 3600) });
  });

  test('not at all, but a clock that is behind: the timer comes again', async () => {
    chat = open();
    await chat.run(await chat.write('a', 'hello', NIGHT));
    chat.now = addSeconds(MORNING, -30);
    await chat.run(await armed(chat));
    expect(chat.requeued).toMatchObject([{ delay: 30, timer: { opening: MORNING } }]);
    await chat.settle();
    expect(chat.sent).toEqual([`closed until ${MORNING}`, 'answer to hello']);
  });
});

test('a notice whose delivery was interrupted is delivered once', async () => {
  chat = open();
  let tries = 0;
  chat.send = async () => {
    tries += 1;
    return tries < 3 ? { kind: 'not_now', why: 'busy', untouched: true } : { kind: 'delivered' };
  };
  await chat.run(await chat.write('a', 'hello', NIGHT));
  await chat.settle();
  expect(chat.sent).toEqual([`closed until ${MORNING}`]);
  expect(await chat.state()).not.toHaveProperty('leaseToken');
  expect(await chat.state()).not.toHaveProperty('delivery');
});

test('the timer of an opening names no message, and is one however often it is asked for', () => {
  const row = {
    projectId: PROJECT,
    conversationId: 'C0000000000000000001' as ConversationId,
    wakeAt: MORNING,
  };
  const timer = openingOf(row, undefined);
  expect(timer).toEqual(openingOf(row, { ...row, wakeAt: NIGHT }));
  expect(openingOf(row, row)).toBeUndefined();
  expect(openingOf({ ...row, wakeAt: NIGHT }, row)?.messageId).not.toBe(timer?.messageId);
  expect(timer?.messageId satisfies MessageId | undefined).toMatch(/^[0-9A-Z]{8,51}$/);
});
