import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnthropic } from '../../../infra/local/providers/anthropic/index.ts';
import { serveProvider } from '../../../infra/local/providers/index.ts';

let now = new Date('2026-11-20T10:00:00.000Z');
let served: Awaited<ReturnType<typeof serveProvider>>;

beforeEach(async () => {
  now = new Date('2026-11-20T10:00:00.000Z');
  served = await serveProvider(createAnthropic(), () => now);
});
afterEach(() => served.close());

const client = (apiKey = 'sk-stand-in-1') =>
  new Anthropic({ apiKey, baseURL: served.url, maxRetries: 0 });
const tell = async (path: string, body: unknown) => {
  const response = await fetch(served.control + path, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};
const HELLO = {
  model: 'claude-haiku-5-5',
  max_tokens: 1024,
  messages: [{ role: 'user' as const, content: 'Привіт' }],
};
const TOOL = {
  name: 'list_my_bookings',
  description: 'Lists.',
  input_schema: { type: 'object' as const, properties: {}, additionalProperties: false },
};
const LIST = {
  ...HELLO,
  tools: [TOOL],
  messages: [{ role: 'user' as const, content: 'На коли я записана?' }],
};
const raw = async (fields: Record<string, unknown>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${served.url}/v1/messages`, {
    method: 'POST',
    headers: {
      'x-api-key': 'sk-stand-in-1',
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ ...HELLO, ...fields }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe('an ordinary answer', () => {
  it('reaches the official client, thinking first', async () => {
    const { data, response } = await client().messages.create(HELLO).withResponse();
    expect(data).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
    expect(data.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
    expect(data.content[0]).toMatchObject({ thinking: '', signature: expect.any(String) });
    expect(data.usage.output_tokens).toBeGreaterThan(0);
    expect(response.headers.get('anthropic-organization-id')).toBe('org-stand-in-1');
    expect(Number(response.headers.get('anthropic-ratelimit-requests-remaining'))).toBeGreaterThan(
      0,
    );
    for (const name of ['requests', 'tokens', 'input-tokens', 'output-tokens']) {
      expect(response.headers.get(`anthropic-ratelimit-${name}-reset`)).toMatch(
        /T\d\d:\d\d:\d\dZ$/,
      );
    }
  });

  it('runs a tool loop with the blocks appended as they came', async () => {
    const first = await client().messages.create(LIST);
    expect(first.stop_reason).toBe('tool_use');
    const use = first.content.find((block) => block.type === 'tool_use');
    expect(use).toMatchObject({ name: 'list_my_bookings', input: {} });
    const last = await client().messages.create({
      ...LIST,
      messages: [
        ...LIST.messages,
        { role: 'assistant', content: first.content },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: use?.id ?? '', content: '{"bookings":[]}' },
          ],
        },
      ],
    });
    expect(last.stop_reason).toBe('end_turn');
  });

  it('streams', async () => {
    const message = await client().messages.stream(HELLO).finalMessage();
    expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
    const listing = await client().messages.stream(LIST).finalMessage();
    expect(listing.content.at(-1)).toMatchObject({ type: 'tool_use', input: {} });
  });

  it('counts tokens', async () => {
    const { max_tokens: _, ...counted } = HELLO;
    expect((await client().messages.countTokens(counted)).input_tokens).toBeGreaterThan(0);
  });

  it('forced to a tool, begins with the call', async () => {
    const forced = await client().messages.create({ ...LIST, tool_choice: { type: 'any' } });
    expect(forced.content.map(({ type }) => type)).toEqual(['tool_use']);
  });
});

describe('structured answers', () => {
  const schema = {
    type: 'object' as const,
    additionalProperties: false,
    required: ['intent', 'service', 'language'],
    properties: {
      intent: {
        type: 'string',
        enum: ['book', 'change', 'cancel', 'list', 'question', 'human', 'greeting', 'other'],
      },
      service: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      language: { type: 'string' },
    },
  };
  it.each([
    ['Хочу на манікюр завтра', 'book', 'Manicure', 'uk'],
    ['Перенесите мою запись на пятницу', 'change', null, 'ru'],
    ['please cancel my haircut', 'cancel', 'Haircut', 'en'],
    ['На коли я записана?', 'list', null, 'uk'],
    ['Позовите администратора', 'human', null, 'ru'],
    ['How much is a massage?', 'question', 'Massage', 'en'],
    ['Доброго дня', 'greeting', null, 'uk'],
    ['🙂🙂', 'other', null, 'uk'],
  ])('%s', async (content, intent, service, language) => {
    const message = await client().messages.create({
      ...HELLO,
      system: 'Find the intent.\nServices: Haircut, Coloring, Manicure, Massage',
      messages: [{ role: 'user', content }],
      output_config: { format: { type: 'json_schema', schema } },
    });
    const text = message.content.find((block) => block.type === 'text')?.text ?? '';
    expect(JSON.parse(text)).toEqual({ intent, service, language });
  });

  it('refuses a schema that a strict mode does not take', async () => {
    const open = { ...schema, additionalProperties: undefined };
    const format = { type: 'json_schema', schema: open };
    expect(await raw({ output_config: { format } })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('additionalProperties') } },
    });
  });
});

describe('requests that break the contract', () => {
  const assistant = (content: unknown) => [
    { role: 'user', content: 'a' },
    { role: 'assistant', content },
  ];
  const use = { type: 'tool_use', id: 'toolu_1', name: 'list_my_bookings', input: {} };
  const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: '[]' };
  it.each<[string, number, Record<string, unknown>]>([
    ['temperature', 400, { temperature: 1 }],
    ['top_p', 400, { top_p: 1 }],
    ['top_k', 400, { top_k: 1 }],
    ['an unknown field', 400, { colour: 'red' }],
    ['an unknown model', 404, { model: 'claude-haiku-9' }],
    ['no max_tokens', 400, { max_tokens: undefined }],
    ['no messages', 400, { messages: [] }],
    ['an empty text', 400, { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }],
    ['a prefill', 400, { messages: assistant('Sure') }],
    [
      'a document of the assistant',
      400,
      { messages: [...assistant([{ type: 'document' }]), { role: 'user', content: 'b' }] },
    ],
    [
      'a tool_use without result',
      400,
      { messages: [...assistant([use]), { role: 'user', content: 'b' }] },
    ],
    [
      'a result after text',
      400,
      {
        messages: [
          ...assistant([use]),
          { role: 'user', content: [{ type: 'text', text: 'b' }, result] },
        ],
      },
    ],
    ['a result nobody asked for', 400, { messages: [{ role: 'user', content: [result] }] }],
    ['thinking enabled', 400, { thinking: { type: 'enabled', budget_tokens: 1024 } }],
    ['a choice without tools', 400, { tool_choice: { type: 'auto' } }],
    [
      'a choice of an unknown tool',
      400,
      { tools: [TOOL], tool_choice: { type: 'tool', name: 'x' } },
    ],
    [
      'a forced tool on Sonnet 5.5',
      400,
      { model: 'claude-sonnet-5-5', tools: [TOOL], tool_choice: { type: 'any' } },
    ],
    [
      'a forced tool on Opus 5.5',
      400,
      {
        model: 'claude-opus-5-5',
        tools: [TOOL],
        tool_choice: { type: 'tool', name: 'list_my_bookings' },
      },
    ],
    [
      'thinking turned off on Sonnet 5.5',
      400,
      { model: 'claude-sonnet-5-5', thinking: { type: 'disabled' } },
    ],
    [
      'five breakpoints',
      400,
      {
        messages: [
          {
            role: 'user',
            content: Array(5).fill({
              type: 'text',
              text: 'a',
              cache_control: { type: 'ephemeral' },
            }),
          },
        ],
      },
    ],
  ])('%s', async (_, status, fields) => {
    const answer = await raw(fields);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      type: 'error',
      error: { type: status === 404 ? 'not_found_error' : 'invalid_request_error' },
      request_id: expect.stringMatching(/^req_/),
    });
  });

  it('sampling passes on the old version', async () => {
    expect((await raw({ temperature: 1 }, { 'anthropic-version': '2023-06-01' })).status).toBe(200);
  });

  it('needs version, content type and a known key', async () => {
    const url = `${served.url}/v1/messages`;
    const post = (headers: Record<string, string>) =>
      fetch(url, { method: 'POST', headers, body: JSON.stringify(HELLO) });
    const whole = {
      authorization: 'Bearer sk-stand-in-1',
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
    };
    expect((await post(whole)).status).toBe(200);
    const { 'anthropic-version': _, ...unversioned } = whole;
    expect((await post(unversioned)).status).toBe(400);
    expect((await post({ ...whole, 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post({ ...whole, authorization: 'Bearer sk-ant-live' })).status).toBe(401);
  });
});

describe('thinking', () => {
  const replayed = async (system: string, edited: string, key = 'sk-stand-in-1') => {
    const first = await client().messages.create({ ...HELLO, system });
    return client(key).messages.create({
      ...HELLO,
      system: edited,
      messages: [
        ...HELLO.messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: 'Дякую' },
      ],
    });
  };

  it('is refused once something before it was edited', async () => {
    await expect(replayed('a', 'b')).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('bound to a different conversation'),
    });
    await expect(replayed('a', 'a')).resolves.toMatchObject({ stop_reason: 'end_turn' });
  });

  it('of another account is dropped in silence', async () => {
    await expect(replayed('a', 'b', 'sk-stand-in-2')).resolves.toMatchObject({ type: 'message' });
    const told = await fetch(`${served.control}/accounts`);
    expect(await told.json()).toMatchObject({ droppedThinking: 1 });
  });

  it('that was made up is refused', async () => {
    const made = { type: 'thinking', thinking: 'I may', signature: 'x.y' };
    const messages = [
      ...HELLO.messages,
      { role: 'assistant', content: [made, { type: 'text', text: 'a' }] },
      { role: 'user', content: 'b' },
    ];
    expect((await raw({ messages })).status).toBe(400);
  });

  it('can use up max_tokens before any word', async () => {
    const message = await client().messages.create({ ...HELLO, max_tokens: 10 });
    expect(message.stop_reason).toBe('max_tokens');
    expect(message.content.map(({ type }) => type)).toEqual(['thinking']);
  });
});

describe('the prompt cache', () => {
  const system = [
    {
      type: 'text' as const,
      text: 'A rule. '.repeat(400),
      cache_control: { type: 'ephemeral' as const },
    },
    { type: 'text' as const, text: 'Now it is ten.' },
  ];
  it('is written once, read later, and forgotten after its time', async () => {
    const use = async (key?: string) =>
      (await client(key).messages.create({ ...HELLO, system })).usage;
    const first = await use();
    expect(first.cache_creation_input_tokens).toBeGreaterThan(512);
    expect(first.cache_read_input_tokens).toBe(0);
    const second = await use();
    expect(second.cache_read_input_tokens).toBe(first.cache_creation_input_tokens);
    expect(second.cache_creation_input_tokens).toBe(0);
    expect((await use('sk-stand-in-2')).cache_read_input_tokens).toBe(0);
    now = new Date(now.getTime() + 301_000);
    expect((await use()).cache_read_input_tokens).toBe(0);
  });

  it('takes no prefix below 512 tokens', async () => {
    const short = [{ ...system[0], type: 'text' as const, text: 'A rule.' }];
    const { usage } = await client().messages.create({ ...HELLO, system: short });
    expect(usage.cache_creation_input_tokens).toBe(0);
  });
});

describe('limits and failures', () => {
  it('are per account, whatever the key, and refill with time', async () => {
    const limits = { requests: 2 };
    await tell('/accounts', { account: '1', limits });
    await client('sk-stand-in-1-a').messages.create(HELLO);
    await client('sk-stand-in-1-b').messages.create(HELLO);
    const refused = await raw({});
    expect(refused).toMatchObject({ status: 429, body: { error: { type: 'rate_limit_error' } } });
    expect(Number(refused.headers.get('retry-after'))).toBe(30);
    await expect(client().messages.create(HELLO)).rejects.toBeInstanceOf(Anthropic.RateLimitError);
    await client('sk-stand-in-2').messages.create(HELLO);
    now = new Date(now.getTime() + 31_000);
    await client().messages.create(HELLO);
  });

  it.each([
    [401, Anthropic.AuthenticationError],
    [402, Anthropic.PaymentRequiredError],
    [403, Anthropic.PermissionDeniedError],
    [429, Anthropic.RateLimitError],
    [500, Anthropic.InternalServerError],
    [529, Anthropic.OverloadedError],
  ])('an account that answers %i', async (refuses, kind) => {
    await tell('/accounts', { account: '1', refuses });
    await expect(client().messages.create(HELLO)).rejects.toBeInstanceOf(kind);
    await client('sk-stand-in-2').messages.create(HELLO);
  });

  it('an account that has spent its budget says so in the error code', async () => {
    await tell('/accounts', { account: '1', refuses: 'enforced_spend_limit_reached' });
    await expect(client().messages.create(HELLO)).rejects.toMatchObject({
      status: 429,
      errorCode: 'enforced_spend_limit_reached',
    });
  });

  it.each([
    [429, Anthropic.RateLimitError],
    [500, Anthropic.InternalServerError],
    [529, Anthropic.OverloadedError],
  ])('a planned %i', async (status, kind) => {
    await tell('/fail', { status });
    await expect(client().messages.create(HELLO)).rejects.toBeInstanceOf(kind);
    await client().messages.create(HELLO);
  });

  it('a planned silence ends in the timeout of the client', async () => {
    await tell('/fail', { hang: true });
    await expect(client().messages.create(HELLO, { timeout: 100 })).rejects.toBeInstanceOf(
      Anthropic.APIConnectionTimeoutError,
    );
  });
});

describe('scripts', () => {
  it('answer in order, to the kind of call they are for, then the receptionist again', async () => {
    const lie = [{ type: 'text', text: 'You are booked!' }];
    const steal = [{ type: 'tool_use', name: 'list_my_bookings', input: { client: 'other' } }];
    await tell('/script', { for: 'main', turns: [steal, lie] });
    expect((await client().messages.create(HELLO)).content.at(-1)).toMatchObject({ type: 'text' });
    const first = await client().messages.create(LIST);
    expect(first.content.at(-1)).toMatchObject({
      id: expect.stringMatching(/^toolu_/),
      input: { client: 'other' },
    });
    expect((await client().messages.create(LIST)).content.at(-1)).toMatchObject(lie[0] ?? {});
    expect((await client().messages.create(LIST)).stop_reason).toBe('tool_use');
  });

  it('play refusals, full answers and pauses', async () => {
    await tell('/script', { turns: ['refusal', 'max_tokens', 'pause_turn'] });
    const reasons = [];
    for (let i = 0; i < 3; i += 1)
      reasons.push((await client().messages.create(HELLO)).stop_reason);
    expect(reasons).toEqual(['refusal', 'max_tokens', 'pause_turn']);
  });

  it('answer late', async () => {
    await tell('/script', { turns: [{ content: [{ type: 'text', text: 'a' }], delayMs: 40 }] });
    const begun = performance.now();
    await client().messages.create(HELLO);
    expect(performance.now() - begun).toBeGreaterThan(35);
  });

  it.each([{}, { turns: [] }, { turns: ['sulk'] }, { turns: [[1]] }, { turns: [[]], for: 'x' }])(
    'refuses %j',
    async (script) => {
      expect((await tell('/script', script)).status).toBe(400);
    },
  );
});
