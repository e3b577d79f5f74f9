import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incomingEvent } from '../../../../infra/local/providers/sendpulse/index.ts';
import { parseEvents, readBody } from '../../../../shared/providers/sendpulse/index.ts';

const AT = '2026-11-23T10:00:00.000Z';
const parse = (body: unknown) => parseEvents(body, AT);
const one = (body: unknown) => {
  const [event] = parse(body);
  return event?.kind === 'message' ? event : undefined;
};
const base = incomingEvent({ contactId: 'c1', text: 'Привіт 👋', messageId: 42, name: 'Іван' });
const native = (service: string, channel_data: unknown, more: object = {}) => ({
  ...base,
  service,
  contact: { id: 'c1', last_message: null },
  info: { message: { channel_data } },
  ...more,
});

describe('what a client wrote', () => {
  test('in Telegram is found in an array, and in a bare object', () => {
    const expected = {
      kind: 'message',
      providerMessageId: 'message_id:42',
      message: {
        service: 'telegram',
        botId: 'demo-bot',
        contactId: 'c1',
        text: 'Привіт 👋',
        name: 'Іван',
      },
    };
    expect(parse([base])).toMatchObject([expected]);
    expect(parse(base)).toMatchObject([expected]);
    expect(parse([base, base])).toHaveLength(2);
  });

  test.each([
    ['whatsapp', { message: { id: 'w1', type: 'text', text: { body: 'hi' } } }, 'hi', 'id:w1'],
    [
      'whatsapp',
      { message: { id: 'w2', interactive: { button_reply: { title: 'Yes' } } } },
      'Yes',
      'id:w2',
    ],
    [
      'whatsapp',
      { message: { id: 'w3', interactive: { list_reply: { title: 'Two' } } } },
      'Two',
      'id:w3',
    ],
    ['instagram', { message: { mid: 'm1', text: 'hi' } }, 'hi', 'mid:m1'],
    ['messenger', { message: { mid: 'm2', title: 'Book', payload: 'B' } }, 'Book', 'mid:m2'],
    ['telegram', { message_id: 7, text: 'hi' }, 'hi', 'message_id:7'],
  ])('in %s is found in %j', (service, data, text, id) => {
    const event = one(native(service, data));
    expect(event?.message).toMatchObject({ service, text, kind: 'text' });
    expect(event?.providerMessageId).toBe(id);
  });

  test('falls back to the contact’s last message', () => {
    const event = native(
      'telegram',
      { message_id: 8 },
      { contact: { id: 'c1', last_message: 'hello' } },
    );
    expect(one(event)?.message.text).toBe('hello');
  });

  test('without words is a message with its kind', () => {
    const photo = native('telegram', { message_id: 9, message: { photo: [{ file_id: 'x' }] } });
    expect(one(photo)?.message).toMatchObject({ kind: 'photo', text: '' });
    const voice = native('telegram', { message_id: 9, message: { voice: {}, caption: 'слухай' } });
    expect(one(voice)?.message).toMatchObject({ kind: 'voice', text: 'слухай' });
    const button = native('telegram', { callback_query: { id: '1' } });
    expect(one(button)?.message).toMatchObject({ kind: 'other', text: '' });
  });
});

describe('what is ignored', () => {
  test.each([
    'outgoing_message',
    'outbound_message',
    'new_subscriber',
    'open_chat',
    'link_click',
    'run_custom_flow',
    'unsubscribe',
    'bot_block',
    'message_delivered',
    'message_read',
    'message_reaction',
    'Що завгодно',
    '',
  ])('the title %j', (title) => {
    expect(parse({ ...base, title })).toMatchObject([{ kind: 'ignored' }]);
  });
  test('echoes of our own messages and comments', () => {
    for (const service of ['instagram', 'messenger']) {
      expect(parse(incomingEvent({ contactId: 'c', text: 'x', service, echo: true }))).toEqual([
        { kind: 'ignored', why: 'echo' },
      ]);
      expect(parse(incomingEvent({ contactId: 'c', text: 'x', service, comment: true }))).toEqual([
        { kind: 'ignored', why: 'comment' },
      ]);
    }
  });
  test('events without an address', () => {
    expect(parse({ ...base, contact: { id: '' } })).toEqual([
      { kind: 'ignored', why: 'no_address' },
    ]);
    expect(parse({ ...base, bot: null })).toEqual([{ kind: 'ignored', why: 'no_address' }]);
  });
});

