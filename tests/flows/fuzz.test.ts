import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { incomingEvent } from '../../infra/local/providers/sendpulse/index.ts';
import { projectConfig } from '../../shared/contracts/project-config.ts';
import type { ProjectId, UserId } from '../../shared/platform/ids.ts';
import { mintWebhookToken } from '../../shared/platform/secrets/webhook-token.ts';
import { type AwsJson, startAwsJson, startPlatformSecret } from '../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../steps/dynoxide.ts';
import { type Faults, startFaults } from '../steps/faults.ts';
import { type ApiHandler, loadBundle } from '../steps/load-handler.ts';

/**
 * The webhook's real bundle under bodies and secrets that were made to break it: `FUZZ_RUNS` of them (20 000 unless it
 * says otherwise).
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);
/** Calls at once: they share the bundle, as nothing on Lambda does, so a slip of one would hurt another. */
const AT_ONCE = 20;
const settings = { numRuns: Math.ceil(RUNS / AT_ONCE) };
const PROJECT = 'salon' as ProjectId;
const BOT = 'salon-bot';
const KEY = { PLATFORM_KEY: 'k'.repeat(44) };
const TOKEN = mintWebhookToken(KEY, { projectId: PROJECT, purpose: 'sendpulse', rotation: 1 });
const OWN = 'a-business-brought-this-secret';

let dynoxide: Dynoxide;
let dynamodb: Faults;
let sqs: AwsJson;
let secrets: AwsJson;
let inbound: ApiHandler;
const uncaught: unknown[] = [];
const note = (fault: unknown): number => uncaught.push(fault);

beforeAll(async () => {
  dynoxide = await startTable();
  dynamodb = await startFaults(dynoxide.endpoint, { seed: 1 });
  secrets = await startPlatformSecret({
    ...KEY,
    SENDPULSE_WEBHOOK_SECRET: OWN,
    SENDPULSE_PROJECT_ID: PROJECT,
  });
  sqs = await startAwsJson();
  sqs.answer('SendMessage', ({ MessageBody }) => ({
    body: {
      MessageId: 'sent',
      MD5OfMessageBody: createHash('md5').update(String(MessageBody)).digest('hex'),
    },
  }));
  const { createProject } = await import('../../shared/projects/index.ts');
  const config = { name: 'Salon', time_zone: 'Europe/Kyiv', sendpulse_bot_id: BOT };
  await createProject({
    projectId: PROJECT,
    owner: 'owner' as UserId,
    config: projectConfig.parse(config),
    actor: 'test',
  });
  // What follows is counted: the webhook's own client looks at the environment as it loads.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    TURN_QUEUE_URL: `${sqs.endpoint}/000000000000/turn`,
  });
  inbound = await loadBundle('inbound-sendpulse');
  // The bundle tells of every foreign event; nobody reads thousands of such lines.
  vi.spyOn(console, 'log').mockReturnValue(undefined);
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  vi.restoreAllMocks();
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  await Promise.all([dynamodb.close(), sqs.close(), secrets.close()]);
  await dynoxide.close();
});

interface Sent {
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
}

async function post(event: object): Promise<number> {
  const whole = { headers: {}, isBase64Encoded: false, ...event };
  const answer = await inbound(whole as never, {} as never);
  // Also what is refused is answered in JSON.
  expect(JSON.parse(answer.body ?? '')).toBeTypeOf('object');
  return answer.statusCode ?? 0;
}
const genuine = ({ body, isBase64Encoded }: Sent) =>
  post({ body, isBase64Encoded, queryStringParameters: { token: TOKEN } });

