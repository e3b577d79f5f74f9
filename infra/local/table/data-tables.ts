import type { TableDefinition } from '../cloud-definition.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { DynamoDbClient } from './dynamodb-client.ts';
import type { DynamoDb } from './dynoxide.ts';
import { Expiry } from './expiry.ts';
import { TableStream } from './stream.ts';
import { createTable } from './table.ts';

/** The tables of the template, there and ready. */
export interface DataTables {
  readonly client: DynamoDbClient;
  /** By the ARN the template knows it by. */
  readonly streams: ReadonlyMap<string, { readonly stream: TableStream; readonly isNew: boolean }>;
  /** Deletes what TTL says is over; asked after every move of the clock. */
  sweep(force: boolean): Promise<number>;
  close(): void;
}

/** Creates what is missing and opens the streams. */
export async function openTables(
  dynamodb: DynamoDb,
  definitions: readonly TableDefinition[],
  surroundings: { region: string; clock: VirtualClock; dataDir: string | undefined },
): Promise<DataTables> {
  const client = new DynamoDbClient(dynamodb.endpoint);
  const streams = new Map<string, { stream: TableStream; isNew: boolean }>();
  const expiries: Expiry[] = [];
  for (const definition of definitions) {
    const { isNew, streamArn } = await createTable(client, definition);
    const { ttlAttribute, name } = definition;
    let stream: TableStream | undefined;
    if (streamArn) {
      stream = new TableStream({
        client,
        emulatorArn: streamArn,
        arn: definition.streamArn,
        ttlAttribute,
        ...surroundings,
      });
      streams.set(definition.streamArn, { stream, isNew });
    }
    if (ttlAttribute) {
      const keySchema = definition.create.KeySchema as { AttributeName: string }[];
      const keyNames = keySchema.map(({ AttributeName }) => AttributeName);
      const table = { name, ttlAttribute };
      const { clock } = surroundings;
      expiries.push(new Expiry({ client, table, keyNames, stream, clock, isNew }));
    }
  }
  return {
    client,
    streams,
    sweep: async (force) => {
      let removed = 0;
      for (const expiry of expiries) if (force || expiry.isDue()) removed += await expiry.sweep();
      return removed;
    },
    close: () => {
      for (const { stream } of streams.values()) stream.close();
      client.close();
    },
  };
}
