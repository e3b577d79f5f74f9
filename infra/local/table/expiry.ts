import type { VirtualClock } from '../time/virtual-clock.ts';
import type { DynamoDbClient } from './dynamodb-client.ts';
import type { StreamRecord, TableStream } from './stream.ts';

/** The service takes days; a sweep an hour is plenty and still shows every mistake of counting on it. */
const SWEEP_EVERY_MS = 3_600_000;

/** Keys and TTL of an item, as the table writes them. */
type Expiring = Readonly<Record<string, { readonly N?: string }>>;

/**
 * Deletes what TTL says is over, by virtual time. Looking through the whole table takes ever longer, so of items with a
 * TTL the stream is asked; only while it is behind, the table is.
 */
export class Expiry {
  readonly #client: DynamoDbClient;
  readonly #table: { readonly name: string; readonly ttlAttribute: string };
  readonly #keyNames: readonly string[];
  readonly #stream: TableStream | undefined;
  readonly #clock: VirtualClock;
  #sweptAt: number;
  /** Items with a TTL, by their keys; complete once it was filled, as far as the stream is read. */
  readonly #expiring = new Map<string, Expiring>();
  #isFilled: boolean;

  constructor(settings: {
    readonly client: DynamoDbClient;
    readonly table: { readonly name: string; readonly ttlAttribute: string };
    readonly keyNames: readonly string[];
    readonly stream: TableStream | undefined;
    readonly clock: VirtualClock;
    readonly isNew: boolean;
  }) {
    this.#client = settings.client;
    this.#table = settings.table;
    this.#keyNames = settings.keyNames;
    this.#stream = settings.stream;
    this.#clock = settings.clock;
    this.#sweptAt = settings.clock.now();
    this.#isFilled = settings.isNew;
    if (this.#stream) this.#stream.onRecord = (record) => this.#follow(record);
  }

  /** Whether a sweep is worth its scan. */
  isDue(): boolean {
    return this.#clock.now() - this.#sweptAt >= SWEEP_EVERY_MS;
  }

  /** @returns how many items it removed */
  async sweep(): Promise<number> {
    this.#sweptAt = this.#clock.now();
    const now = Math.floor(this.#clock.now() / 1000);
    const isTold = this.#isFilled && this.#stream?.isCurrent;
    const items = isTold ? [...this.#expiring.values()] : await this.#scan();
    let removed = 0;
    for (const item of items) {
      if (Number(item[this.#table.ttlAttribute]?.N) > now) continue;
      if (await this.#remove(item)) removed += 1;
    }
    return removed;
  }

  #follow({ dynamodb: { Keys, NewImage } }: StreamRecord): void {
    const image: Expiring = { ...NewImage };
    const id = this.#idOf({ ...Keys });
    if (image[this.#table.ttlAttribute]?.N === undefined) this.#expiring.delete(id);
    else this.#expiring.set(id, this.#lean(image));
  }

  #idOf(item: Expiring): string {
    return JSON.stringify(this.#keyNames.map((name) => item[name]));
  }

  #lean(item: Expiring): Expiring {
    const names = [...this.#keyNames, this.#table.ttlAttribute];
    return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
  }

  /** Every item with a TTL, from the table. */
  async #scan(): Promise<Expiring[]> {
    const { name: TableName, ttlAttribute } = this.#table;
    const names = Object.fromEntries(this.#keyNames.map((name, at) => [`#k${at}`, name]));
    const items: Expiring[] = [];
    let ExclusiveStartKey: object | undefined;
    do {
      const page = await this.#client.call<{ Items: Expiring[]; LastEvaluatedKey?: object }>(
        'DynamoDB_20120810.Scan',
        {
          TableName,
          FilterExpression: 'attribute_type(#t, :number)',
          ProjectionExpression: [...Object.keys(names), '#t'].join(', '),
          ExpressionAttributeNames: { ...names, '#t': ttlAttribute },
          ExpressionAttributeValues: { ':number': { S: 'N' } },
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        },
      );
      items.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    for (const item of items) this.#expiring.set(this.#idOf(item), item);
    this.#isFilled = true;
    return items;
  }

  async #remove(item: Expiring): Promise<boolean> {
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
      this.#expiring.delete(this.#idOf(item));
      return true;
    } catch (fault) {
      // It was given another life meanwhile.
      if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
      throw fault;
    }
  }
}
