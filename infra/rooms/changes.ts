import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../parts/acknowledge.ts';
import { ALARM_PERIOD } from '../parts/alarms.ts';
import type { House } from '../parts/house.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { ParkingQueue } from '../parts/work-queue.ts';

/** The entities whose changes have consequences; all other records of the stream cost nothing. */
const WATCHED = ['Booking', 'Summary', 'Project', 'Alert'];

/** The queues of those who want to know. */
export interface Interested {
  readonly toArrange: IQueue;
  readonly ofClients: IQueue;
  readonly ofReception: IQueue;
  readonly ofSpecialists: IQueue;
  readonly mails: IQueue;
  readonly toSync: IQueue;
  readonly toKeepUp: IQueue;
}

/** The table's stream: who wants to know of a change. */
export class Changes extends Construct {
  constructor(scope: Construct, house: House, to: Interested) {
    super(scope, 'changes');
    const parked = new ParkingQueue(
      this,
      house,
      'parked-changes',
      'A change could not be handed on and waits whole to be replayed.',
    );
    const skipped = new ParkingQueue(
      this,
      house,
      'skipped-changes',
      'Lambda gave up on a part of the stream; the message says which records to read again.',
    );
    for (const queue of [parked, skipped]) {
      acknowledge(queue, {
        'AwsSolutions-SQS3':
          'It is itself where given-up work arrives; what the room parked cannot take from it stays and rings.',
      });
    }

    const fanOut = new ServiceFunction(this, house, 'changes-fan-out', {
      description: 'Hands each change of a row to everyone who wants to know',
      timeout: Duration.seconds(30),
    })
      .mayReadStream()
      .maySendTo(to.toArrange, 'ARRANGE_QUEUE_URL')
      .maySendTo(to.ofClients, 'CLIENT_NOTIFICATION_QUEUE_URL')
      .maySendTo(to.ofReception, 'RECEPTION_NOTIFICATION_QUEUE_URL')
      .maySendTo(to.ofSpecialists, 'SPECIALIST_NOTIFICATION_QUEUE_URL')
      .maySendTo(to.mails, 'MAIL_QUEUE_URL')
      .maySendTo(to.toSync, 'SYNC_QUEUE_URL')
      .maySendTo(to.toKeepUp, 'UPKEEP_QUEUE_URL')
      .maySendTo(parked, 'PARKED_CHANGES_QUEUE_URL');

    fanOut.addEventSourceMapping('stream', {
      eventSourceArn: house.data.table.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 2,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(skipped),
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { NewImage: { entity: { S: WATCHED } } },
        }),
        // `userIdentity` is there only when the TTL removed the item, and that is no news to anyone.
        FilterCriteria.filter({
          eventName: ['REMOVE'],
          userIdentity: { principalId: [{ exists: false }] },
          dynamodb: { OldImage: { entity: { S: WATCHED } } },
        }),
      ],
    });

    house.alarms.add({
      name: 'stream-age',
      what: 'Changes of bookings wait in the stream.',
      metric: fanOut.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 2,
    });
  }
}
