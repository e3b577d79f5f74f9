import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD } from '../parts/alarms.ts';
import type { House } from '../parts/house.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** Takes a burst of a client's messages and runs the turn that answers it; archives what was said when it is over. */
export class Conversations extends Construct {
  /** The timers of stored messages. */
  readonly turns: IQueue;
  /** The same with its dead letters. */
  readonly turn: WorkQueue;
  /** Silences that have lasted long enough. */
  readonly archive: WorkQueue;

  /** @param to where a turn asks for what people typed elsewhere */
  constructor(scope: Construct, house: House, to: { readonly toKeepUp: IQueue }) {
    super(scope, 'conversations');

    const answer = new ServiceFunction(this, house, 'conversations-answer', {
      description: 'Answers a burst of messages of one client',
      timeout: Duration.seconds(90),
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['bookingsOfClient'])
      .mayReadSecret();

    this.turn = new WorkQueue(this, house, 'turn', {
      consumer: answer,
      maximumConcurrency: 50,
      oldestAge: Duration.minutes(5),
    });
    house.alarms.add({
      name: 'model-outage',
      what: 'Clients get the fallback reply: no Claude account answers.',
      metric: new Metric({
        namespace: 'frontdesk',
        metricName: 'FallbackReply',
        dimensionsMap: { service: answer.node.id },
        statistic: 'Sum',
        period: ALARM_PERIOD,
      }),
      threshold: 3,
    });
    // A turn that meets a live lease or a passing fault sends itself again.
    answer.maySendTo(this.turn.queue, 'TURN_QUEUE_URL').maySendTo(to.toKeepUp, 'UPKEEP_QUEUE_URL');
    this.turns = this.turn.queue;

    const archive = new ServiceFunction(this, house, 'conversations-archive', {
      description: 'Compresses what was said once a conversation is silent for 24 hours',
      timeout: Duration.seconds(60),
    })
      .mayUseTable(['GetItem', 'Query', 'UpdateItem'])
      .mayReadSecret();
    this.archive = new WorkQueue(this, house, 'archive', {
      consumer: archive,
      maximumConcurrency: 5,
      oldestAge: Duration.hours(2),
    });
    // While no model answers, a silence waits on.
    archive.maySendTo(this.archive.queue, 'ARCHIVE_QUEUE_URL');
  }
}