describe('the id of a message', () => {
  test('does not depend on the envelope’s date', () => {
    expect(one({ ...base, date: 1 })?.providerMessageId).toBe(one(base)?.providerMessageId);
  });
  test('is date and text only where there is no id at all', () => {
    const bare = (date: number, text: string) =>
      one(native('telegram', { message_id: '', message: { text } }, { date }))?.providerMessageId;
    expect(bare(1_795_000_000_000, 'a')).toMatch(/^date:1795000000000:/);
    expect(bare(1_795_000_000_000, 'a')).not.toBe(bare(1_795_000_000_000, 'b'));
    expect(bare(1_795_000_000_000, 'a')).not.toBe(bare(1_795_000_000_001, 'a'));
  });
  test('keeps the digits of numbers that a double cannot hold', () => {
    const id = (digits: string) =>
      one(readBody(JSON.stringify(base).replace('"message_id":42', `"message_id":${digits}`)))
        ?.providerMessageId;
    expect(id('9007199254740993')).toBe('message_id:9007199254740993');
    expect(id('9007199254740993')).not.toBe(id('9007199254740992'));
  });
});

test('texts are cut at 4,000 characters without breaking a pair, and broken pairs are mended', () => {
  const long = one(incomingEvent({ contactId: 'c', text: `${'a'.repeat(3_999)}😀` }));
  expect(long?.message.text).toBe('a'.repeat(3_999));
  const broken = one(incomingEvent({ contactId: 'c', text: 'x\ud800y' }));
  expect(broken?.message.text).toBe('x\ufffdy');
});

test('a nonsensical date is replaced by the time of receipt', () => {
  for (const date of [null, 'yesterday', -1, 1e300, {}, [], true]) {
    expect(one({ ...base, date })?.message.sentAt).toBe(AT);
  }
  expect(one({ ...base, date: 1_795_000_000 })?.message.sentAt).toBe('2026-11-18T11:06:40.000Z');
});

test('20,000 bodies that are nearly right never throw and never make a broken message', () => {
  const junk = fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.constantFrom('', ' ', 0, -1, true, 'incoming_message', 'telegram', '__proto__', 2 ** 53),
  );
  const maybe = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: junk });
  const nativeMessage = maybe(
    fc.dictionary(
      fc.constantFrom(
        'text',
        'mid',
        'id',
        'is_echo',
        'item',
        'photo',
        'type',
        'interactive',
        'title',
        '__proto__',
        'constructor',
      ),
      maybe(fc.string()),
    ),
  );
  const event = maybe(
    fc.record(
      {
        title: maybe(fc.constant('incoming_message')),
        service: maybe(fc.constantFrom('telegram', 'instagram', 'new-one')),
        date: maybe(fc.integer()),
        bot: maybe(fc.record({ id: maybe(fc.string()) })),
        contact: maybe(
          fc.record({ id: maybe(fc.string()), name: maybe(fc.string()), last_message: junk }),
        ),
        info: maybe(
          fc.record({
            message: maybe(
              fc.record({
                id: junk,
                channel_data: maybe(fc.record({ message_id: junk, message: nativeMessage })),
              }),
            ),
          }),
        ),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.oneof(event, fc.array(event, { maxLength: 4 })), (body) => {
      for (const parsed of parse(readBody(JSON.stringify(body)))) {
        if (parsed.kind === 'ignored') continue;
        expect(parsed.providerMessageId).not.toBe('');
        for (const value of Object.values(parsed.message)) {
          expect(typeof value).toBe('string');
          expect((value as string).isWellFormed()).toBe(true);
        }
        expect(parsed.message.botId).not.toBe('');
        expect(parsed.message.contactId).not.toBe('');
      }
    }),
    { numRuns: 20_000 },
  );
}, 60_000);
