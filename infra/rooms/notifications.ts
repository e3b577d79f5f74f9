import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { House } from '../parts/house.ts';
import { queueVariable } from '../parts/queue-variable.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

const TIMEOUT = Duration.seconds(30);

/** One message to one recipient about one fact. */
export class Notifications extends Construct {
  /** Facts that a client is told. */
  readonly ofClients: IQueue;
  /** Facts that reception is told. */
  readonly ofReception: IQueue;
  /** Facts that a specialist is told. */
  readonly ofSpecialists: IQueue;
  /** Mails to people who have an account, or are about to. */
  readonly mails: IQueue;

  constructor(scope: Construct, house: House) {
    super(scope, 'notifications');

    const client = new ServiceFunction(this, house, 'notifications-client', {
      description: 'Tells a client what became of a booking',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    this.ofClients = this.#queue(house, 'client-notification', client);

    const reception = new ServiceFunction(this, house, 'notifications-reception', {
      description:
        'Asks reception to decide a booking, keeps every copy of the question true, and tells what needs people',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem']);
    this.ofReception = this.#queue(house, 'reception-notification', reception);

    const specialist = new ServiceFunction(this, house, 'notifications-specialist', {
      description: 'Tells a specialist what became of a booking of theirs',
      timeout: TIMEOUT,
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    this.ofSpecialists = this.#queue(house, 'specialist-notification', specialist);

    const mail = new ServiceFunction(this, house, 'notifications-mail', {
      description: 'Mails codes, invitations and alerts to people with an account',
      timeout: TIMEOUT,
      environment: { USER_POOL_ID: house.data.userPool.userPoolId },
    })
      .mayUseTable(['GetItem', 'PutItem', 'Query'])
      .mayAskPool(['AdminGetUser']);
    // Few at a time: the mail service counts by the second.
    this.mails = this.#queue(house, 'mail', mail, 2);
  }

  #queue(house: House, id: string, teller: ServiceFunction, maximumConcurrency = 10): IQueue {
    const { queue } = new WorkQueue(this, house, id, {
      consumer: teller,
      maximumConcurrency,
      oldestAge: Duration.minutes(10),
    });
    // A copy that meets a live claim queues itself again.
    teller.mayReadSecret().maySendTo(queue, queueVariable(id));
    return queue;
  }
}
