import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { House } from '../parts/house.ts';
import { queueVariable } from '../parts/queue-variable.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** One message to one recipient about one fact. */
export class Notifications extends Construct {
  /** Facts that a client is told. */
  readonly ofClients: IQueue;
  /** Facts that reception is told. */
  readonly ofReception: IQueue;
  /** Facts that a specialist is told. */
  readonly ofSpecialists: IQueue;

  constructor(scope: Construct, house: House) {
    super(scope, 'notifications');
    this.ofClients = this.#tell(house, 'client', 'Tells a client what became of a booking');
    this.ofReception = this.#tell(
      house,
      'reception',
      'Asks reception to decide a booking, reminds it, and keeps every copy of the question true',
    );
    this.ofSpecialists = this.#tell(
      house,
      'specialist',
      'Tells a specialist what became of a booking of theirs',
    );
  }

  #tell(house: House, whom: string, description: string): IQueue {
    const teller = new ServiceFunction(this, house, `notifications-${whom}`, {
      description,
      timeout: Duration.seconds(30),
    })
      .mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'])
      .mayReadSecret();
    const id = `${whom}-notification`;
    const { queue } = new WorkQueue(this, house, id, {
      consumer: teller,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });
    // A copy that meets a live claim queues itself again.
    teller.maySendTo(queue, queueVariable(id));
    return queue;
  }
}
