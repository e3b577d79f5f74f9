import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAnthropic } from '../../../../infra/local/providers/anthropic/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { type ModelRequest, ModelUnavailable } from '../../../../shared/agent/index.ts';
import { accountsOf, pickAccount } from '../../../../shared/providers/anthropic/accounts.ts';
import { claude } from '../../../../shared/providers/anthropic/index.ts';

const anthropic = createAnthropic();
/** Which account each request came from. */
const keysAsked: string[] = [];
let served: Awaited<ReturnType<typeof serveProvider>>;
beforeAll(async () => {
  served = await serveProvider({
    ...anthropic,
    handle: (asked) => {
      keysAsked.push(asked.headers.authorization ?? '');
      return anthropic.handle(asked);
    },
  });
});
afterAll(() => served.close());
beforeEach(() => {
  anthropic.reset();
  keysAsked.length = 0;
});

const three = {
  PLATFORM_KEY: 'k',
  CLAUDE_API_KEY_1: 'sk-stand-in-a',
  CLAUDE_API_KEY_2: 'sk-stand-in-b',
  CLAUDE_API_KEY_3: 'sk-stand-in-c',
};
const model = (secret: typeof three | { PLATFORM_KEY: string } = three) =>
  claude(secret, { baseURL: served.url, backoffMs: 1 });
const soon = () => performance.now() + 20_000;
const format = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};
const request: ModelRequest = {
  model: 'claude-haiku-5-5',
  maxTokens: 1_000,
  system: [{ type: 'text', text: 'You answer.' }],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
  format,
};
const answered = () =>
  anthropic.requests().filter(({ applied, status }) => applied && status === 200);

test('keys are taken in the order of their numbers', () => {
  const secret = {
    PLATFORM_KEY: 'k',
    CLAUDE_API_KEY_10: 'j',
    CLAUDE_API_KEY_2: 'b',
    CLAUDE_API_KEY_1: 'a',
    CLAUDE_API_KEY_3: '',
  };
  expect(accountsOf(secret).map(({ apiKey }) => apiKey)).toEqual(['a', 'b', 'j']);
});

test('a conversation keeps its account; conversations spread over all of them', () => {
  const accounts = accountsOf(three);
  const labels = Array.from(
    { length: 300 },
    (_, i) => pickAccount(accounts, `c${i}`, 0)?.account.label,
  );
  expect(labels).toEqual(
    Array.from({ length: 300 }, (_, i) => pickAccount(accounts, `c${i}`, 0)?.account.label),
  );
  for (const label of ['1', '2', '3']) {
    expect(labels.filter((one) => one === label).length).toBeGreaterThan(60);
  }
});

