import type { VirtualClock } from '../time/virtual-clock.ts';
import type { DynamoDbClient } from './dynamodb-client.ts';
import type { TableStream } from './stream.ts';

/** The service takes days; a sweep an hour is plenty and still shows every mistake of counting on it. */
const SWEEP_EVERY_MS = 3_600_000;

/** Deletes what TTL says is over, by virtual time. */
export class Expiry {
  readonly #client: DynamoDbClient;
  readonly #table: { readonly name: string; readonly ttlAttribute: string };
  readonly #keyNames: readonly string[];
  readonly #stream: TableStream | undefined;
  readonly #clock: VirtualClock;
  #sweptAt: number;

  constructor(settings: {
    readonly client: DynamoDbClient;
    readonly table: { readonly name: string; readonly ttlAttribute: string };
    readonly keyNames: readonly string[];
    readonly stream: TableStream | undefined;
    readonly clock: VirtualClock;
  }) {
    this.#client = settings.client;
    this.#table = settings.table;
    this.#keyNames = settings.keyNames;
    this.#stream = settings.stream;
    this.#clock = settings.clock;
    this.#sweptAt = settings.clock.now();
  }

  /** Whether a sweep is worth its scan. */
  isDue(): boolean {
    return this.#clock.now() - this.#sweptAt >= SWEEP_EVERY_MS;
  }

  /** @returns how many items it removed */
  async sweep(): Promise<number> {
    this.#sweptAt = this.#clock.now();
    const now = Math.floor(this.#clock.now() / 1000);
    const { name: TableName, ttlAttribute } = this.#table;
    const names = Object.fromEntries(this.#keyNames.map((name, at) => [`#k${at}`, name]));
    let removed = 0;
    let ExclusiveStartKey: object | undefined;
    do {
      const page = await this.#client.call<{
        Items: Record<string, { N?: string }>[];
        LastEvaluatedKey?: object;
      }>('DynamoDB_20120810.Scan', {
        TableName,
        FilterExpression: '#t <= :now AND attribute_type(#t, :number)',
        ProjectionExpression: [...Object.keys(names), '#t'].join(', '),
        ExpressionAttributeNames: { ...names, '#t': ttlAttribute },
        ExpressionAttributeValues: { ':now': { N: String(now) }, ':number': { S: 'N' } },
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      });
      for (const item of page.Items) if (await this.#remove(item)) removed += 1;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return removed;
  }

  async #remove(item: Record<string, { N?: string }>): Promise<boolean> {
    const { name: TableName, ttlAttribute } = this.#table;
    const Key = Object.fromEntries(this.#keyNames.map((name) => [name, item[name]]));
    const ttl = item[ttlAttribute]?.N ?? '';
    // Noted first: when the removal shows in the stream it must already be known whose it is.
    this.#stream?.expire(Key, ttl);
    try {
      await this.#client.call('DynamoDB_20120810.DeleteItem', {
        TableName,
        Key,
        ConditionExpression: '#t = :ttl',
        ExpressionAttributeNames: { '#t': ttlAttribute },
        ExpressionAttributeValues: { ':ttl': { N: ttl } },
      });
      return true;
    } catch (fault) {
      // It was given another life meanwhile.
      if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
      throw fault;
    }
  }
}
