import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { House } from '../parts/house.ts';
import { queueVariable } from '../parts/queue-variable.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** Brings bookings to where people see them outside of this system. */
export class Sync extends Construct {
  /** Bookings that their destinations do not show as they stand. */
  readonly toSync: IQueue;

  constructor(scope: Construct, house: House) {
    super(scope, 'sync');

    const destinations = new ServiceFunction(this, house, 'sync-destinations', {
      description: 'Shows every booking at the destinations of its project, as it stands',
      timeout: Duration.seconds(90),
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    const { queue, deadLetters } = new WorkQueue(this, house, 'sync', {
      consumer: destinations,
      batchSize: 10,
      maximumConcurrency: 10,
      // Longer than a message may be told to wait.
      oldestAge: Duration.minutes(20),
    });
    // What has to wait queues itself again; what is given up goes where all of that goes.
    destinations
      .mayReadSecret()
      .maySendTo(queue, queueVariable('sync'))
      .maySendTo(deadLetters, queueVariable('dead-sync'));
    this.toSync = queue;
  }
}
