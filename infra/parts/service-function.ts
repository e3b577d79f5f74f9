import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { IndexName } from '../../shared/platform/table/indexes.ts';
import { ALARM_PERIOD } from './alarms.ts';
import { bundleOf } from './bundle.ts';
import type { House } from './house.ts';

/** The actions of DynamoDB on items that a function may ask for. A transaction needs those of its parts. */
export type TableAction =
  | 'GetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** The actions on people in the user pool that a function may ask for. */
export type PoolAction =
  | 'AdminConfirmSignUp'
  | 'AdminDeleteUser'
  | 'AdminGetUser'
  | 'AdminSetUserPassword'
  | 'AdminUpdateUserAttributes'
  | 'AdminUserGlobalSignOut';

export interface ServiceFunctionProps {
  /** What it does, one sentence; shown in the console. */
  readonly description: string;
  readonly timeout: Duration;
  /** MB; 512 is the knee where more memory stops buying speed for I/O-bound work. */
  readonly memorySize?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The one way a function is made: `functions/<room>/<name>.lambda.ts` becomes the Lambda `<room>-<name>`. */
export class ServiceFunction extends NodejsFunction {
  readonly #house: House;

  constructor(scope: Construct, house: House, id: string, props: ServiceFunctionProps) {
    const { stage, data, alarms } = house;

    const logGroup = new LogGroup(scope, `${id}-log`, {
      logGroupName: `/frontdesk/${stage.name}/${id}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own instead of the managed AWSLambdaBasicExecutionRole, which may write to every log group.
    const role = new Role(scope, `${id}-role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${stage.prefix}-${id}`,
    });
    logGroup.grantWrite(role);

    super(scope, id, {
      functionName: `${stage.prefix}-${id}`,
      description: props.description,
      // Commands that only look at the template ask for no bundles.
      code: Stack.of(scope).bundlingRequired ? Code.fromAsset(bundleOf(id)) : Code.fromInline('//'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        TABLE_NAME: data.table.tableName,
        PLATFORM_SECRET_ARN: data.secret.secretArn,
        STAGE: stage.name,
        LOG_LEVEL: 'INFO',
        POWERTOOLS_SERVICE_NAME: id,
        POWERTOOLS_METRICS_NAMESPACE: 'frontdesk',
        ...props.environment,
      },
    });
    this.#house = house;

    alarms.add(
      {
        name: `errors-${id}`,
        what: `${id} fails.`,
        metric: this.metricErrors({ period: ALARM_PERIOD }),
        threshold: 1,
        periods: 2,
      },
      this,
    );
  }

  /** May do `actions` on the table's items, and Query the indexes named. */
  mayUseTable(actions: readonly TableAction[], indexes: readonly IndexName[] = []): this {
    const { table } = this.#house.data;
    this.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [table.tableArn],
      }),
    );
    if (indexes.length > 0) {
      this.addToRolePolicy(
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
        }),
      );
    }
    return this.#mayDecrypt('dynamodb');
  }

  /** May read the platform's secret. */
  mayReadSecret(): this {
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [this.#house.data.secret.secretArn],
      }),
    );
    return this.#mayDecrypt('secretsmanager');
  }

  /** May do `actions` on people in the user pool. Signing in and up needs no permission of ours. */
  mayAskPool(actions: readonly PoolAction[]): this {
    this.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `cognito-idp:${action}`),
        resources: [this.#house.data.userPool.userPoolArn],
      }),
    );
    return this;
  }

  /** May read the table's stream. */
  mayReadStream(): this {
    const { table } = this.#house.data;
    if (!table.tableStreamArn) throw new Error('The table has no stream.');
    this.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          // Not used by us: Lambda refuses the mapping of a role without it.
          'dynamodb:ListStreams',
        ],
        resources: [table.tableStreamArn],
      }),
    );
    return this.#mayDecrypt('dynamodb');
  }

  /** May send to `queue`, whose URL it finds in the environment variable `variable`. */
  maySendTo(queue: IQueue, variable: string): this {
    this.addEnvironment(variable, queue.queueUrl);
    this.addToRolePolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    );
    return this;
  }

  /** The data's key opens only through the service that stores what it sealed. */
  #mayDecrypt(service: 'dynamodb' | 'secretsmanager'): this {
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.#house.data.key.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `${service}.${this.stack.region}.amazonaws.com` },
        },
      }),
    );
    return this;
  }
}
