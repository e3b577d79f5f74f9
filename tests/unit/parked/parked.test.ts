import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { REPLAY_QUEUES } from '../../../shared/changes/index.ts';
import type { ParkedDocument, ParkedList } from '../../../shared/contracts/parked.ts';
import { parkedDocument, parkedList } from '../../../shared/contracts/parked.ts';
import {
  countParked,
  listParked,
  NOBODY,
  parkAll,
  replayParked,
} from '../../../shared/parked/index.ts';
import { addSeconds, now } from '../../../shared/platform/clock.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { addMember, createProject } from '../../../shared/projects/index.ts';
import type { AwsJson } from '../../steps/aws-json.ts';
import { startQueues } from '../../steps/dialogue.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call, type HttpCall } from '../../steps/http-request.ts';
import { type ApiHandler, loadHandler } from '../../steps/load-handler.ts';

const COLLECTION = '/projects/{project_id}/parked';
const ONE = `${COLLECTION}/{parked_id}`;
const QUEUES = {
  'arn:turn': 'turn',
  'arn:changes': 'changes',
  'arn:skipped': 'skipped-changes',
} as const;

let dynoxide: Dynoxide;
let sqs: AwsJson & { sent(): Record<string, unknown>[] };
let handler: ApiHandler;
let salon: ProjectId;
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  [dynoxide, sqs] = await Promise.all([startTable(), startQueues()]);
  for (const name of REPLAY_QUEUES) {
    process.env[name] =
      `${sqs.endpoint}/000000000000/${name.replace('_QUEUE_URL', '').toLowerCase()}`;
  }
  handler = await loadHandler('api-parked');
  await createProject({
    ...{ projectId: 'clinic' as ProjectId, owner: 'stranger' as UserId },
    ...{ config: {}, actor: 'test' },
  });
});
afterAll(() => Promise.all([dynoxide.close(), sqs.close()]));

let made = 0;
beforeEach(async () => {
  made += 1;
  salon = `salon_${made}` as ProjectId;
  await createProject({ projectId: salon, owner: 'owner' as UserId, config: {}, actor: 'test' });
  await addMember({ projectId: salon, userId: 'operator' as UserId, role: 'operator' });
});

