import { randomUUID } from 'node:crypto';
import type { MappingDefinition } from '../cloud-definition.ts';
import { matchesAny } from '../events/filter-pattern.ts';
import type { FunctionPool } from '../functions/pool.ts';
import type { Queues } from '../queues/queues.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { StreamRecord, TableStream } from './stream.ts';

const READ_LIMIT = 1000;
const DEFAULT_BATCH = 100;
const MAX_BACKOFF_MS = 60_000;
/** Writes that come close together are read together; the real poller looks four times a second. */
const GATHER_MS = 10;

/** Carries records of a table's stream to a function the way Lambda does: in order, one batch at a time. */
export class StreamMapping {
  readonly #stream: TableStream;
  readonly #pool: FunctionPool;
  readonly #definition: MappingDefinition;
  readonly #queues: Queues;
  readonly #clock: VirtualClock;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(
    stream: TableStream,
    pool: FunctionPool,
    definition: MappingDefinition,
    queues: Queues,
    clock: VirtualClock,
  ) {
    this.#stream = stream;
    this.#pool = pool;
    this.#definition = definition;
    this.#queues = queues;
    this.#clock = clock;
  }

  /** Begins where the last run ended, or as the template says. */
  async start(tableIsNew: boolean): Promise<void> {
    const { functionId, fromTheStart } = this.#definition;
    if (!this.#stream.checkpoint(functionId) && !fromTheStart && !tableIsNew) {
      const latest = await this.#stream.latest();
      if (latest) this.#stream.advance(functionId, latest);
    }
    this.wake();
  }

  /** Something was written to the table. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#run()
      .catch((fault: unknown) => {
        if (!this.#stopped) console.error(`Stream of ${this.#definition.functionId}: ${fault}`);
      })
      .finally(() => {
        this.#running = undefined;
        if (this.#again && !this.#stopped) this.wake();
      });
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Whether it reads or delivers now; waiting for a retry is not busy. */
  get busy(): boolean {
    return this.#running !== undefined && !this.#sleeping;
  }

  #sleeping = false;

  async #run(): Promise<void> {
    const { functionId, filters, batchSize = DEFAULT_BATCH } = this.#definition;
    while (this.#again && !this.#stopped) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      this.#again = false;
      for (;;) {
        const records = await this.#stream.read(this.#stream.checkpoint(functionId), READ_LIMIT);
        if (records.length === 0 || this.#stopped) break;
        const wanted = records.filter((record) => matchesAny(filters, record));
        for (let from = 0; from < wanted.length && !this.#stopped; from += batchSize) {
          const batch = wanted.slice(from, from + batchSize);
          await this.#deliver(batch, this.#definition.maximumRetries);
          const last = batch.at(-1);
          if (last && !this.#stopped)
            this.#stream.advance(functionId, last.dynamodb.SequenceNumber);
        }
        const last = records.at(-1);
        if (last && !this.#stopped) this.#stream.advance(functionId, last.dynamodb.SequenceNumber);
      }
    }
  }

  /** Delivers until it worked, or until attempts or age are used up and the batch goes to the on-failure queue. */
  async #deliver(batch: readonly StreamRecord[], retries: number): Promise<void> {
    let rest = batch;
    for (let attempt = 0; rest.length > 0 && !this.#stopped; attempt += 1) {
      const outcome = await this.#pool.invoke({ Records: rest });
      if (this.#stopped) return;
      const failedAt = outcome.ok
        ? firstFailure(outcome.payload, rest, this.#definition.reportsFailures)
        : 0;
      if (failedAt === undefined) return;
      // Everything before the lowest failed sequence number counts as done.
      rest = rest.slice(failedAt);
      const first = rest[0];
      if (!first) return;
      if (this.#isTooOld(first) || (retries >= 0 && attempt >= retries)) {
        this.#park(rest, this.#isTooOld(first) ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted');
        return;
      }
      await this.#backOff(attempt);
      if (this.#definition.bisects && rest.length > 1) {
        // Halves keep what is left of the attempts, as Lambda's do not count the split itself.
        const middle = Math.ceil(rest.length / 2);
        const left = retries < 0 ? -1 : retries - attempt;
        await this.#deliver(rest.slice(0, middle), left);
        await this.#deliver(rest.slice(middle), left);
        return;
      }
    }
  }

  #isTooOld({ dynamodb }: StreamRecord): boolean {
    const { maximumAgeSeconds } = this.#definition;
    const age = this.#clock.now() / 1000 - dynamodb.ApproximateCreationDateTime;
    return maximumAgeSeconds >= 0 && age > maximumAgeSeconds;
  }

  async #backOff(attempt: number): Promise<void> {
    const wait = Math.min(1000 * 2 ** attempt, MAX_BACKOFF_MS);
    this.#sleeping = true;
    await new Promise<void>((resolve) => {
      this.#clock.at(this.#clock.now() + wait, resolve);
    });
    this.#sleeping = false;
  }

  /** What the on-failure destination gets: where the records are, never the records themselves. */
  #park(records: readonly StreamRecord[], condition: string): void {
    const [first, last] = [records[0], records.at(-1)];
    const queue = this.#queues.byArn(this.#definition.onFailureArn ?? '');
    if (!queue || !first || !last) return;
    queue.send({
      sender: 'lambda',
      body: JSON.stringify({
        requestContext: {
          requestId: randomUUID(),
          functionArn: this.#pool.definition.arn,
          condition,
          approximateInvokeCount: this.#definition.maximumRetries + 1,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        version: '1.0',
        timestamp: new Date(this.#clock.now()).toISOString(),
        DDBStreamBatchInfo: {
          shardId: 'shardId-local',
          startSequenceNumber: first.dynamodb.SequenceNumber,
          endSequenceNumber: last.dynamodb.SequenceNumber,
          approximateArrivalOfFirstRecord: arrival(first),
          approximateArrivalOfLastRecord: arrival(last),
          batchSize: records.length,
          streamArn: first.eventSourceARN,
        },
      }),
    });
  }
}

/** Position of the first failed record, or undefined when all went well. A malformed answer fails the batch. */
function firstFailure(
  payload: unknown,
  records: readonly StreamRecord[],
  reports: boolean,
): number | undefined {
  if (!reports || typeof payload !== 'object' || payload === null) return undefined;
  const failures = (payload as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined && Object.keys(payload).length === 0) return undefined;
  if (failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  const positions = (failures as { itemIdentifier?: unknown }[]).map((failure) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failure?.itemIdentifier),
  );
  if (positions.length === 0) return undefined;
  return Math.max(0, Math.min(...positions));
}

function arrival({ dynamodb }: StreamRecord): string {
  return new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString();
}