/** AWS calls so far. */
async function calls(): Promise<number> {
  const { PutItem = 0, GetItem = 0, UpdateItem = 0, Query = 0 } = await dynamodb.counts();
  return PutItem + GetItem + UpdateItem + Query + sqs.calls.length;
}

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom<unknown>(
    ...[
      null,
      '',
      ' ',
      0,
      -1,
      2 ** 53 + 2,
      1e308,
      -0,
      true,
      [],
      {},
      [[]],
      '\u0000',
      '\ud800',
      '\u202e',
    ],
    ...['x'.repeat(5_000), '😀'.repeat(2_100), '__proto__', 'constructor', '../../etc/passwd'],
    ...['9007199254740993', '{"a":1}', "'; DROP TABLE", '#', 'salon#MESSAGE#1', { toString: 1 }],
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const honest = fc
  .record({
    contactId: fc.constantFrom('a', 'b', 'c'),
    text: fc.string({ unit: 'grapheme', maxLength: 60 }),
    messageId: fc.nat(50),
    botId: fc.constantFrom(BOT, BOT, BOT, 'foreign-bot'),
    service: fc.constantFrom('telegram', 'instagram', 'whatsapp', 'Viber', 'x'),
    title: fc.constantFrom(
      'incoming_message',
      'incoming_message',
      'outgoing_message',
      'new_subscriber',
    ),
    echo: fc.nat(9).map((roll) => roll === 0),
    comment: fc.nat(9).map((roll) => roll === 0),
  })
  .map((fields) => incomingEvent(fields));

/** Where events have something, or might have. */
const PATHS = [
  'title|service|date|bot|contact|info|bot.id|contact.id|contact.name|contact.username',
  'contact.last_message|contact.variables|contact.channel_data|info.message|info.message.id',
  'info.message.channel_data|info.message.channel_data.message_id|info.message.channel_data.message',
  'info.message.channel_data.message.text|info.message.channel_data.message.mid|__proto__',
  'info.message.channel_data.message.attachments|info.message.channel_data.message.photo',
  'info.message.channel_data.message.text.body|constructor.prototype|info.__proto__.polluted',
].flatMap((line) => line.split('|'));

/** An event of SendPulse with strange things in some of its places. */
const event = fc
  .tuple(honest, fc.array(fc.tuple(fc.constantFrom(...PATHS), strange), { maxLength: 2 }))
  .map(([whole, changes]) => {
    const changed = structuredClone(whole);
    for (const [path, value] of changes) {
      put(changed, path.split('.'), structuredClone(value));
    }
    return changed;
  });

function put(
  target: Record<string, unknown>,
  [name = '', ...rest]: string[],
  value: unknown,
): void {
  // Defined, not assigned: `__proto__` is to be a property, as JSON.parse makes it.
  const define = (inner: unknown) =>
    Object.defineProperty(target, name, {
      ...{ value: inner, enumerable: true, configurable: true, writable: true },
    });
  if (rest.length === 0) define(value);
  else {
    const inner = Object.hasOwn(target, name) ? target[name] : undefined;
    const next = typeof inner === 'object' && inner !== null ? inner : {};
    define(next);
    put(next as Record<string, unknown>, rest, value);
  }
}

/** Bodies as text: arrays and bare events, broken JSON, huge numbers, other encodings. */
const sent: fc.Arbitrary<Sent> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.array(event, { maxLength: 4 }).map((all) => JSON.stringify(all)) },
      { weight: 2, arbitrary: event.map((one) => JSON.stringify(one)) },
      { weight: 2, arbitrary: fc.json() },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((deep) => '['.repeat(deep)) },
      {
        weight: 1,
        arbitrary: fc
          .integer({ min: 1, max: 5_000 })
          .map((deep) => '['.repeat(deep) + ']'.repeat(deep)),
      },
    ),
    fc.constantFrom(
      ...['as it is', 'as it is', 'as it is', 'as it is', 'as it is', 'cut'],
      ...['huge number', 'twice', 'bom', 'none'],
    ) as fc.Arbitrary<'as it is' | 'cut' | 'huge number' | 'twice' | 'bom' | 'none'>,
    fc.nat(),
    fc.constantFrom('plain', 'plain', 'base64', 'flag only', 'bad bytes'),
  )
  .map(([text, change, place, encoding]): Sent => {
    const at = place % (text.length + 1);
    const body = {
      'as it is': text,
      cut: text.slice(0, at),
      'huge number': text.replace(/\d+/, `${place}9007199254740993${'0'.repeat(place % 400)}`),
      twice: text + text,
      bom: `\ufeff${text}`,
      none: undefined,
    }[change];
    if (body === undefined || encoding === 'plain') return { body, isBase64Encoded: false };
    if (encoding === 'flag only') return { body, isBase64Encoded: true };
    const bytes = Buffer.from(body);
    if (encoding === 'bad bytes' && bytes.length > 0) bytes[place % bytes.length] = 0xff;
    return { body: bytes.toString('base64'), isBase64Encoded: true };
  });

const forged = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.base64String({ maxLength: 120 }),
  fc.constantFrom('', ' ', 'null', 'undefined', OWN.slice(1), `${OWN} `, `${TOKEN}=`, ` ${TOKEN}`),
  // Another project, purpose, rotation or key, well made.
  fc
    .tuple(
      fc.constantFrom('salon2', 'other', 'salo'),
      fc.constantFrom('sendpulse', 'telegram'),
      fc.nat(3),
    )
    .map(([projectId, purpose, rotation]) =>
      mintWebhookToken(
        { PLATFORM_KEY: 'x'.repeat(44) },
        { projectId: projectId as ProjectId, purpose, rotation },
      ),
    ),
  fc.constant(mintWebhookToken(KEY, { projectId: PROJECT, purpose: 'telegram', rotation: 1 })),
  // The genuine one with bytes changed, cut, doubled.
  fc
    .tuple(fc.nat(Buffer.from(TOKEN, 'base64url').length - 1), fc.integer({ min: 1, max: 255 }))
    .map(([place, change]) => {
      const bytes = Buffer.from(TOKEN, 'base64url');
      bytes[place] = (bytes[place] ?? 0) ^ change;
      return bytes.toString('base64url');
    }),
  fc.nat(TOKEN.length - 1).map((length) => TOKEN.slice(0, length)),
  fc.constant(TOKEN + TOKEN),
);

