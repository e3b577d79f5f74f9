import { randomUUID } from 'node:crypto';
import { Heap } from '../time/heap.ts';
import { Deduplication, type Sent } from './deduplication.ts';
import type { NewMessage, QueuedMessage, QueueSettings, ReceiveOptions } from './message.ts';
import type { QueueSurroundings } from './queue-surroundings.ts';
import { ReadyList } from './ready-list.ts';

/** Of one message, however many repeats a queue may still make. */
const MOST_REPEATS = 4;
/**
 * One queue. Not fauxqs, which the design names: that asks `Date.now()` at every step, so nothing of it can follow
 * virtual time, and it accepts delays that SQS refuses. tests/local compares this queue with it instead.
 */
export class Queue {
  readonly settings: QueueSettings;
  readonly #surroundings: QueueSurroundings;
  readonly #messages = new Map<string, QueuedMessage>();
  readonly #ready: ReadyList;
  /** Delayed or in flight, by when they become visible; entries may be stale. */
  readonly #waiting = new Heap<QueuedMessage>();
  readonly #listeners = new Set<() => void>();
  readonly #deduplication: Deduplication | undefined;
  #timer: { due: number; cancel(): void } | undefined;
  #sequence = 0;
  #duplicates: { left: number; rate: number; random: () => number } | undefined;

  constructor(settings: QueueSettings, surroundings: QueueSurroundings) {
    this.settings = settings;
    this.#surroundings = surroundings;
    if (settings.fifo) {
      this.#deduplication = new Deduplication(settings.contentBasedDeduplication);
    }
    this.#ready = new ReadyList((message) => this.#isReady(message), settings.fifo);
  }

  /** Adds a message; on FIFO a known deduplication id adds nothing and answers the first message's id. */
  send(message: NewMessage): Sent {
    const now = this.#surroundings.clock.now();
    const deduplicationId = this.#deduplication?.idOf(message);
    const earlier = this.#deduplication?.earlier(deduplicationId, now);
    if (earlier) return earlier;
    this.#sequence += 1;
    const queued: QueuedMessage = {
      id: randomUUID(),
      body: message.body,
      sequence: this.#sequence,
      sender: message.sender,
      sentAt: now,
      visibleAt: now + (message.delaySeconds ?? this.settings.delaySeconds) * 1000,
      receives: 0,
      ...(message.attributes ? { attributes: message.attributes } : {}),
      ...(message.groupId !== undefined ? { groupId: message.groupId } : {}),
      ...(deduplicationId !== undefined ? { deduplicationId } : {}),
    };
    this.#deduplication?.remember(deduplicationId, queued, now);
    this.#put(queued);
    return queued;
  }