describe('an account', () => {
  test.each([401, 402, 403])(
    'that answers %i is left alone and another one serves',
    async (status) => {
      const claudes = model();
      anthropic.fail({ status, times: 1 });
      expect((await claudes.open('c', soon()).ask(request)).stopReason).toBe('end_turn');
      anthropic.clearRequests();
      await claudes.open('c', soon()).ask(request);
      expect(anthropic.requests()).toHaveLength(1);
    },
  );

  test('out of its rate limit rests as long as it says', async () => {
    const claudes = model();
    anthropic.fail({ status: 429, times: 3, headers: { 'retry-after': '60' } });
    await expect(claudes.open('c', soon()).ask(request)).rejects.toThrow(ModelUnavailable);
    expect(anthropic.requests()).toHaveLength(3);
    await expect(claudes.open('c', soon()).ask(request)).rejects.toThrow('limits');
    expect(anthropic.requests()).toHaveLength(3);
  });

  test('that comes back within seconds is waited for', async () => {
    const claudes = model();
    anthropic.fail({ status: 429, times: 3, headers: { 'retry-after-ms': '150' } });
    expect((await claudes.open('c', soon()).ask(request)).stopReason).toBe('end_turn');
  });

  test('whose model is overloaded (529) is asked twice more, and no other: nobody has room', async () => {
    anthropic.fail({ status: 529, times: 2 });
    expect((await model().open('c', soon()).ask(request)).stopReason).toBe('end_turn');
    expect(new Set(keysAsked).size).toBe(1);
    anthropic.reset();
    anthropic.fail({ status: 529, times: 9 });
    await expect(model().open('c', soon()).ask(request)).rejects.toThrow(ModelUnavailable);
    expect(anthropic.requests()).toHaveLength(3);
  });

  test.each([
    ['answers 500', { status: 500 }],
    ['answers 503', { status: 503 }],
    ['hangs', { hang: true }],
  ])('that %s is left at once for another one, which serves and is kept', async (_, fault) => {
    const claudes = claude(three, { baseURL: served.url, backoffMs: 1, attemptMs: 250 });
    anthropic.fail({ ...fault, times: 1 });
    const session = claudes.open('c', soon());
    expect((await session.ask(request)).stopReason).toBe('end_turn');
    await session.ask(request);
    const [first, second, third] = keysAsked;
    expect([second === first, third === second]).toEqual([false, true]);
    // Nobody else's conversation runs into it either, until it had time to recover.
    keysAsked.length = 0;
    for (const key of ['c', 'd', 'e', 'f', 'g', 'h']) await claudes.open(key, soon()).ask(request);
    expect(keysAsked).not.toContain(first);
  });

  test.each([
    ['answer 500', { status: 500 }],
    ['hang', { hang: true }],
  ])('is tried thrice in all when every one of them would %s, each once', async (_, fault) => {
    const claudes = claude(three, { baseURL: served.url, backoffMs: 1, attemptMs: 150 });
    anthropic.fail({ ...fault, times: 9 });
    await expect(claudes.open('c', soon()).ask(request)).rejects.toThrow(ModelUnavailable);
    expect(keysAsked).toHaveLength(3);
    expect(new Set(keysAsked).size).toBe(3);
    // None is shut out by that: as soon as one serves again, it is asked.
    anthropic.reset();
    expect((await claudes.open('c', soon()).ask(request)).stopReason).toBe('end_turn');
  });

  test('that fails and is the only one is asked again', async () => {
    const { CLAUDE_API_KEY_1, PLATFORM_KEY } = three;
    anthropic.fail({ status: 500, times: 2 });
    const session = model({ PLATFORM_KEY, CLAUDE_API_KEY_1 } as never).open('c', soon());
    expect((await session.ask(request)).stopReason).toBe('end_turn');
    expect(keysAsked).toHaveLength(3);
  });

  test('that hangs costs no more than the deadline', async () => {
    anthropic.fail({ hang: true, times: 9 });
    const begun = performance.now();
    await expect(
      model()
        .open('c', begun + 1_000)
        .ask(request),
    ).rejects.toThrow(ModelUnavailable);
    expect(performance.now() - begun).toBeLessThan(1_600);
  });

  test('that hangs is asked once more when its time is over, which is a setting', async () => {
    anthropic.fail({ hang: true, times: 1 });
    const begun = performance.now();
    const impatient = { ...three, CLAUDE_ATTEMPT_MS: '200', CLAUDE_BACKOFF_MS: '1' };
    const answer = await claude(impatient, { baseURL: served.url }).open('c', soon()).ask(request);
    expect(answer.stopReason).toBe('end_turn');
    expect(performance.now() - begun).toBeGreaterThan(190);
    expect(performance.now() - begun).toBeLessThan(1_600);
  });
});

test('a request that is wrong is not tried again', async () => {
  await expect(
    model()
      .open('c', soon())
      .ask({ ...request, model: 'claude-nobody' }),
  ).rejects.toThrow(ModelUnavailable);
  expect(anthropic.requests()).toHaveLength(1);
});

test('without a key every question is unavailable', async () => {
  await expect(model({ PLATFORM_KEY: 'k' }).open('c', soon()).ask(request)).rejects.toThrow(
    'No Claude account',
  );
});

test('within one tool loop the account stays; when it must change, the thinking of the old one is left behind', async () => {
  const session = model().open('c', soon());
  const first = await session.ask(request);
  expect(first.content[0]?.type).toBe('thinking');
  const next = {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant' as const, content: first.content },
      { role: 'user' as const, content: [{ type: 'text' as const, text: 'More' }] },
    ],
  };
  await session.ask(next);
  const sent = () => JSON.stringify(answered().at(-1)?.body);
  expect(sent()).toContain('"thinking"');
  anthropic.fail({ status: 402, times: 1 });
  await session.ask(next);
  expect(sent()).not.toContain('"thinking"');
});

describe('a model that is overloaded', () => {
  const overloaded = () => anthropic.fail({ status: 529, times: 3 });
  const modelsAsked = () =>
    anthropic.requests().map(({ body }) => (body as { model: string }).model);

  test('has another one step in for the rest of the session, when one is named', async () => {
    const spare = { ...three, CLAUDE_MODEL_SPARE: 'claude-sonnet-5-5' };
    const session = claude(spare, { baseURL: served.url, backoffMs: 1 }).open('c', soon());
    overloaded();
    expect((await session.ask(request)).stopReason).toBe('end_turn');
    await session.ask(request);
    expect(modelsAsked()).toEqual([
      ...Array.from({ length: 3 }, () => 'claude-haiku-5-5'),
      ...Array.from({ length: 2 }, () => 'claude-sonnet-5-5'),
    ]);
  });

  test('is the end of it when none is named', async () => {
    overloaded();
    await expect(model().open('c', soon()).ask(request)).rejects.toBeInstanceOf(ModelUnavailable);
  });
});

test('an answer says what it cost', async () => {
  const answer = await model().open('c', soon()).ask(request);
  const { input, output, cost = 0 } = answer.tokens;
  expect(cost).toBeGreaterThan(0);
  expect(cost).toBeLessThanOrEqual(input * 0.2 + output * 0.5);
});
