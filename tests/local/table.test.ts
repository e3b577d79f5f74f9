import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DataTables, openTables } from '../../infra/local/table/data-tables.ts';
import { DynamoDbClient } from '../../infra/local/table/dynamodb-client.ts';
import { type DynamoDb, startDynamoDb } from '../../infra/local/table/dynoxide.ts';
import { VirtualClock } from '../../infra/local/time/virtual-clock.ts';

const API = 'DynamoDB_20120810';
const STREAM = 'arn:aws:dynamodb:eu-central-1:000000000000:table/things/stream/local';
const HOUR = 3600;
/** Whole seconds, and real time held still. */
const NOW = 1_900_000_000;

let folder: string;
let dynamodb: DynamoDb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-'));
  dynamodb = await startDynamoDb(folder, process.env);
});
afterAll(async () => {
  await dynamodb.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the stream of the emulator', () => {
  it('is read and written by an index, however long it is', () => {
    const database = new DatabaseSync(join(folder, 'dynamodb.sqlite'), { readOnly: true });
    const plan = (sql: string): string =>
      JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const number = 'CAST(sequence_number AS INTEGER)';
    const newest = `SELECT MAX(${number}) FROM _stream_records WHERE table_name = 'things'`;
    const next = `SELECT * FROM _stream_records WHERE table_name = 'things' AND shard_id = 's' AND ${number} > 5 ORDER BY ${number}`;
    expect(plan(newest)).toContain('frontdesk_stream');
    expect(plan(next)).toContain('frontdesk_stream');
    database.close();
  });
});

describe('what TTL says is over', () => {
  let tables: DataTables;
  let clock: VirtualClock;
  let scans = 0;
  let tableNumber = 0;
  const [{ call }, restore] = [DynamoDbClient.prototype, DynamoDbClient.prototype.call];
  beforeEach(async () => {
    tableNumber += 1;
    after = undefined;
    scans = 0;
    DynamoDbClient.prototype.call = function <Output>(
      this: DynamoDbClient,
      ...args: [string, unknown]
    ) {
      if (args[0].endsWith('.Scan')) scans += 1;
      return call.apply(this, args) as Promise<Output>;
    };
    clock = new VirtualClock(0, () => NOW * 1000);
    tables = await opened();
  });
  afterEach(() => {
    tables.close();
    DynamoDbClient.prototype.call = restore;
  });

  const name = () => `things-${tableNumber}`;
  const opened = () => {
    const attributes = [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ];
    const create = {
      TableName: name(),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    };
    const definition = { name: name(), arn: 'arn', streamArn: STREAM, ttlAttribute: 'ttl', create };
    const around = { region: 'eu-central-1', clock, dataDir: undefined };
    return openTables(dynamodb, [definition], around);
  };
  const stream = () => tables.streams.get(STREAM)?.stream;
  /** As the front does it: the write, then the word of it. */
  const put = async (sk: string, rest: object = {}) => {
    const Item = { pk: { S: 'p' }, sk: { S: sk }, ...rest };
    await tables.client.call(`${API}.PutItem`, { TableName: name(), Item });
    stream()?.wrote();
  };
  const dies = (seconds: number) => ({ ttl: { N: String(NOW + seconds) } });
  let after: string | undefined;
  /** As the mapping does it: from where it was, until nothing is left. */
  const follow = async () => {
    for (;;) {
      const records = (await stream()?.read(after, 1000)) ?? [];
      if (records.length === 0) return;
      after = records.at(-1)?.dynamodb.SequenceNumber;
    }
  };
  const left = async () => {
    const { Items } = await tables.client.call<{ Items: { sk: { S: string } }[] }>(`${API}.Query`, {
      TableName: name(),
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
    });
    return Items.map(({ sk }) => sk.S);
  };
  const later = (seconds: number) => {
    clock.advance(seconds * 1000);
    return tables.sweep(false);
  };

  it('goes without a look through the table, once the stream has told of it', async () => {
    await put('mortal', dies(HOUR));
    await put('longer', dies(3 * HOUR));
    await put('immortal');
    await follow();
    expect(await later(2 * HOUR)).toBe(1);
    expect(await left()).toEqual(['immortal', 'longer']);
    expect(await later(2 * HOUR)).toBe(1);
    expect(await left()).toEqual(['immortal']);
    expect(await later(2 * HOUR)).toBe(0);
    expect(scans).toBe(0);
  });

  it('goes as well while the stream is behind', async () => {
    await put('told', dies(HOUR));
    await follow();
    await put('not yet told', dies(HOUR));
    expect(await later(2 * HOUR)).toBe(2);
    expect(await left()).toEqual([]);
    expect(scans).toBe(1);
  });

  it('stays when its time was put off or taken away', async () => {
    for (const sk of ['put off', 'kept', 'gone']) await put(sk, dies(HOUR));
    await follow();
    await put('put off', dies(5 * HOUR));
    await put('kept');
    const Key = { pk: { S: 'p' }, sk: { S: 'gone' } };
    await tables.client.call(`${API}.DeleteItem`, { TableName: name(), Key });
    stream()?.wrote();
    await follow();
    expect(await later(2 * HOUR)).toBe(0);
    expect(await left()).toEqual(['kept', 'put off']);
    expect(await later(4 * HOUR)).toBe(1);
    expect(await left()).toEqual(['kept']);
  });

  it('goes when it was there before the cloud was', async () => {
    await put('old', dies(HOUR));
    await follow();
    tables.close();
    tables = await opened();
    await follow();
    expect(await later(2 * HOUR)).toBe(1);
    await put('new', dies(3 * HOUR));
    await follow();
    scans = 0;
    expect(await later(2 * HOUR)).toBe(1);
    expect(scans).toBe(0);
  });

  it('is no number that is written as text', async () => {
    await put('text', { ttl: { S: String(NOW) } });
    await follow();
    expect(await later(2 * HOUR)).toBe(0);
    expect(await left()).toEqual(['text']);
  });
});
