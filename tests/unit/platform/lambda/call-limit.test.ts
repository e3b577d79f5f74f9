import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import { overLimit } from '../../../../shared/platform/lambda/call-limit.ts';
import { httpDoor, publicRoute } from '../../../../shared/platform/lambda/http.ts';
import { type Dynoxide, startTable } from '../../../steps/dynoxide.ts';
import { call } from '../../../steps/http-request.ts';

const START = '2026-11-24T08:00:15.000Z';
const limit = { name: 'test', perMinute: 5 };

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());
beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

const times = async (count: number, who: string, at = START) => {
  const waits = [];
  for (let one = 0; one < count; one += 1) waits.push(await overLimit(limit, who, at));
  return waits;
};

describe('a limit', () => {
  it('lets so many calls of a minute through, and says how long the others wait', async () => {
    expect(await times(7, 'olena@salon.example')).toEqual([
      ...Array(5).fill(undefined),
      ...[45, 45],
    ]);
    expect(await times(1, 'olena@salon.example', addSeconds(START, 45))).toEqual([undefined]);
  });

  it('is each one’s own', async () => {
    await times(6, 'loud');
    expect(await times(1, 'quiet')).toEqual([undefined]);
    expect(await overLimit({ ...limit, name: 'other' }, 'loud', START)).toBeUndefined();
  });

  it('holds when many containers count at the same time', async () => {
    const waits = await Promise.all(
      Array.from({ length: 40 }, () => overLimit(limit, 'burst', START)),
    );
    expect(waits.filter((wait) => wait === undefined)).toHaveLength(5);
  });

  it('keeps nobody’s address, and nothing for long', async () => {
    await times(1, 'someone@salon.example');
    const client = new DynamoDBClient({ endpoint: dynoxide.endpoint });
    const { Items = [] } = await client.send(new ScanCommand({ TableName: dynoxide.tableName }));
    client.destroy();
    const text = JSON.stringify(Items);
    expect(text).not.toContain('example');
    expect(Items.every(({ ttl }) => Number(ttl?.N) < Date.parse(START) / 1_000 + 600)).toBe(true);
  });

  it('does not become an outage when the table cannot be asked', async () => {
    const table = process.env.TABLE_NAME;
    process.env.TABLE_NAME = 'not-there';
    expect(await times(6, 'anybody')).toEqual(Array(6).fill(undefined));
    process.env.TABLE_NAME = table;
  });
});

describe('a door with a limit', () => {
  const handled = vi.fn(async () => ({ done: true }));
  const handler = httpDoor(
    { 'GET /things': publicRoute({ handle: handled }) },
    { limit: async ({ sourceIp }) => (sourceIp === 'unknown' ? 12 : undefined) },
  );

  it('answers 429 with Retry-After and does nothing', async () => {
    const answer = await call(handler, { route: 'GET /things' });
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'retry-after': '12' },
      json: { error: { code: 'too_many_requests', details: { retry_after: 12 } } },
    });
    expect(handled).not.toHaveBeenCalled();
  });

  it('takes a slash at the end of a path for none', async () => {
    const open = httpDoor({ 'GET /things': publicRoute({ handle: handled }) });
    expect((await call(open, { route: 'GET /things/' })).status).toBe(200);
    expect((await call(open, { route: 'GET /' })).status).toBe(404);
  });
});

describe('a limit of hours', () => {
  it('lets so many through until the hour of the clock is over', async () => {
    const hourly = { name: 'hourly', perHour: 2 };
    const waits = [];
    for (const seconds of [0, 61, 120, 2_685]) {
      waits.push(await overLimit(hourly, 'olena', addSeconds(START, seconds)));
    }
    expect(waits).toEqual([undefined, undefined, 3_465, 900]);
    expect(await overLimit(hourly, 'olena', addSeconds(START, 3_585))).toBeUndefined();
  });
});
