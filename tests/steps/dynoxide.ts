import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { CreateTableCommand, DynamoDBClient, type Projection } from '@aws-sdk/client-dynamodb';
import { INDEXES, type Index } from '../../shared/platform/table/indexes.ts';

/**
 * A real DynamoDB (dynoxide, in memory) for one test file. In a test:
 *
 * ```ts
 * let dynoxide: Dynoxide;
 * beforeAll(async () => { dynoxide = await startTable(); });   // starts, creates the table, sets process.env
 * afterAll(() => dynoxide.close());
 * ```
 *
 * The SDK reads its environment when the first command is sent, not when a client is built, so product modules may be
 * imported statically: what counts is that `startTable` ran before the first call. A client keeps the endpoint of its
 * first call, so one test file speaks to one endpoint (vitest gives every file modules of its own).
 */
export interface Dynoxide {
  readonly endpoint: string;
  readonly tableName: string;
  readonly close: () => Promise<void>;
}

const TABLE_NAME = 'frontdesk-test';

/** Starts dynoxide in memory on a free port; `close` ends it. The table is not there yet: see {@link createTable}. */
export async function startDynoxide(): Promise<Pick<Dynoxide, 'endpoint' | 'close'>> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(binary(), ['serve', '--port', String(port)], { stdio: 'ignore' });
    const endNow = () => child.kill('SIGKILL');
    process.once('exit', endNow);
    const endpoint = `http://127.0.0.1:${port}`;
    if (await answers(endpoint, child)) {
      return {
        endpoint,
        close: async () => {
          process.removeListener('exit', endNow);
          if (child.exitCode !== null) return;
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGKILL');
          await ended;
        },
      };
    }
    endNow();
    process.removeListener('exit', endNow);
    // Another process may have taken the port between our look and dynoxide's start.
    if (attempt === 3) {
      throw new Error(
        'dynoxide does not start: is @dynoxide/<os>-<arch> installed or dynoxide on PATH?',
      );
    }
  }
}

/**
 * Creates the table as infra does, from the same list of indexes; but without the stream, which nobody follows here and
 * the emulator keeps ever more slowly.
 */
export async function createTable(endpoint: string, tableName = TABLE_NAME): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const schema = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const indexes = Object.entries(INDEXES).map(([IndexName, index]) => ({
    IndexName,
    KeySchema: schema(index.partition, index.sort),
    Projection: projectionOf(index),
  }));
  const names = ['pk', 'sk', ...Object.values(INDEXES).flatMap((one) => [one.partition, one.sort])];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...new Set(names)].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: schema('pk', 'sk'),
      GlobalSecondaryIndexes: indexes,
    }),
  );
  client.destroy();
}

function projectionOf({ include }: Index): Projection {
  if (include === undefined) return { ProjectionType: 'ALL' };
  if (include.length === 0) return { ProjectionType: 'KEYS_ONLY' };
  return { ProjectionType: 'INCLUDE', NonKeyAttributes: [...include] };
}

/** Points this process's product modules at a table: call it before their first AWS call. */
export function useTable(endpoint: string, tableName = TABLE_NAME): void {
  Object.assign(process.env, {
    TABLE_NAME: tableName,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
}

/** {@link startDynoxide}, {@link createTable} and {@link useTable} in one: what most tests want. */
export async function startTable(): Promise<Dynoxide> {
  const dynoxide = await startDynoxide();
  await createTable(dynoxide.endpoint);
  useTable(dynoxide.endpoint);
  return { ...dynoxide, tableName: TABLE_NAME };
}

function binary(): string {
  const installed = new URL(
    `../../node_modules/@dynoxide/${platform()}-${arch()}/dynoxide`,
    import.meta.url,
  ).pathname;
  return existsSync(installed) ? installed : 'dynoxide';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  let gone = false;
  child.once('error', () => {
    gone = true;
  });
  const giveUp = Date.now() + 10_000;
  while (!gone && child.exitCode === null && Date.now() < giveUp) {
    const reached = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (reached) return child.exitCode === null;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
