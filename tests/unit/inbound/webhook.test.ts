import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { incomingEvent } from '../../../infra/local/providers/sendpulse/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { mintWebhookToken } from '../../../shared/platform/secrets/webhook-token.ts';
import { type Front, OWN_SECRET, PROJECT, startFront } from './front.ts';

let front: Front;
/** AWS actions since the last look; the table's fail while `fails` says so. */
let calls: string[] = [];
let fails: 'before' | 'after' | undefined;

beforeAll(async () => {
  front = await startFront();
  dynamodb.middlewareStack.add(
    (next, context) => async (args) => {
      calls.push(String(context.commandName));
      const puts = context.commandName === 'PutItemCommand';
      if (puts && fails === 'before') throw new Error('the table is away');
      const result = await next(args);
      if (puts && fails === 'after') throw new Error('the answer is lost');
      return result;
    },
    { step: 'initialize', name: 'watching' },
  );
});
afterAll(() => front.close());
afterEach(() => {
  calls = [];
  fails = undefined;
});

const event = (contactId: string, text = 'Привіт') => incomingEvent({ contactId, text });
const queued = () => {
  const waiting = front.queue.inspectQueue('turn')?.messages;
  return [...(waiting?.ready ?? []), ...(waiting?.delayed ?? [])];
};

async function post(body: string | undefined, more: object = {}): Promise<number> {
  const request = {
    headers: {},
    queryStringParameters: { token: front.token },
    isBase64Encoded: false,
  };
  const answer = await front.inbound({ ...request, body, ...more } as never, {} as never);
  expect(JSON.parse(answer.body ?? '')).toBeTypeOf('object');
  return answer.statusCode ?? 0;
}
const carrying = (token: string | undefined) => ({
  queryStringParameters: token === undefined ? undefined : { token },
});

describe('the secret', () => {
  const body = JSON.stringify([event('secret')]);

  test('comes as ?token= or as a header, in any case', async () => {
    expect(await post(body)).toBe(200);
    for (const name of ['x-webhook-secret', 'X-Webhook-Secret']) {
      expect(await post(body, { ...carrying(undefined), headers: { [name]: front.token } })).toBe(
        200,
      );
      expect(await post(body, { ...carrying(undefined), headers: { [name]: OWN_SECRET } })).toBe(
        200,
      );
    }
  });

  test('is refused when it is missing, or wrong in a single bit', async () => {
    front.queue.reset();
    expect(await post(body, carrying(undefined))).toBe(401);
    expect(await post(body, carrying(''))).toBe(401);
    expect(await post(body, carrying(`${OWN_SECRET} `))).toBe(401);
    const bytes = Buffer.from(front.token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await post(body, carrying(flipped.toString('base64url')))).toBe(401);
    }
    for (let length = 0; length < front.token.length; length += 1) {
      expect(await post(body, carrying(front.token.slice(0, length)))).toBe(401);
    }
    expect(calls).toEqual([]);
    expect(queued()).toEqual([]);
  });

  test('of another project, purpose or key names nothing here', async () => {
    const key = { PLATFORM_KEY: 'k'.repeat(44) };
    const other = 'other' as ProjectId;
    const rotation = 1;
    for (const token of [
      mintWebhookToken(key, { projectId: other, purpose: 'sendpulse', rotation }),
      mintWebhookToken(key, { projectId: PROJECT, purpose: 'telegram', rotation }),
      mintWebhookToken(key, { projectId: PROJECT, purpose: 'sendpulse', rotation: 0 }),
      mintWebhookToken(
        { PLATFORM_KEY: 'x'.repeat(44) },
        { projectId: PROJECT, purpose: 'sendpulse', rotation },
      ),
    ]) {
      expect(await post(body, carrying(token))).toBe(401);
    }
    expect(calls).not.toContain('PutItemCommand');
  });

  test('is asked for before anything is looked at', async () => {
    expect(await post('{broken', carrying('forged'))).toBe(401);
    expect(await post('x'.repeat(1_000_000), carrying('forged'))).toBe(401);
  });
});

