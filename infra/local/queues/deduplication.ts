import { createHash } from 'node:crypto';
import type { NewMessage } from './message.ts';

/** How long a FIFO queue remembers a deduplication id. */
const WINDOW_MS = 5 * 60_000;

/** The message that a deduplication id stands for. */
export interface Sent {
  readonly id: string;
  readonly sequence: number;
}

/** What a FIFO queue has taken in during the last five minutes. In memory: a restart forgets it. */
export class Deduplication {
  readonly #contentBased: boolean;
  readonly #sent = new Map<string, Sent & { readonly at: number }>();

  constructor(contentBased: boolean) {
    this.#contentBased = contentBased;
  }

  /** The id by which a message is known, its own or that of its body. */
  idOf({ deduplicationId, body }: NewMessage): string | undefined {
    if (deduplicationId !== undefined || !this.#contentBased) return deduplicationId;
    return createHash('sha256').update(body).digest('hex');
  }

  /** The earlier message of this id, if it is young enough. */
  earlier(id: string | undefined, now: number): Sent | undefined {
    for (const [known, { at }] of this.#sent) {
      if (now - at < WINDOW_MS) break;
      this.#sent.delete(known);
    }
    return id === undefined ? undefined : this.#sent.get(id);
  }

  remember(id: string | undefined, { id: messageId, sequence }: Sent, now: number): void {
    if (id !== undefined) this.#sent.set(id, { id: messageId, sequence, at: now });
  }
}
