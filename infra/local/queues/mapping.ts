import { matchesAny } from '../events/filter-pattern.ts';
import type { FunctionPool } from '../functions/pool.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { md5 } from './md5.ts';
import type { QueuedMessage } from './message.ts';
import type { Queue } from './queue.ts';
import { systemAttributes } from './sqs-service.ts';

/** An SQS event source mapping of the template. */
export interface MappingSettings {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportsFailures: boolean;
  /** Patterns of the filter criteria; empty when there are none. */
  readonly filters: readonly object[];
}

/** Carries messages of a queue to a function the way Lambda does. */
export class QueueMapping {
  readonly #queue: Queue;
  readonly #pool: FunctionPool;
  readonly #settings: MappingSettings;
  readonly #clock: VirtualClock;
  readonly #region: string;
  #running = 0;
  #window: { cancel(): void } | undefined;
  #stop: () => void;
  #scheduled = false;
  #stopped = false;

  constructor(
    queue: Queue,
    pool: FunctionPool,
    settings: MappingSettings,
    clock: VirtualClock,
    region: string,
  ) {
    this.#queue = queue;
    this.#pool = pool;
    this.#settings = settings;
    this.#clock = clock;
    this.#region = region;
    this.#stop = queue.onVisible(() => this.#wake());
  }

  /** Begins with what is there already. */
  start(): void {
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#stop();
    this.#window?.cancel();
  }

  /** Whether an invocation runs or is about to. */
  get busy(): boolean {
    return this.#running > 0 || this.#scheduled;
  }

  /** Looks at the queue in the next turn of the loop, so messages sent together are batched together. */
  #wake(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump(false);
    });
  }

  #pump(windowOver: boolean): void {
    const { batchSize, batchingWindowSeconds, maximumConcurrency } = this.#settings;
    const most = Math.min(maximumConcurrency ?? Infinity, this.#pool.maxConcurrency);
    while (!this.#stopped && this.#running < most && this.#queue.visibleCount(1) > 0) {
      if (batchingWindowSeconds > 0 && !windowOver) {
        if (this.#queue.visibleCount(batchSize) < batchSize) {
          this.#openWindow(batchingWindowSeconds);
          return;
        }
      }
      const batch = this.#queue.receive(batchSize, { hold: true });
      if (batch.length === 0) return;
      this.#running += 1;
      void this.#deliver(batch).finally(() => {
        this.#running -= 1;
        this.#wake();
      });
    }
  }

  #openWindow(seconds: number): void {
    this.#window ??= this.#clock.at(this.#clock.now() + seconds * 1000, () => {
      this.#window = undefined;
      this.#pump(true);
    });
  }

  async #deliver(batch: QueuedMessage[]): Promise<void> {
    const wanted = batch.filter((message) => {
      if (this.#settings.filters.length === 0) return true;
      if (matchesAny(this.#settings.filters, { body: parsed(message.body) })) return true;
      this.#queue.delete(message.receipt ?? '');
      return false;
    });
    if (wanted.length === 0) return;
    // The receipt is taken now: the message object is the queue's own and changes with its next receive.
    const receipts = new Map(wanted.map((message) => [message.id, message.receipt ?? '']));
    const outcome = await this.#pool.invoke({ Records: wanted.map((m) => this.#record(m)) });
    if (this.#stopped) return;
    const failed = outcome.ok
      ? failedItems(outcome.payload, [...receipts.keys()], this.#settings.reportsFailures)
      : [...receipts.keys()];
    for (const [id, receipt] of receipts) {
      if (failed.includes(id)) this.#queue.release(receipt);
      else this.#queue.delete(receipt);
    }
  }

  #record(message: QueuedMessage): object {
    const attributes = Object.entries(message.attributes ?? {}).map(([name, attribute]) => [
      name,
      {
        dataType: attribute.DataType,
        stringValue: attribute.StringValue,
        binaryValue: attribute.BinaryValue,
        stringListValues: [],
        binaryListValues: [],
      },
    ]);
    return {
      messageId: message.id,
      receiptHandle: message.receipt,
      body: message.body,
      attributes: systemAttributes(message, this.#queue.settings.fifo),
      messageAttributes: Object.fromEntries(attributes),
      md5OfBody: md5(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: this.#queue.settings.arn,
      awsRegion: this.#region,
    };
  }
}

/**
 * Which items of a batch failed. A response that is not of the documented form fails all of them, an empty one none;
 * without `ReportBatchItemFailures` the response does not matter.
 *
 * @param ids identifiers of the whole batch
 */
export function failedItems(payload: unknown, ids: readonly string[], reports: boolean): string[] {
  if (!reports || payload === null || payload === undefined || payload === '') return [];
  if (typeof payload !== 'object') return [...ids];
  const members = Object.keys(payload);
  if (members.length === 0) return [];
  const { batchItemFailures } = payload as { batchItemFailures?: unknown };
  if (batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return [...ids];
  const failed: string[] = [];
  for (const failure of batchItemFailures as unknown[]) {
    const id = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    // An unknown id is taken as malformed as well: the stricter of the two readings.
    if (typeof id !== 'string' || !ids.includes(id)) return [...ids];
    failed.push(id);
  }
  return failed;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
