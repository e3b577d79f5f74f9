import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { House } from '../parts/house.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** One message to one recipient about one fact. */
export class Notifications extends Construct {
  /** Facts that a client is told. */
  readonly ofClients: IQueue;

  constructor(scope: Construct, house: House) {
    super(scope, 'notifications');

    const client = new ServiceFunction(this, house, 'notifications-client', {
      description: 'Tells a client what became of a booking',
      timeout: Duration.seconds(30),
    })
      .mayUseTable(['GetItem', 'PutItem', 'UpdateItem'])
      .mayReadSecret();

    const { queue } = new WorkQueue(this, house, 'client-notification', {
      consumer: client,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });
    // A copy that meets a live claim queues itself again.
    client.maySendTo(queue, 'CLIENT_NOTIFICATION_QUEUE_URL');
    this.ofClients = queue;
  }
}