/** A call that carries a secret in one of the places, or several. */
const carrying = fc
  .tuple(
    forged,
    fc.constantFrom('query', 'header', 'both', 'neither'),
    fc.constantFrom('x-webhook-secret', 'X-WEBHOOK-SECRET'),
  )
  .map(([token, place, name]) => ({
    ...(place === 'query' || place === 'both' ? { queryStringParameters: { token } } : {}),
    headers: place === 'header' || place === 'both' ? { [name]: token } : {},
  }));

describe('a call without a genuine secret', () => {
  test('is refused, whatever it carries, and costs nothing', async () => {
    const before = await calls();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(carrying, sent), { minLength: AT_ONCE, maxLength: AT_ONCE }),
        async (many) => {
          const statuses = await Promise.all(
            many.map(([call, body]) => post({ ...body, ...call })),
          );
          expect(statuses).toEqual(statuses.map(() => 401));
        },
      ),
      settings,
    );
    expect(await calls()).toBe(before);
    expect(uncaught).toEqual([]);
  }, 120_000);

  test('is refused for every single bit of the token that is wrong', async () => {
    const before = await calls();
    const body = JSON.stringify([incomingEvent({ contactId: 'a', text: 'hello', botId: BOT })]);
    const asBytes = Buffer.from(TOKEN, 'base64url');
    const asText = Buffer.from(TOKEN, 'latin1');
    const wrong: string[] = [];
    for (const [bytes, encoding] of [
      [asBytes, 'base64url'],
      [asText, 'latin1'],
    ] as const) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        wrong.push(flipped.toString(encoding));
      }
    }
    for (const token of wrong) {
      expect(await post({ body, queryStringParameters: { token } }), token).toBe(401);
    }
    expect(wrong.length).toBeGreaterThan(800);
    expect(await calls()).toBe(before);
  }, 60_000);
});

describe('a call with the genuine secret', () => {
  test('is taken or refused with reason, and only messages leave something', async () => {
    expect(await genuine({ body: '[]', isBase64Encoded: false })).toBe(200);
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (many) => {
        const statuses = await Promise.all(many.map(genuine));
        for (const [index, status] of statuses.entries()) {
          const { body, isBase64Encoded } = many[index] ?? { isBase64Encoded: false };
          const text = textOf(body, isBase64Encoded);
          // Absurd nesting may be refused, or read.
          if (text.includes('['.repeat(500)) && status === 400) continue;
          expect(status, text).toBe(isJson(text) ? 200 : 400);
        }
      }),
      settings,
    );
    expect(uncaught).toEqual([]);
    // Every timer is this project's, and every message that was stored has one.
    const timers = sqs.calls.map(({ body }) => JSON.parse(String(body.MessageBody)));
    expect(timers.filter(({ projectId }) => projectId !== PROJECT)).toEqual([]);
    const { stored, others } = await storedMessages();
    expect(others).toEqual([]);
    const timed = new Set(timers.map(({ messageId }) => messageId));
    expect(stored.filter(({ messageId }) => !timed.has(messageId))).toEqual([]);
    // The generator is no good if next to nothing of it is taken in.
    expect(timers.length).toBeGreaterThan(RUNS / 20);
    expect(stored.length).toBeGreaterThan(50);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 300_000);
});

/** Bad UTF-8 is read as U+FFFD. */
function textOf(body: string | undefined, isBase64Encoded: boolean): string {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString('utf8');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function storedMessages() {
  const { DynamoDBClient, ScanCommand } = await import('@aws-sdk/client-dynamodb');
  const { unmarshall } = await import('@aws-sdk/util-dynamodb');
  const client = new DynamoDBClient({
    endpoint: dynoxide.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const all: Record<string, unknown>[] = [];
  let after: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: dynoxide.tableName, ExclusiveStartKey: after }),
    );
    all.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    after = page.LastEvaluatedKey as typeof after;
  } while (after);
  client.destroy();
  return {
    stored: all.filter(({ entity }) => entity === 'Message'),
    others: all.filter(({ projectId }) => projectId !== PROJECT),
  };
}