describe('a body', () => {
  test('that is no JSON, or too large, is refused and changes nothing', async () => {
    front.queue.reset();
    for (const body of [undefined, '', '{', 'hello', '[{]', '\u0000'])
      expect(await post(body)).toBe(400);
    expect(await post(JSON.stringify([event('big', 'x'.repeat(300_000))]))).toBe(413);
    expect(await post('['.repeat(100_000))).toBe(400);
    expect(calls).toEqual([]);
    expect(queued()).toEqual([]);
  });

  test('in base64 is read', async () => {
    const body = Buffer.from(JSON.stringify([event('base64')])).toString('base64');
    expect(await post(body, { isBase64Encoded: true })).toBe(200);
    expect(calls.filter((call) => call === 'PutItemCommand')).toHaveLength(1);
  });

  test('of other things than messages is acknowledged and ignored', async () => {
    const events = [
      incomingEvent({ contactId: 'c', text: 'x', title: 'outgoing_message' }),
      incomingEvent({ contactId: 'c', text: 'x', service: 'instagram', echo: true }),
      incomingEvent({ contactId: 'c', text: 'x', botId: 'another-bot' }),
    ];
    for (const body of ['[]', '{}', 'null', '1', '"x"', JSON.stringify(events)]) {
      expect(await post(body)).toBe(200);
    }
    expect(calls.filter((call) => call === 'PutItemCommand')).toEqual([]);
  });

  test('with several messages takes in each, once', async () => {
    front.queue.reset();
    const many = Array.from({ length: 5 }, (_, i) => event(`many-${i}`));
    expect(await post(JSON.stringify([...many, ...many]))).toBe(200);
    expect(calls.filter((call) => call === 'PutItemCommand')).toHaveLength(10);
    expect(new Set(queued().map(({ body }) => JSON.parse(body).messageId)).size).toBe(5);
  });

  test('of 2,000 shapes never makes a fault', async () => {
    const shape = fc.oneof(
      fc.jsonValue(),
      fc.record({
        title: fc.constant('incoming_message'),
        service: fc.string(),
        bot: fc.jsonValue(),
        contact: fc.jsonValue(),
        info: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shape, fc.boolean(), async (body, base64) => {
        const text = JSON.stringify(body);
        const sent = base64 ? Buffer.from(text).toString('base64') : text;
        expect(await post(sent, { isBase64Encoded: base64 })).toBe(200);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

describe('a message that cannot be stored', () => {
  test('is asked for again, and has its timer already', async () => {
    front.queue.reset();
    const body = JSON.stringify([event('unlucky')]);
    fails = 'before';
    expect(await post(body)).toBe(503);
    expect(queued()).toHaveLength(1);
    fails = 'after';
    expect(await post(body)).toBe(503);
    fails = undefined;
    expect(await post(body)).toBe(200);
    expect(new Set(queued().map(({ body: timer }) => JSON.parse(timer).messageId)).size).toBe(1);
  });

  test('does not keep its neighbour from being stored', async () => {
    const [bad, good] = [event('bad'), event('good')];
    let seen = 0;
    dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === 'PutItemCommand') {
          seen += 1;
          if (seen === 1) throw new Error('only this one');
        }
        return next(args);
      },
      { step: 'initialize', name: 'first only' },
    );
    expect(await post(JSON.stringify([bad, good]))).toBe(503);
    dynamodb.middlewareStack.remove('first only');
    expect(await post(JSON.stringify([bad, good]))).toBe(200);
    expect(calls.filter((call) => call === 'PutItemCommand')).toHaveLength(4);
  });
});

test('what is logged has neither texts nor secrets', async () => {
  const lines: string[] = [];
  const log = console.log;
  console.log = (line: string) => lines.push(line);
  try {
    fails = 'before';
    await post(JSON.stringify([event('logged', 'a very private matter')]));
    fails = undefined;
    await post(
      JSON.stringify([incomingEvent({ contactId: 'c', text: 'private', botId: 'foreign' })]),
    );
  } finally {
    console.log = log;
  }
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ projectId: PROJECT, ForeignBotEvents: 1 });
  expect(lines.join()).not.toMatch(/private/);
  expect(lines.join()).not.toContain(front.token);
});
