import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type BotRole,
  botUpdateSchema,
  type KnownBotEvent,
  receiveUpdate,
  takeUpdate,
  type UpdateCall,
  webhookPurpose,
} from '../../../shared/bots/index.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { mintWebhookToken } from '../../../shared/platform/secrets/webhook-token.ts';
import { parseUpdate } from '../../../shared/providers/telegram/index.ts';
import { ADA, OTHER, PROJECT, type Stage, secret, startStage } from './stage.ts';

const NOW = '2026-11-21T10:00:00.000Z';
let stage: Stage;
let handled: [KnownBotEvent, ProjectId][] = [];
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.reset();
  handled = [];
});

const mint = (projectId = PROJECT, role: BotRole = 'reception', rotation = 1) =>
  mintWebhookToken(secret, { projectId, purpose: webhookPurpose(role), rotation });
const said = (text: string, more: object = {}) => ({
  update_id: 77,
  message: {
    message_id: 5,
    date: 1,
    text,
    from: { id: ADA, is_bot: false, first_name: 'Ada' },
    chat: { id: ADA, type: 'private' },
    ...more,
  },
});
const receive = (body: unknown, over: Partial<UpdateCall> = {}) =>
  receiveUpdate({
    secret,
    role: 'reception',
    token: mint(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    parse: parseUpdate,
    handle: async (...one) => void handled.push(one),
    updateQueueUrl: stage.queueUrl,
    now: NOW,
    ...over,
  });
const fails = async () => {
  throw new Error('the table is down');
};

describe('an update with a genuine secret', () => {
  it('is handled for the project its secret names', async () => {
    expect(await receive(said('/help'))).toEqual({ status: 200, body: { ok: true } });
    expect(await receive(said('/help'), { token: mint(OTHER) })).toMatchObject({ status: 200 });
    expect(handled.map(([event, projectId]) => [event.kind, projectId])).toEqual([
      ['command', PROJECT],
      ['command', OTHER],
    ]);
    expect(stage.queued()).toEqual([]);
  });
  it('is read when API Gateway hands it over as base64', async () => {
    const body = Buffer.from(JSON.stringify(said('Привіт'))).toString('base64');
    await receive(body, { isBase64Encoded: true });
    expect(handled).toMatchObject([[{ kind: 'text', text: 'Привіт' }, PROJECT]]);
  });
  it('costs no read of the table once its project is known', async () => {
    await receive(said('warm'));
    stage.calls.length = 0;
    await receive(said('x'));
    expect(stage.calls).toEqual([]);
  });
  it.each([
    ['an unknown kind', { update_id: 1, business_message: {} }],
    ['a group', said('x', { chat: { id: -100, type: 'supergroup' } })],
    ['a photo', said('x', { text: undefined })],
  ])('of %s is ignored', async (_, update) => {
    expect(await receive(update)).toMatchObject({ status: 200 });
    expect(handled).toEqual([]);
    expect(stage.queued()).toEqual([]);
  });
});

describe('a call without a genuine secret', () => {
  const forged = (bytes: Buffer) => {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return bytes.toString('base64url');
  };
  it.each([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['a guess', () => 'guess'],
    ['one altered', () => forged(Buffer.from(mint(), 'base64url'))],
    ['one of another role', () => mint(PROJECT, 'specialist')],
    [
      'one for another purpose',
      () => mintWebhookToken(secret, { projectId: PROJECT, purpose: 'sendpulse', rotation: 1 }),
    ],
    [
      'one made with another key',
      () =>
        mintWebhookToken(
          { PLATFORM_KEY: 'x'.repeat(44) },
          { projectId: PROJECT, purpose: webhookPurpose('reception'), rotation: 1 },
        ),
    ],
    ['a very long one', () => 'a'.repeat(100_000)],
  ])('(%s) is refused without any AWS call', async (_, token) => {
    const parse = vi.fn(parseUpdate);
    expect(await receive(said('x'), { token: token(), parse })).toMatchObject({ status: 401 });
    expect([stage.calls, handled, stage.queued()]).toEqual([[], [], []]);
    expect(parse).not.toHaveBeenCalled();
  });
  it('of a project that is not there, or of a rotation that is over, is refused', async () => {
    const gone = mint('nowhere' as ProjectId);
    expect(await receive(said('x'), { token: gone })).toMatchObject({ status: 401 });
    const old = mint(PROJECT, 'reception', 0);
    expect(await receive(said('x'), { token: old })).toMatchObject({ status: 401 });
    expect(handled).toEqual([]);
  });
});

describe('an update that cannot be handled', () => {
  it('goes whole onto the queue and is acknowledged, so it holds up nothing', async () => {
    expect(await receive(said('x'), { handle: fails })).toMatchObject({ status: 200 });
    const [body] = stage.queued();
    expect(body).toEqual({ projectId: PROJECT, role: 'reception', update: said('x'), attempt: 0 });
    const update = botUpdateSchema.parse(body);
    const handle = async (...one: [KnownBotEvent, ProjectId]) => void handled.push(one);
    await takeUpdate(update, { parse: parseUpdate, handle, now: NOW });
    expect(handled).toMatchObject([[{ kind: 'text', updateId: 77 }, PROJECT]]);
  });
  it('waits on the queue for as long as the fault says', async () => {
    const handle = async () => {
      throw new PassingFault('429', { retryAfterSeconds: 40 });
    };
    await receive(said('x'), { handle });
    expect(stage.queue.inspectQueue('bot-update')?.messages.delayed).toHaveLength(1);
  });
  it.each(['{', '', 'null', '"text"', '7', '\ud800'])(
    'because it is %j, is parked whole and acknowledged',
    async (raw) => {
      expect(await receive(raw)).toMatchObject({ status: 200 });
      const [body] = stage.queued();
      const update = botUpdateSchema.parse(body);
      expect(update.raw).toBe(raw.toWellFormed());
      const again = takeUpdate(update, { parse: parseUpdate, handle: async () => {}, now: NOW });
      await expect(again).rejects.toThrow();
    },
  );
  it.each([[[]], [{}], [{ update_id: 'x' }], [{ update_id: 1, message: 7 }]])(
    'because it is no update (%j), is parked whole and acknowledged',
    async (update) => {
      expect(await receive(update)).toMatchObject({ status: 200 });
      const [body] = stage.queued();
      const kept = botUpdateSchema.parse(body);
      expect(kept.update).toEqual(update);
      const again = takeUpdate(kept, { parse: parseUpdate, handle: async () => {}, now: NOW });
      await expect(again).rejects.toThrow();
      expect(handled).toEqual([]);
    },
  );
  it('is asked for again when it cannot even be kept', async () => {
    const updateQueueUrl = stage.queueUrl.replace('bot-update', 'nowhere');
    const call = receive(said('x'), { handle: fails, updateQueueUrl });
    expect(await call).toMatchObject({ status: 503 });
  });
  it('because it is too large, is refused', async () => {
    expect(await receive(`"${'x'.repeat(256 * 1024)}"`)).toMatchObject({ status: 413 });
    expect(stage.queued()).toEqual([]);
  });
  it('leaves neither its text nor a secret in the log', async () => {
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      written.push(String(line));
      return true;
    });
    const error = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      written.push(String(line));
      return true;
    });
    await receive(said('a very private text'), { handle: fails });
    await receive('{"update_id": "a very private text');
    await receive('{"update_id": very private}');
    await receive({ update_id: 'a very private text', message: { text: 'a very private text' } });
    spy.mockRestore();
    error.mockRestore();
    const log = written.join('');
    expect(log).toContain('An update of a bot waits for another try.');
    expect(log).not.toContain('very priv');
    expect(log).not.toContain(mint());
  });
});
