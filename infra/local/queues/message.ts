/** A message attribute as the SQS protocol carries it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A message as it is kept. Times are virtual, in epoch milliseconds. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes?: { readonly [name: string]: MessageAttribute };
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Counts up within the queue; decides the order of FIFO groups. */
  readonly sequence: number;
  readonly sender: string;
  sentAt: number;
  /** From when on it may be received. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** The handle of the last receive; while it is set and `visibleAt` lies ahead, the message is in flight. */
  receipt?: string;
  /** Being worked on by an invocation of this process: it comes back when that ends, not when the clock moves. */
  held?: boolean;
  /** How often it was delivered again after it had been deleted. */
  repeats?: number;
}

/** What a queue is made of. Times in seconds. */
export interface QueueSettings {
  /** The construct's own name in infra: `turn`, `dlq-turn`. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly delaySeconds: number;
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceives: number };
}

/** What goes onto a queue. */
export interface NewMessage {
  readonly body: string;
  readonly delaySeconds?: number;
  readonly attributes?: { readonly [name: string]: MessageAttribute };
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sender: string;
}

/** How messages are received. */
export interface ReceiveOptions {
  readonly visibilitySeconds?: number;
  /** Keep them in flight until deleted or released, whatever the clock does. */
  readonly hold?: boolean;
}
