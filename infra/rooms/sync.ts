import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD } from '../parts/alarms.ts';
import type { House } from '../parts/house.ts';
import type { FrontDoor } from '../parts/http-api.ts';
import { queueVariable } from '../parts/queue-variable.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

const SWEEP_EVERY = Duration.minutes(5);

/** Brings bookings to where people see them outside of this system. */
export class Sync extends Construct {
  /** Bookings that their destinations do not show as they stand. */
  readonly toSync: IQueue;
  /** What is to be kept up of a project. */
  readonly toKeepUp: IQueue;

  /** @param api where those who are asked to tell of changes find us */
  constructor(scope: Construct, house: House, { api }: { readonly api: FrontDoor }) {
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
    this.toKeepUp = this.#keepUp(house, api);
  }

  /** What nobody asks for: every five minutes a look at all projects, and a message for each thing that is due. */
  #keepUp(house: House, api: FrontDoor): IQueue {
    const upkeep = new ServiceFunction(this, house, 'sync-upkeep', {
      description: 'Keeps up what projects have outside of this system',
      timeout: Duration.seconds(90),
      environment: { API_URL: api.apiEndpoint },
    })
      .mayUseTable(
        ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        ['bookingsOfProject'],
      )
      .mayReadSecret()
      .maySendTo(this.toSync, queueVariable('sync'));
    const { queue } = new WorkQueue(this, house, 'upkeep', {
      consumer: upkeep,
      batchSize: 5,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(20),
    });
    upkeep.maySendTo(queue, queueVariable('upkeep'));
    house.alarms.add({
      name: 'sign-in-refused',
      what: 'A provider does not accept this installation: no sign-in there can be renewed.',
      metric: new Metric({
        namespace: 'frontdesk',
        metricName: 'SignInRefused',
        dimensionsMap: { service: upkeep.node.id },
        statistic: 'Sum',
        period: ALARM_PERIOD,
      }),
      threshold: 3,
    });

    const sweep = new ServiceFunction(this, house, 'sync-sweep', {
      description: 'Looks which projects have something to keep up',
      timeout: Duration.seconds(60),
    })
      .mayUseTable(['Query'])
      .mayReadSecret()
      .maySendTo(queue, queueVariable('upkeep'));
    // The next sweep makes good what this one left out.
    sweep.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: SWEEP_EVERY });
    new Rule(this, 'sweep-rule', {
      description: 'Begins what is due of any project',
      schedule: Schedule.rate(SWEEP_EVERY),
      targets: [new LambdaFunction(sweep, { retryAttempts: 0, maxEventAge: SWEEP_EVERY })],
    });
    return queue;
  }
}
