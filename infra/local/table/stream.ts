import { join } from 'node:path';
import { Journal } from '../journal.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { DynamoDbClient } from './dynamodb-client.ts';

/** A record of a table's stream as Lambda hands it over. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly eventSourceARN: string;
  readonly awsRegion: string;
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
  readonly dynamodb: {
    readonly Keys: object;
    readonly NewImage?: object;
    readonly OldImage?: object;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
    /** Epoch seconds, virtual. */
    readonly ApproximateCreationDateTime: number;
  };
}

type StreamNote =
  | { readonly checkpoint: string; readonly reader: string }
  | { readonly expired: string }
  | { readonly seen: string };

const STREAMS = 'DynamoDBStreams_20120810';
const TTL_IDENTITY = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

/** Reads the emulator's stream of one table, and remembers how far each reader is and which removals TTL made. */
export class TableStream {
  readonly #client: DynamoDbClient;
  readonly #emulatorArn: string;
  readonly #arn: string;
  readonly #region: string;
  readonly #clock: VirtualClock;
  readonly #ttlAttribute: string | undefined;
  readonly #checkpoints = new Map<string, string>();
  readonly #expired = new Set<string>();
  readonly #journal: Journal<StreamNote>;
  /** Where to read on after a sequence number. */
  readonly #iterators = new Map<string, string>();
  #hasOneShard = false;
  #writes = 0;
  #writesSeen = -1;
  /** Hears of every record once it is read; of some more than once. */
  onRecord: (record: StreamRecord) => void = () => {};

  constructor(settings: {
    readonly client: DynamoDbClient;
    readonly emulatorArn: string;
    readonly arn: string;
    readonly region: string;
    readonly clock: VirtualClock;
    readonly ttlAttribute: string | undefined;
    readonly dataDir: string | undefined;
  }) {
    this.#client = settings.client;
    this.#emulatorArn = settings.emulatorArn;
    this.#arn = settings.arn;
    this.#region = settings.region;
    this.#clock = settings.clock;
    this.#ttlAttribute = settings.ttlAttribute;
    const { dataDir } = settings;
    this.#journal = new Journal<StreamNote>(dataDir && join(dataDir, 'stream.log'), {
      apply: (note) => {
        if ('checkpoint' in note) this.#checkpoints.set(note.reader, note.checkpoint);
        else if ('expired' in note) this.#expired.add(note.expired);
        else this.#expired.delete(note.seen);
      },
      snapshot: () => [
        ...[...this.#checkpoints].map(([reader, checkpoint]) => ({ reader, checkpoint })),
        ...[...this.#expired].map((expired) => ({ expired })),
      ],
    });
    this.#journal.open();
  }

  checkpoint(reader: string): string | undefined {
    return this.#checkpoints.get(reader);
  }

  /** Remembers that `reader` has dealt with everything up to and including `sequenceNumber`. */
  advance(reader: string, sequenceNumber: string): void {
    this.#checkpoints.set(reader, sequenceNumber);
    this.#journal.append({ reader, checkpoint: sequenceNumber });
  }

  /** Announces a removal that TTL is about to make. */
  expire(keys: object, ttl: string): void {
    const expired = mark(keys, ttl);
    this.#expired.add(expired);
    this.#journal.append({ expired });
  }

  /** Somebody wrote to the table. */
  wrote(): void {
    this.#writes += 1;
  }

  /** Whether every write that was told has been read. */
  get isCurrent(): boolean {
    return this.#writesSeen === this.#writes;
  }

  /** The first records after a sequence number; after undefined: from the oldest that is kept. */
  async read(after: string | undefined, limit: number): Promise<StreamRecord[]> {
    const writes = this.#writes;
    const records = await this.#next(after, limit);
    for (const record of records) this.onRecord(record);
    if (records.length === 0) this.#writesSeen = writes;
    return records.map((record) => this.#asLambdaSeesIt(record));
  }

  async #next(after: string | undefined, limit: number): Promise<StreamRecord[]> {
    const known = after === undefined ? undefined : this.#iterators.get(after);
    if (known) return this.#records(known, limit);
    const records: StreamRecord[] = [];
    for (const shard of await this.#shards()) {
      if (records.length >= limit) break;
      const iterator = await this.#iterator(shard, after);
      records.push(...(await this.#records(iterator, limit - records.length)));
    }
    return records;
  }

  /** The sequence number of the newest record: where a reader starts that wants only what comes. */
  async latest(): Promise<string | undefined> {
    let last: string | undefined;
    for (;;) {
      const records = await this.read(last, 1000);
      if (records.length === 0) return last;
      last = records.at(-1)?.dynamodb.SequenceNumber;
    }
  }

  close(): void {
    this.#journal.close();
  }

  async #records(iterator: string, limit: number): Promise<StreamRecord[]> {
    const { Records = [], NextShardIterator: next } = await this.#client.call<{
      Records?: StreamRecord[];
      NextShardIterator?: string;
    }>(`${STREAMS}.GetRecords`, { ShardIterator: iterator, Limit: limit });
    const last = Records.at(-1)?.dynamodb.SequenceNumber;
    // With one shard the next read starts where this one ended: one call instead of three.
    if (last !== undefined && next !== undefined && this.#hasOneShard) {
      this.#iterators.clear();
      this.#iterators.set(last, next);
    }
    return Records;
  }

  async #shards(): Promise<string[]> {
    const { StreamDescription } = await this.#client.call<{
      StreamDescription: { Shards: { ShardId: string }[] };
    }>(`${STREAMS}.DescribeStream`, { StreamArn: this.#emulatorArn });
    this.#hasOneShard = StreamDescription.Shards.length === 1;
    return StreamDescription.Shards.map(({ ShardId }) => ShardId);
  }

  async #iterator(ShardId: string, after: string | undefined): Promise<string> {
    const ask = async (position: object): Promise<string> => {
      const { ShardIterator } = await this.#client.call<{ ShardIterator: string }>(
        `${STREAMS}.GetShardIterator`,
        { StreamArn: this.#emulatorArn, ShardId, ...position },
      );
      return ShardIterator;
    };
    const start = { ShardIteratorType: 'TRIM_HORIZON' };
    if (after === undefined) return ask(start);
    try {
      return await ask({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after });
    } catch (fault) {
      // What we read last is no longer kept: everything that is, is news.
      if (fault instanceof Error && fault.name === 'TrimmedDataAccessException') return ask(start);
      throw fault;
    }
  }

  #asLambdaSeesIt(record: StreamRecord): StreamRecord {
    const { dynamodb } = record;
    const expired = mark(dynamodb.Keys, ttlOf(dynamodb.OldImage, this.#ttlAttribute));
    const byTtl = record.eventName === 'REMOVE' && this.#expired.has(expired);
    const created = dynamodb.ApproximateCreationDateTime + this.#clock.offsetMs / 1000;
    return {
      ...record,
      awsRegion: this.#region,
      eventSourceARN: this.#arn,
      ...(byTtl ? { userIdentity: TTL_IDENTITY } : {}),
      dynamodb: { ...dynamodb, ApproximateCreationDateTime: created },
    };
  }
}

/** Names one life of an item: the same key with another expiry is another life. */
function mark(keys: object, ttl: string): string {
  const sorted = Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(sorted)} ${ttl}`;
}

function ttlOf(image: object | undefined, attribute: string | undefined): string {
  const ttl = (image as { [name: string]: { N?: string } } | undefined)?.[attribute ?? ''];
  return ttl?.N ?? '';
}
