import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD } from './alarms.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

/** How often a message is tried before it is a dead letter. Throttled invocations count too, so not fewer than 5. */
const MAX_RECEIVES = 5;

/** A queue where things wait for a person, at most 14 days; nobody consumes it, and anything in it is an alarm. */
export class ParkingQueue extends Queue {
  constructor(scope: Construct, house: House, id: string, what: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    house.alarms.add({
      name: id,
      what,
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: ALARM_PERIOD,
        statistic: 'Maximum',
      }),
      threshold: 1,
    });
  }
}

export interface WorkQueueProps {
  /** Who does the work. */
  readonly consumer: ServiceFunction;
  /** Messages per invocation at most; 10 when absent. */
  readonly batchSize?: number;
  /** Invocations at the same time at most, 2–1000 (never reserved concurrency, which throttles and eats receives). */
  readonly maximumConcurrency: number;
  /** The oldest message may be this old before a person is told. */
  readonly oldestAge: Duration;
}

/** Work for one function: a queue, its dead letters `dlq-<id>`, their alarms, and the batch-wise delivery. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, house: House, id: string, props: WorkQueueProps) {
    super(scope, `work-${id}`);
    const { consumer, batchSize = 10, maximumConcurrency, oldestAge } = props;
    if (!consumer.timeout) throw new Error(`The consumer of ${id} has no timeout.`);

    this.deadLetters = new ParkingQueue(
      this,
      house,
      `dlq-${id}`,
      `${consumer.node.id} gave up on a message of the queue ${id}.`,
    );
    this.queue = new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // For crashes only (a passing fault sends itself again), so it may be as long as AWS asks for.
      visibilityTimeout: Duration.seconds(consumer.timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency: maximumConcurrency,
        reportBatchItemFailures: true,
      }),
    );
    house.alarms.add({
      name: `age-${id}`,
      what: `Work waits too long in the queue ${id}.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: ALARM_PERIOD,
        statistic: 'Maximum',
      }),
      threshold: oldestAge.toSeconds(),
      periods: 2,
    });
  }
}
