import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD } from './alarms.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

/** How often a message is tried before it is a dead letter. Throttled invocations count too, so not fewer than 5. */
const MAX_RECEIVES = 5;

/**
 * A queue where given-up work arrives; anything that does is an alarm. The room `parked` takes it from here into the
 * table; what it cannot take stays for 14 days, and the alarm with it.
 */
export class ParkingQueue extends Queue {
  constructor(scope: Construct, house: House, id: string, what: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // 6 times as long as the function that takes from it may run.
      visibilityTimeout: Duration.minutes(3),
      retentionPeriod: Duration.days(14),
    });
    house.parking.set(id, this);
    house.alarms.add({
      name: id,
      what,
      // What arrives is taken within a second, so the length alone would show nothing.
      metric: new MathExpression({
        expression: 'FILL(received, 0) + FILL(visible, 0)',
        label: 'given up',
        period: ALARM_PERIOD,
        usingMetrics: {
          received: this.metricNumberOfMessagesReceived({ statistic: 'Sum' }),
          visible: this.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
        },
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
    house.work.set(id, this.queue);
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