  /** Puts a message of another queue here (a dead letter). Its age counts from the first send, except on FIFO. */
  adopt(message: QueuedMessage): void {
    const now = this.#surroundings.clock.now();
    this.#sequence += 1;
    const { receipt: _receipt, held: _held, repeats: _repeats, ...rest } = message;
    this.#put({
      ...rest,
      sequence: this.#sequence,
      visibleAt: now,
      sentAt: this.settings.fifo ? now : message.sentAt,
    });
  }

  /** Takes a message back in after a restart, as it was; invocations of the former process are over. */
  restore(message: QueuedMessage): void {
    const now = this.#surroundings.clock.now();
    if (message.held) {
      message.held = false;
      message.visibleAt = Math.min(message.visibleAt, now);
    }
    this.#sequence = Math.max(this.#sequence, message.sequence);
    this.#messages.set(message.id, message);
    this.#enqueue(message);
  }

  /**
   * Receives up to `max` messages and hides them for the visibility timeout.
   *
   * @param hold keep them in flight until deleted or released, whatever the clock does
   */
  receive(max: number, { visibilitySeconds, hold = false }: ReceiveOptions = {}): QueuedMessage[] {
    const now = this.#surroundings.clock.now();
    const received: QueuedMessage[] = [];
    const passed: QueuedMessage[] = [];
    const lockedGroups = this.settings.fifo ? this.#groupsInFlight() : undefined;
    while (received.length < max) {
      const message = this.#ready.take();
      if (!message) break;
      if (lockedGroups?.has(message.groupId ?? '')) {
        passed.push(message);
        continue;
      }
      if (this.#isExpired(message, now)) {
        this.#remove(message);
        continue;
      }
      if (this.#redriven(message)) continue;
      message.receives += 1;
      message.firstReceivedAt ??= now;
      message.receipt = `${message.id}#${randomUUID()}`;
      message.visibleAt = now + (visibilitySeconds ?? this.settings.visibilitySeconds) * 1000;
      message.held = hold;
      this.#surroundings.keep(this.settings.id, message);
      if (!hold) this.#enqueue(message);
      received.push(message);
    }
    if (passed.length > 0) this.#ready.putBack(passed);
    return received;
  }

  /** Deletes by receipt handle. An outdated handle deletes nothing and says so to nobody, like SQS. */
  delete(receipt: string): void {
    const message = this.#byReceipt(receipt);
    if (!message) return;
    this.#remove(message);
    this.#duplicate(message);
    if (this.settings.fifo) this.#announce();
  }

  /** Hides a received message for `seconds` from now; 0 gives it back at once. */
  changeVisibility(receipt: string, seconds: number): boolean {
    const now = this.#surroundings.clock.now();
    const message = this.#byReceipt(receipt);
    if (!message || message.visibleAt <= now) return false;
    this.#comeBack(message, now + seconds * 1000);
    return true;
  }

  /** Ends a hold: the message becomes visible when the timeout of its receive is over. */
  release(receipt: string): void {
    const message = this.#byReceipt(receipt);
    if (message?.held) this.#comeBack(message, message.visibleAt);
  }

  /** Calls `listener` when a message becomes visible. */
  onVisible(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  counts(): { visible: number; delayed: number; inFlight: number } {
    const counts = { visible: 0, delayed: 0, inFlight: 0 };
    for (const message of this.#messages.values()) {
      if (this.#isReady(message)) counts.visible += 1;
      else if (message.receipt) counts.inFlight += 1;
      else counts.delayed += 1;
    }
    return counts;
  }

  /** How many messages `receive` would find now; counts no further than `limit`. */
  visibleCount(limit: number): number {
    const locked = this.settings.fifo ? this.#groupsInFlight() : undefined;
    let count = 0;
    for (const message of this.#ready.all()) {
      if (count >= limit) break;
      if (!locked?.has(message.groupId ?? '')) count += 1;
    }
    return count;
  }

  messages(): Iterable<QueuedMessage> {
    return this.#messages.values();
  }

  purge(): void {
    for (const message of [...this.#messages.values()]) this.#remove(message);
  }

  /** Delivers messages that were already deleted once more: at-least-once, made visible. */
  duplicate(mode: { times: number; rate: number; random: () => number } | undefined): void {
    this.#duplicates = mode && { left: mode.times, rate: mode.rate, random: mode.random };
  }

  #put(message: QueuedMessage): void {
    this.#messages.set(message.id, message);
    this.#surroundings.keep(this.settings.id, message);
    this.#enqueue(message);
  }

  #comeBack(message: QueuedMessage, visibleAt: number): void {
    message.held = false;
    message.visibleAt = visibleAt;
    this.#surroundings.keep(this.settings.id, message);
    this.#enqueue(message);
    if (this.settings.fifo) this.#announce();
  }

  #enqueue(message: QueuedMessage): void {
    const now = this.#surroundings.clock.now();
    if (message.visibleAt > now) {
      this.#waiting.add(message.visibleAt, message);
      this.#setTimer();
      return;
    }
    this.#ready.add(message);
    this.#announce();
  }

  #wake(): void {
    const now = this.#surroundings.clock.now();
    this.#timer = undefined;
    let woken = false;
    for (let next = this.#waiting.peek(); next && next.due <= now; next = this.#waiting.peek()) {
      this.#waiting.take();
      if (next.due !== next.value.visibleAt || !this.#isReady(next.value)) continue;
      this.#ready.add(next.value);
      woken = true;
    }
    this.#setTimer();
    if (woken) this.#announce();
  }

  #setTimer(): void {
    for (let next = this.#waiting.peek(); next; next = this.#waiting.peek()) {
      const { due, value } = next;
      const stale = value.visibleAt !== due || value.held || !this.#messages.has(value.id);
      if (stale) {
        this.#waiting.take();
        continue;
      }
      if (this.#timer?.due === due) return;
      this.#timer?.cancel();
      const { cancel } = this.#surroundings.clock.at(due, () => this.#wake());
      this.#timer = { due, cancel };
      return;
    }
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }

  #isReady(message: QueuedMessage): boolean {
    return (
      !message.held &&
      message.visibleAt <= this.#surroundings.clock.now() &&
      this.#messages.get(message.id) === message
    );
  }

  #redriven(message: QueuedMessage): boolean {
    const { redrive } = this.settings;
    if (!redrive || message.receives < redrive.maxReceives) return false;
    const deadLetters = this.#surroundings.byArn(redrive.deadLetterArn);
    if (!deadLetters) return false;
    // First into the other queue, then out of this one: a kill between the two repeats it, and never loses it.
    deadLetters.adopt(message);
    this.#remove(message);
    return true;
  }

  #duplicate(message: QueuedMessage): void {
    const mode = this.#duplicates;
    const { receipt: _receipt, held: _held, repeats = 0, ...copy } = message;
    // What went well is not given up on: nobody would receive a copy beyond the most receives.
    const { maxReceives = Infinity } = this.settings.redrive ?? {};
    if (message.receives >= maxReceives || repeats === MOST_REPEATS) return;
    if (!mode || mode.left <= 0 || mode.random() >= mode.rate) return;
    mode.left -= 1;
    this.#put({ ...copy, repeats: repeats + 1, visibleAt: this.#surroundings.clock.now() });
  }

  #remove(message: QueuedMessage): void {
    if (this.#messages.get(message.id) !== message) return;
    this.#messages.delete(message.id);
    this.#surroundings.forget(this.settings.id, message.id);
    this.#setTimer();
  }

  #byReceipt(receipt: string): QueuedMessage | undefined {
    const message = this.#messages.get(receipt.split('#', 1)[0] ?? '');
    return message?.receipt === receipt ? message : undefined;
  }

  #isExpired(message: QueuedMessage, now: number): boolean {
    return now - message.sentAt > this.settings.retentionSeconds * 1000;
  }

  #groupsInFlight(): Set<string> {
    const now = this.#surroundings.clock.now();
    const groups = new Set<string>();
    for (const message of this.#messages.values()) {
      if (message.receipt && (message.held || message.visibleAt > now)) {
        groups.add(message.groupId ?? '');
      }
    }
    return groups;
  }
}
