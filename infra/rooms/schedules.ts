import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../parts/acknowledge.ts';
import type { House } from '../parts/house.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import { WorkQueue } from '../parts/work-queue.ts';

/** Turns bookings into timers, and does what is due when one fires. */
export class Schedules extends Construct {
  /** What timers are to be armed for. */
  readonly toArrange: IQueue;
  /** Timers that have fired. */
  readonly due: IQueue;

  /** @param fires `archive`: where the timers of silences end */
  constructor(scope: Construct, house: House, fires: { readonly archive: WorkQueue }) {
    super(scope, 'schedules');

    const expiry = new ServiceFunction(this, house, 'schedules-expiry', {
      description: 'Frees the time of a booking that nobody confirmed',
      timeout: Duration.seconds(30),
    }).mayUseTable(['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    const due = new WorkQueue(this, house, 'expiry', {
      consumer: expiry,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });

    const arrange = new ServiceFunction(this, house, 'schedules-arrange', {
      description: 'Arms the timers of bookings and silences',
      timeout: Duration.seconds(30),
    })
      // What is due within a minute goes straight to the queue, since the Scheduler may refuse the past.
      .maySendTo(due.queue, 'EXPIRY_QUEUE_URL')
      .maySendTo(fires.archive.queue, 'ARCHIVE_QUEUE_URL');
    const { queue } = new WorkQueue(this, house, 'arrange', {
      consumer: arrange,
      maximumConcurrency: 10,
      oldestAge: Duration.minutes(10),
    });
    this.toArrange = queue;
    this.due = due.queue;

    this.#letSchedule(house, arrange, { expiry: due, archive: fires.archive });
  }

  /** Lets `arrange` make one-time schedules that put a message on these queues and can do nothing else. */
  #letSchedule(
    house: House,
    arrange: ServiceFunction,
    due: { readonly expiry: WorkQueue; readonly archive: WorkQueue },
  ): void {
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

    arrange
      .addEnvironment('EXPIRY_QUEUE_ARN', due.expiry.queue.queueArn)
      .addEnvironment('DEAD_EXPIRY_QUEUE_ARN', due.expiry.deadLetters.queueArn)
      .addEnvironment('ARCHIVE_QUEUE_ARN', due.archive.queue.queueArn)
      .addEnvironment('DEAD_ARCHIVE_QUEUE_ARN', due.archive.deadLetters.queueArn)
      .addEnvironment('SCHEDULE_GROUP', group.ref)
      .addEnvironment('SCHEDULER_ROLE_ARN', role.roleArn);
    arrange.addToRolePolicy(
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
    arrange.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
    acknowledge(arrange.role ?? arrange, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${house.stage.prefix}/*]`]:
        'Schedules are made at run time, one per timer of a booking or silence; the wildcard is what stands in the one group.',
    });
  }
}
