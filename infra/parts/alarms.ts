import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** One thing worth waking a person for. */
export interface AlarmProps {
  /** The alarm's name behind the stage, and its entry in docs/runbook.md: `dlq-turn`. */
  readonly name: string;
  /** What happened, one sentence for the person who is woken. */
  readonly what: string;
  readonly metric: IMetric;
  /** The alarm sounds at this value and above. */
  readonly threshold: number;
  /** How many periods in a row; 1 when absent. */
  readonly periods?: number;
}

/** The period of every alarm's metric. */
export const ALARM_PERIOD = Duration.minutes(5);

/** All alarms of a stage and the one topic that they ring. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly #stage: Stage;
  readonly #action: SnsAction;

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'alarms');
    this.#stage = stage;
    this.topic = new Topic(this, 'topic', {
      displayName: `${stage.prefix} alarms`,
      enforceSSL: true,
    });
    // A topic with a policy of its own loses the default one, which is what lets CloudWatch publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayRing',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: `${stage.prefix}-*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    this.#action = new SnsAction(this.topic);
  }

  /**
   * Adds one alarm; its description ends with the place in the runbook.
   *
   * @param about what it watches: the alarm stands in its stack
   */
  add({ name, what, metric, threshold, periods = 1 }: AlarmProps, about: Construct = this): void {
    const home = Stack.of(about) === Stack.of(this) ? this : about;
    new Alarm(home, name, {
      alarmName: `${this.#stage.prefix}-${name}`,
      alarmDescription: `${what} See docs/runbook.md#${name}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(this.#action);
  }
}
