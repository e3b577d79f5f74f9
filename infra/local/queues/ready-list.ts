import type { QueuedMessage } from './message.ts';

/** Entries already taken are cut off in one go, not one by one. */
const CUT_AFTER = 1000;

/**
 * Messages that may be received, in the order in which they are: by arrival, or by sequence on a FIFO queue. A
 * message may have left the queue since it was put here, so every look asks whether it is still ready.
 */
export class ReadyList {
  readonly #isReady: (message: QueuedMessage) => boolean;
  readonly #bySequence: boolean;
  #messages: QueuedMessage[] = [];
  #taken = 0;

  constructor(isReady: (message: QueuedMessage) => boolean, bySequence: boolean) {
    this.#isReady = isReady;
    this.#bySequence = bySequence;
  }

  add(message: QueuedMessage): void {
    const last = this.#messages.at(-1);
    this.#messages.push(message);
    if (this.#bySequence && last && last.sequence > message.sequence) {
      this.#cut();
      this.#messages.sort((a, b) => a.sequence - b.sequence);
    }
  }

  peek(): QueuedMessage | undefined {
    while (this.#taken < this.#messages.length) {
      const message = this.#messages[this.#taken];
      if (message && this.#isReady(message)) return message;
      this.#taken += 1;
    }
    this.#cut();
    return undefined;
  }

  take(): QueuedMessage | undefined {
    const message = this.peek();
    if (message) this.#taken += 1;
    if (this.#taken > CUT_AFTER) this.#cut();
    return message;
  }

  /** Gives back what was taken and not received, to the front. */
  putBack(messages: readonly QueuedMessage[]): void {
    this.#messages = [...messages, ...this.#messages.slice(this.#taken)];
    this.#taken = 0;
  }

  /** The ready messages in order. */
  *all(): Iterable<QueuedMessage> {
    for (let at = this.#taken; at < this.#messages.length; at += 1) {
      const message = this.#messages[at];
      if (message && this.#isReady(message)) yield message;
    }
  }

  #cut(): void {
    this.#messages = this.#messages.slice(this.#taken);
    this.#taken = 0;
  }
}
