import { join } from 'node:path';
import { Journal } from '../journal.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { QueuedMessage, QueueSettings } from './message.ts';
import { Queue } from './queue.ts';

type QueueRecord = { q: string; put: QueuedMessage } | { q: string; gone: string };

/** All queues of the cloud, journaled in one file. */
export class Queues {
  readonly #byId = new Map<string, Queue>();
  readonly #byName = new Map<string, Queue>();
  readonly #byArn = new Map<string, Queue>();
  readonly #journal: Journal<QueueRecord>;

  /** @param dataDir where the journal lies; undefined keeps nothing */
  constructor(settings: readonly QueueSettings[], clock: VirtualClock, dataDir?: string) {
    const replayed = new Map<string, { q: string; put: QueuedMessage }>();
    let restored = false;
    this.#journal = new Journal<QueueRecord>(dataDir && join(dataDir, 'queues.log'), {
      apply: (record) => {
        if ('put' in record) replayed.set(`${record.q}/${record.put.id}`, record);
        else replayed.delete(`${record.q}/${record.gone}`);
      },
      snapshot: () => (restored ? this.#everything() : replayed.values()),
    });
    for (const one of settings) {
      const queue = new Queue(one, {
        clock,
        keep: (q, put) => this.#journal.append({ q, put }),
        forget: (q, gone) => this.#journal.append({ q, gone }),
        byArn: (arn) => this.#byArn.get(arn),
      });
      this.#byId.set(one.id, queue);
      this.#byName.set(one.name, queue);
      this.#byArn.set(one.arn, queue);
    }
    this.#journal.open();
    for (const { q, put } of replayed.values()) this.#byId.get(q)?.restore(put);
    restored = true;
  }

  byId(id: string): Queue | undefined {
    return this.#byId.get(id);
  }

  byArn(arn: string): Queue | undefined {
    return this.#byArn.get(arn);
  }

  /** By the last segment of the URL: host and port are those of another run after a restart. */
  byUrl(url: string): Queue | undefined {
    return this.#byName.get(url.split('/').at(-1) ?? '');
  }

  byName(name: string): Queue | undefined {
    return this.#byName.get(name);
  }

  all(): Iterable<Queue> {
    return this.#byId.values();
  }

  close(): void {
    this.#journal.close();
  }

  *#everything(): Iterable<QueueRecord> {
    for (const [q, queue] of this.#byId) for (const put of queue.messages()) yield { q, put };
  }
}
