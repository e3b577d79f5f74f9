import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/api/stats.lambda.ts';
import { book, cancel } from '../../../shared/bookings/index.ts';
import {
  type QueueDocument,
  queueDocument,
  type StatsDocument,
  statsDocument,
} from '../../../shared/contracts/stats.ts';
import { parkAll } from '../../../shared/parked/index.ts';
import { now } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ClientId, ProjectId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import type { AwsJson } from '../../steps/aws-json.ts';
import { putProject } from '../../steps/bookings.ts';
import { dialogue, startQueues } from '../../steps/dialogue.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';
import { ANNA, everyDay, HAIRCUT, salon } from '../../steps/salon.ts';

let dynoxide: Dynoxide;
let sqs: AwsJson;
let project: Project;
let neighbour: Project;
let made = 0;
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  [dynoxide, sqs] = await Promise.all([startTable(), startQueues()]);
});
afterAll(() => Promise.all([dynoxide.close(), sqs.close()]));
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T08:00:00.000Z') });
  made += 1;
  const workHours = everyDay('00:00', '24:00');
  project = salon({ projectId: `stats_${made}` as ProjectId, workHours });
  neighbour = salon({ projectId: `neighbour_${made}` as ProjectId, workHours });
  for (const one of [project, neighbour]) {
    await putProject(dynoxide.endpoint, dynoxide.tableName, one, `owner of ${one.projectId}`);
  }
});
afterEach(() => vi.useRealTimers());

async function ask<Body>(what: 'stats' | 'queue', of = project, user = `owner of ${of.projectId}`) {
  const route = `GET /projects/{project_id}/${what}`;
  const path = { project_id: of.projectId };
  const { status, json } = await call(handler, { route, path, user });
  return { status, body: json as Body };
}
const queue = async () => {
  const { status, body } = await ask<QueueDocument>('queue');
  expect(status).toBe(200);
  return queueDocument.parse(body);
};
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

async function bookAt(hour: number, of = project) {
  const booked = await book({
    project: of,
    ...{ serviceId: HAIRCUT, specialistId: ANNA },
    startsAt: `2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`,
    client: { clientId: 'client-1' as ClientId, name: 'Оля' },
    actor: { kind: 'member', id: 'owner' },
    idempotencyKey: `${of.projectId} ${hour}`,
    now: now(),
  });
  if (isRefusal(booked)) throw new Error(booked.message);
  return booked.booking;
}
const parkOne = (projectId: string) =>
  parkAll(
    [
      {
        messageId: `m-${projectId}-${Math.random()}`,
        body: JSON.stringify({ projectId, attempt: 0 }),
        attributes: { SentTimestamp: String(Date.now()) },
        eventSourceARN: 'arn:turn',
      } as never,
    ],
    { 'arn:turn': 'turn' },
  );

describe('the totals of a project', () => {
  it('are nothing while there is nothing', async () => {
    const { status, body } = await ask<StatsDocument>('stats');
    expect([status, body]).toEqual([
      200,
      {
        ...{ total_messages: 0, active_bookings: 0, engaged_clients: 0 },
        queue: { waiting: 0, oldest_seconds: 0, parked: 0 },
        archive: { archived: 0 },
      },
    ]);
  });

  it('count this project’s messages, clients, bookings and given-up work, and nobody else’s', async () => {
    for (const of of [project, neighbour, neighbour]) {
      const client = dialogue(of.projectId, `client ${Math.random()}`);
      await client.writes('one');
      await client.writes('two');
      await client.answered('answer');
      await client.writes('three', 30);
      await parkOne(of.projectId);
    }
    await bookAt(10);
    await bookAt(10, neighbour);
    const over = await bookAt(12);
    await cancel({
      ...{ project, bookingId: over.bookingId, now: now() },
      actor: { kind: 'member', id: 'owner' },
    });
    const { body } = await ask<StatsDocument>('stats');
    expect(statsDocument.parse(body)).toEqual({
      ...{ total_messages: 3, active_bookings: 1, engaged_clients: 1 },
      queue: { waiting: 1, oldest_seconds: 30, parked: 1 },
      archive: { archived: 0 },
    });
    // A booking that is over is not active any more, and the look is a minute old at most.
    later(3 * 3_600);
    expect((await ask<StatsDocument>('stats')).body).toMatchObject({
      active_bookings: 0,
      total_messages: 2,
    });
  });

  it('are looked at once a minute, however many ask', async () => {
    const client = dialogue(project.projectId, 'client');
    expect((await ask<StatsDocument>('stats')).body.total_messages).toBe(0);
    await client.writes('one');
    later(59);
    expect((await ask<StatsDocument>('stats')).body.total_messages).toBe(0);
    later(2);
    expect((await ask<StatsDocument>('stats')).body.total_messages).toBe(1);
  });
});

describe('the queue of a project', () => {
  it('is every message without an answer, and the age of the oldest', async () => {
    const [olena, emma] = ['olena', 'emma'].map((id) => dialogue(project.projectId, id));
    await olena?.writes('one', 100);
    await emma?.writes('two', 40);
    await emma?.writes('three', 20);
    expect(await queue()).toEqual({ waiting: 3, oldest_seconds: 100, parked: 0, complete: true });
    await olena?.answered('answer');
    later(6);
    expect(await queue()).toMatchObject({ waiting: 2, oldest_seconds: 46 });
    await emma?.answered('answer');
    later(6);
    expect(await queue()).toMatchObject({ waiting: 0, oldest_seconds: 0 });
  });

  it('knows a late, older message for what it is', async () => {
    const client = dialogue(project.projectId, 'late');
    await client.writes('newer');
    await client.answered('answer');
    await client.writes('older, and late', 300);
    expect(await queue()).toMatchObject({ waiting: 1, oldest_seconds: 300 });
  });

  it('says when there was more than it looked at', async () => {
    for (let client = 0; client < 101; client += 1) {
      await dialogue(project.projectId, `client ${client}`).writes('hello', client);
    }
    expect(await queue()).toEqual({
      ...{ waiting: 100, oldest_seconds: 99, parked: 0, complete: false },
    });
  });

  it('is closed to strangers as if the project did not exist', async () => {
    for (const what of ['stats', 'queue'] as const) {
      expect((await ask(what, project, `owner of ${neighbour.projectId}`)).status).toBe(404);
      expect((await ask(what, { ...project, projectId: 'nowhere' as ProjectId })).status).toBe(404);
    }
  });
});
