import type { VirtualClock } from '../time/virtual-clock.ts';
import type { QueuedMessage } from './message.ts';

/** Where a queue puts what it gave up on. */
export interface DeadLetterQueue {
  adopt(message: QueuedMessage): void;
}

/** What a queue needs around it. */
export interface QueueSurroundings {
  readonly clock: VirtualClock;
  /** A message is new, moved or changed: keep it. */
  keep(queueId: string, message: QueuedMessage): void;
  /** A message has left the queue. */
  forget(queueId: string, messageId: string): void;
  /** The queue behind a redrive policy. */
  byArn(arn: string): DeadLetterQueue | undefined;
}
