import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUpdate } from '../../../../shared/providers/telegram/index.ts';

const from = { id: 7, is_bot: false, first_name: 'Ада', last_name: 'К.', language_code: 'uk' };
const chat = { id: 7, type: 'private', first_name: 'Ада' };
const said = (text: string, more: object = {}) => ({
  update_id: 1001,
  message: { message_id: 5, date: 1_700_000_000, text, from, chat, ...more },
});
const tap = (more: object = {}) => ({
  update_id: 1002,
  callback_query: {
    id: '4382',
    from,
    chat_instance: '-9',
    data: 'confirm_01J_1',
    message: { message_id: 6, date: 1_700_000_001, chat, text: 'Confirm?' },
    ...more,
  },
});
const member = (status: string, type = 'private') => ({
  update_id: 1003,
  my_chat_member: {
    chat: { ...chat, type },
    from,
    date: 1,
    old_chat_member: {},
    new_chat_member: { user: { id: 1 }, status },
  },
});
const person = { id: 7, name: 'Ада К.', languageCode: 'uk' };

describe('an update', () => {
  test('of a tap names the chat, the person, the message and the data', () => {
    expect(parseUpdate(tap())).toEqual({
      kind: 'tap',
      updateId: 1002,
      chatId: 7,
      from: person,
      messageId: '6',
      tapId: '4382',
      data: 'confirm_01J_1',
    });
  });
  test('of a tap under a message that is no longer shown still names its chat', () => {
    expect(parseUpdate(tap({ message: { message_id: 6, date: 0, chat } }))).toMatchObject({
      messageId: '6',
    });
    const bare = parseUpdate(tap({ message: undefined }));
    expect(bare).toMatchObject({ kind: 'tap', chatId: 7 });
    expect(bare).not.toHaveProperty('messageId');
  });
  test.each([
    ['/today', 'today', ''],
    ['/complete@KeshaBot X', 'complete', 'X'],
    ['/Complete  two words \n', 'complete', 'two words'],
    ['/start 0123456789ABCDEFGHJK', 'start', '0123456789ABCDEFGHJK'],
    [' /help', 'help', ''],
  ])('with the command %j', (text, name, argument) => {
    expect(parseUpdate(said(text))).toEqual({
      kind: 'command',
      updateId: 1001,
      chatId: 7,
      from: person,
      name,
      argument,
    });
  });
  test.each(['hello', '/', '/сьогодні', 'see /today', '/a-b'])('with the text %j', (text) => {
    expect(parseUpdate(said(text))).toMatchObject({ kind: 'text', text });
  });
  test('with a reply names what it replies to', () => {
    const reply = { reply_to_message: { message_id: 3, text: 'Why?', chat, date: 1 } };
    expect(parseUpdate(said('ill', reply))).toMatchObject({
      kind: 'text',
      repliesTo: { messageId: '3', text: 'Why?' },
    });
  });
  test('of a block and its end', () => {
    expect(parseUpdate(member('kicked'))).toEqual({
      kind: 'unreachable',
      updateId: 1003,
      chatId: 7,
    });
    expect(parseUpdate(member('member'))).toMatchObject({ kind: 'reachable' });
  });
  test.each([
    ['an unknown kind', { update_id: 1, poll_answer: { poll_id: '1' } }],
    ['an edit', { update_id: 1, edited_message: said('x').message }],
    ['nothing', { update_id: 1 }],
    ['a group', said('x', { chat: { id: -5, type: 'supergroup' } })],
    [
      'a channel post without an author',
      said('x', { chat: { id: -5, type: 'channel' }, from: undefined }),
    ],
    ['a tap in a group', tap({ message: { message_id: 6, chat: { id: -5, type: 'group' } } })],
    ['a game', tap({ data: undefined })],
    ['a bot', said('x', { from: { ...from, is_bot: true } })],
    ['a photo', said('', { text: undefined, photo: [{}] })],
    ['a group that took the bot in', member('member', 'group')],
    ['a restriction', member('restricted')],
  ])('of %s is ignored', (_, update) => {
    expect(parseUpdate(update)).toEqual({ kind: 'ignored' });
  });
  test.each([
    null,
    'text',
    [],
    {},
    { update_id: '1' },
    { update_id: 1, message: 'text' },
    { update_id: 1, callback_query: { id: 7 } },
    { update_id: 1, message: { ...said('x').message, chat: { id: 2 ** 60, type: 'private' } } },
  ])('that is none throws: %j', (update) => {
    expect(() => parseUpdate(update)).toThrow();
  });
  test('of anything at all is read or thrown, never half read', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), (update) => {
        try {
          expect(parseUpdate({ update_id: 1, ...update })).toEqual({ kind: 'ignored' });
        } catch (fault) {
          expect((fault as Error).name).toMatch(/Zod|Assertion/);
          if (/Assertion/.test((fault as Error).name)) throw fault;
        }
      }),
    );
  });
});