let messages = 0;
function given(body: unknown, arn: keyof typeof QUEUES = 'arn:turn'): SQSRecord {
  messages += 1;
  return {
    messageId: `message-${messages}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { SentTimestamp: String(1_795_240_000_000 + messages * 1_000) },
    eventSourceARN: arn,
  } as unknown as SQSRecord;
}
const turn = (projectId: string, messageId = 'M1') => ({
  ...{ projectId, conversationId: 'C0000000', messageId, attempt: 20 },
});

const ask = async <Body>(route: string, more: Partial<HttpCall> = {}) => {
  const path = { project_id: salon, ...more.path };
  const { status, json, body } = await call(handler, { user: 'owner', ...more, route, path });
  return { status, body: json as Body & { error: { code: string } }, text: body ?? '' };
};
const list = (more: Partial<HttpCall> = {}) => ask<ParkedList>(`GET ${COLLECTION}`, more);
const show = (parked_id: string, more: Partial<HttpCall> = {}) =>
  ask<ParkedDocument>(`GET ${ONE}`, { ...more, path: { parked_id, ...more.path } });
const replay = (parked_id: string, more: Partial<HttpCall> = {}) =>
  ask<ParkedDocument>(`POST ${ONE}/replay`, { ...more, path: { parked_id, ...more.path } });
const idOf = async () => (await list()).body.parked[0]?.parked_id ?? '';

describe('given-up work', () => {
  it('is kept once, however often its queue delivers it', async () => {
    const record = given(turn(salon));
    for (let copy = 0; copy < 3; copy += 1) {
      expect(await parkAll([record], QUEUES)).toEqual({ batchItemFailures: [] });
    }
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(() => parkedList.parse(body)).not.toThrow();
    expect(body.parked).toMatchObject([{ queue: 'turn', status: 'waiting' }]);
    expect(await countParked(salon)).toBe(1);
  });

  it('is listed newest first, page by page, and shown whole', async () => {
    await parkAll(
      [1, 2, 3].map((n) => given(turn(salon, `M${n}`))),
      QUEUES,
    );
    const first = await list({ query: { limit: '2' } });
    const second = await list({ query: { limit: '2', cursor: first.body.cursor ?? '' } });
    const ids = [...first.body.parked, ...second.body.parked].map(({ parked_id }) => parked_id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids).toHaveLength(3);
    const newest = await show(ids[0] ?? '');
    expect(() => parkedDocument.parse(newest.body)).not.toThrow();
    expect(newest.body.body).toEqual(turn(salon, 'M3'));
  });

  it('that cannot be stored stays in its queue, and its neighbours do not', async () => {
    const huge = given({ ...turn(salon), padding: 'x'.repeat(500_000) });
    const unknown = { ...given(turn(salon)), eventSourceARN: 'arn:other' };
    const fine = given(turn(salon));
    const { batchItemFailures } = await parkAll([huge, unknown, fine], QUEUES);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      huge.messageId,
      unknown.messageId,
    ]);
    expect((await list()).body.parked).toHaveLength(1);
  });

  it('goes back onto its queue exactly once, with its requeues forgotten', async () => {
    await parkAll([given(turn(salon))], QUEUES);
    const id = await idOf();
    const before = sqs.sent().length;
    const answers = await Promise.all([replay(id), replay(id), replay(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await replay(id)).body.error.code).toBe('already_replayed');
    expect(sqs.sent().slice(before)).toMatchObject([
      {
        QueueUrl: process.env.TURN_QUEUE_URL,
        MessageGroupId: salon,
        MessageBody: { ...turn(salon), attempt: 0 },
      },
    ]);
    expect((await show(id)).body).toMatchObject({
      status: 'replayed',
      replayed_by: 'member:owner',
    });
    expect(await countParked(salon)).toBe(0);
  });

  it('that was put back stays so when its dead-letter queue delivers it late once more', async () => {
    const record = given(turn(salon));
    await parkAll([record], QUEUES);
    expect((await replay(await idOf())).status).toBe(200);
    await parkAll([record], QUEUES);
    expect((await list()).body.parked).toMatchObject([{ status: 'replayed' }]);
    expect(await countParked(salon)).toBe(0);
  });

  it('whose replay died half-way waits a minute before it can be tried again', async () => {
    await parkAll([given(turn(salon))], QUEUES);
    const wish = { owner: salon, parkedId: await idOf(), actor: 'test', now: now() };
    const dying = { deliver: () => Promise.reject(new Error('the worker dies here')) };
    await expect(replayParked(wish, dying)).rejects.toThrow('dies');
    const working = { deliver: vi.fn(async () => undefined) };
    expect(await replayParked(wish, working)).toMatchObject({ refused: 'replay_running' });
    expect(working.deliver).not.toHaveBeenCalled();
    const later = { ...wish, now: addSeconds(wish.now, 61) };
    expect(await replayParked(later, working)).toMatchObject({ replayedAt: later.now });
    expect(working.deliver).toHaveBeenCalledTimes(1);
  });

  it('of the stream goes to everybody on the list of subscribers again', async () => {
    const image = (status: string) => ({
      ...{ entity: { S: 'Booking' }, projectId: { S: salon }, bookingId: { S: 'B0000000' } },
      ...{ status: { S: status }, version: { N: '1' }, startsAt: { S: addSeconds(now(), 90_000) } },
      createdAt: { S: now() },
      ...{ actor: { M: { kind: { S: 'member' }, id: { S: 'owner' } } }, language: { S: 'uk' } },
    });
    const record = { eventName: 'INSERT', dynamodb: { NewImage: image('PENDING') } };
    await parkAll([given({ reason: 'unreadable', record }, 'arn:changes')], QUEUES);
    const before = sqs.sent().length;
    expect(await replay(await idOf())).toMatchObject({ status: 200, body: { queue: 'changes' } });
    expect(sqs.sent().slice(before)).toContainEqual(
      expect.objectContaining({ QueueUrl: process.env.ARRANGE_QUEUE_URL, MessageGroupId: salon }),
    );
  });

  it('that names no project is nobody’s but the operator’s', async () => {
    await parkAll(
      ['not json', { projectId: 'Not A Project' }, [], null].map((body) => given(body)),
      QUEUES,
    );
    await parkAll([given({ DDBStreamBatchInfo: {} }, 'arn:skipped')], QUEUES);
    expect((await list()).body.parked).toEqual([]);

    const { items } = await listParked({ owner: NOBODY });
    expect(items.length).toBeGreaterThanOrEqual(5);
    const skipped = items.find(({ queue }) => queue === 'skipped-changes');
    const ports = { deliver: vi.fn(async () => undefined) };
    const wish = { owner: NOBODY, actor: 'command', now: now() } as const;
    expect(await replayParked({ ...wish, parkedId: skipped?.parkedId ?? '' }, ports)).toMatchObject(
      { refused: 'not_replayable' },
    );
    expect(ports.deliver).not.toHaveBeenCalled();
  });

  it('of another project is not there', async () => {
    await parkAll([given(turn('clinic', 'CANARY')), given(turn(salon))], QUEUES);
    const foreign = await list({ user: 'stranger', path: { project_id: 'clinic' } });
    const id = foreign.body.parked[0]?.parked_id ?? '';
    expect((await list()).text).not.toContain(id);
    for (const request of [show, replay]) {
      expect(await request(id)).toMatchObject({
        status: 404,
        body: { error: { code: 'parked_not_found' } },
      });
      expect(await request(id, { user: 'stranger' })).toMatchObject({ status: 404 });
    }
    expect((await show('nonsense')).body.error.code).toBe('invalid_input');
    expect((await list({ query: { cursor: 'nonsense' } })).body.error.code).toBe('invalid_input');
  });

  it('is seen by operators and put back by owners only', async () => {
    await parkAll([given(turn(salon))], QUEUES);
    const id = await idOf();
    expect((await show(id, { user: 'operator' })).status).toBe(200);
    expect(await replay(id, { user: 'operator' })).toMatchObject({
      status: 403,
      body: { error: { code: 'owner_required' } },
    });
    expect(await countParked(salon)).toBe(1);
  });
});
