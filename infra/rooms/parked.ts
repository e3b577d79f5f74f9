import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { House } from '../parts/house.ts';
import { ServiceFunction } from '../parts/service-function.ts';

/** Takes what was given up into the table, where its project's members and the operator see and replay it. */
export class Parked extends Construct {
  constructor(scope: Construct, house: House) {
    super(scope, 'parked');

    const keep = new ServiceFunction(this, house, 'parked-keep', {
      description: 'Keeps what queues gave up as items of their project',
      timeout: Duration.seconds(30),
    }).mayUseTable(['PutItem']);
    for (const [id, queue] of house.parking) {
      const name = id.replace(/^dlq-/, 'dead-').replaceAll('-', '_').toUpperCase();
      keep.addEnvironment(`${name}_QUEUE_ARN`, queue.queueArn);
      keep.addEventSource(
        new SqsEventSource(queue, {
          batchSize: 10,
          maxConcurrency: 2,
          reportBatchItemFailures: true,
        }),
      );
    }
  }
}
