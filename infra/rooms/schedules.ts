import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../parts/acknowledge.ts';
import type { House } from '../parts/house.ts';
import { queueVariable } from '../parts/queue-variable.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** Queues that timers of one kind end in, by the kind. */
type Queues = Readonly<Record<string, WorkQueue>>;

/** What a schedule needs to be made and to fire. */
interface Means {
  readonly group: CfnScheduleGroup;
  readonly role: Role;
}

/** Turns bookings into timers, and does what is due when one fires. */
export class Schedules extends Construct {
  /** What timers are to be armed for. */
  readonly toArrange: IQueue;

  /** @param fires `archive`, `turn`: where the timers of silences, and of openings, end */
  constructor(
    scope: Construct,
    house: House,
    fires: { readonly archive: WorkQueue; readonly turn: WorkQueue },
  ) {
    super(scope, 'schedules');

    const expiry = new ServiceFunction(this, house, 'schedules-expiry', {
      description: 'Frees the time of a booking that nobody confirmed',
      timeout: Duration.seconds(30),
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    const expiries = new WorkQueue(this, house, 'expiry', {
      consumer: expiry,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });

    const reminder = new ServiceFunction(this, house, 'schedules-reception-reminder', {
      description: 'Writes on a booking that reception is reminded of it once more',
      timeout: Duration.seconds(30),
    }).mayUseTable(['GetItem', 'UpdateItem']);
    const reminders = new WorkQueue(this, house, 'reminder', {
      consumer: reminder,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });

    const arrange = new ServiceFunction(this, house, 'schedules-arrange', {
      description: 'Arms the timers of bookings, silences and openings',
      timeout: Duration.seconds(30),
    }).mayUseTable(['GetItem']);
    const { queue } = new WorkQueue(this, house, 'arrange', {
      consumer: arrange,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });
    this.toArrange = queue;

    const due = { expiry: expiries, reminder: reminders, ...fires };
    const means = this.#meansToFire(house, due);
    this.#letSchedule(house, arrange, due, means);
    // What fires in quiet hours, or early by this worker's clock, is armed again.
    this.#letSchedule(house, reminder, { reminder: reminders }, means);
  }

  /** The group that all schedules stand in, and what one may do when it fires: reach these queues, nothing else. */
  #meansToFire(house: House, due: Queues): Means {
    const { account } = Stack.of(this);
    const group = new CfnScheduleGroup(this, 'group', { name: house.stage.prefix });
    const role = new Role(this, 'scheduler-role', {
      description: `${house.stage.prefix}: what a schedule may do when it fires`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceArn': group.attrArn, 'aws:SourceAccount': account },
        },
      }),
    });
    // The dead letters too: the Scheduler writes there in the name of this role.
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: Object.values(due).flatMap(({ queue, deadLetters }) => [
          queue.queueArn,
          deadLetters.queueArn,
        ]),
      }),
    );
    return { group, role };
  }

  /** Lets `who` make one-time schedules that put a message on the queues of `due`. */
  #letSchedule(house: House, who: ServiceFunction, due: Queues, { group, role }: Means): void {
    for (const [id, { queue, deadLetters }] of Object.entries(due)) {
      const name = id.toUpperCase();
      // What is due within a minute goes straight to the queue, since the Scheduler may refuse the past.
      who
        .maySendTo(queue, queueVariable(id))
        .addEnvironment(`${name}_QUEUE_ARN`, queue.queueArn)
        .addEnvironment(`DEAD_${name}_QUEUE_ARN`, deadLetters.queueArn);
    }
    who
      .addEnvironment('SCHEDULE_GROUP', group.ref)
      .addEnvironment('SCHEDULER_ROLE_ARN', role.roleArn);
    who.addToRolePolicy(
      new PolicyStatement({
        actions: ['scheduler:CreateSchedule'],
        resources: [
          Stack.of(this).formatArn({
            service: 'scheduler',
            resource: 'schedule',
            resourceName: `${house.stage.prefix}/*`,
          }),
        ],
      }),
    );
    who.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
    acknowledge(who.role ?? who, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${house.stage.prefix}/*]`]:
        'Schedules are made at run time, one per timer of a booking, silence or opening; the wildcard is what stands in the one group.',
    });
  }
}
