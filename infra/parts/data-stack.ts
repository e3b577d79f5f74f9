import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AccountRecovery, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { INDEXES, type Index } from '../../shared/platform/table/indexes.ts';
import { acknowledge } from './acknowledge.ts';
import type { Stage } from './stage.ts';

/** Everything that must outlive a deployment: the table, the people who sign in, the one secret, and their key. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: Table;
  readonly secret: Secret;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;

  constructor(scope: Construct, stage: Stage) {
    super(scope, `${stage.prefix}-data`, {
      description: `frontdesk (${stage.name}): table, users, secret`,
      terminationProtection: stage.keepsData,
    });
    const { removalPolicy, keepsData: deletionProtection } = stage;

    this.key = new Key(this, 'key', {
      description: `${stage.prefix}: table and secret`,
      enableKeyRotation: true,
      removalPolicy,
    });

    this.table = new Table(this, 'table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection,
      removalPolicy,
    });
    for (const [indexName, index] of Object.entries(INDEXES)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
        ...projectionOf(index),
      });
    }

    this.secret = new Secret(this, 'secret', {
      description: `${stage.prefix}: PLATFORM_KEY (made here) and the keys that the owner fills in`,
      encryptionKey: this.key,
      // Letters and digits only: the key goes through shells and `.env` files of people who rotate it.
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'PLATFORM_KEY',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy,
    });
    acknowledge(this.secret, {
      'AwsSolutions-SMG4':
        'PLATFORM_KEY signs webhook tokens that outside services hold, and the other values are issued by outside services: rotation is a runbook step with PLATFORM_KEY_PREVIOUS, never a timer.',
    });

    this.userPool = new UserPool(this, 'users', {
      userPoolName: stage.prefix,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      // Codes and mails are our own: Cognito sends none, and of its own it would send 50 a day (ADR 0031).
      selfSignUpEnabled: true,
      autoVerify: {},
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection,
      removalPolicy,
    });
    acknowledge(this.userPool, {
      'AwsSolutions-COG2':
        'Sign-in is one call of our own API with e-mail and password; a second factor comes with the panel that can ask for it.',
      'AwsSolutions-COG8':
        'The plus tier is charged for each active user; a throttled route, a 12-character password policy and one-hour tokens do here.',
    });
    this.userPoolClient = this.userPool.addClient('web', {
      authFlows: { userPassword: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'SecretArn', { value: this.secret.secretArn });
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.userPoolClient.userPoolClientId });
  }
}

/** What an index carries beside its keys. */
function projectionOf({ include }: Index) {
  if (include === undefined) return { projectionType: ProjectionType.ALL };
  if (include.length === 0) return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...include] };
}
