import { createHash } from 'node:crypto';
import type { Account, Identify, Identity } from './resolver.ts';

/** What identities depend on beyond the template. */
export interface Surroundings extends Account {
  /** Where the AWS services answer; queue URLs point here because the SDK follows their host. */
  readonly awsRoot: () => string;
  /** Where the HTTP API answers. */
  readonly api: string;
}

/** Physical names, ARNs and URLs of the resources: fixed by stack and logical id, so a restart finds them again. */
export function identifier(surroundings: Surroundings): Identify {
  const { accountId, region, awsRoot, api } = surroundings;
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${region}:${accountId}:${rest}`;

  return (stackName, logicalId, resource, resolve) => {
    const property = (name: string): string | undefined => {
      const value = resolve(resource.Properties?.[name]);
      return value === undefined ? undefined : String(value);
    };
    const fallback = `${stackName}-${logicalId}`;
    const fingerprint = createHash('sha256').update(fallback).digest('hex');
    const named = (name: string, extra: Record<string, string>): Identity => ({
      ref: name,
      attributes: extra,
    });

    switch (resource.Type) {
      case 'AWS::SQS::Queue': {
        const suffix = property('FifoQueue') === 'true' ? '.fifo' : '';
        const name = property('QueueName') ?? `${fallback.slice(0, 75)}${suffix}`;
        const url = `${awsRoot()}/${accountId}/${name}`;
        return named(url, { Arn: arn('sqs', name), QueueName: name, QueueUrl: url });
      }
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable': {
        const name = property('TableName') ?? fallback;
        const tableArn = arn('dynamodb', `table/${name}`);
        return named(name, {
          Arn: tableArn,
          StreamArn: `${tableArn}/stream/local`,
          TableId: fingerprint.slice(0, 32),
        });
      }
      case 'AWS::Lambda::Function': {
        const name = property('FunctionName') ?? fallback.slice(0, 64);
        return named(name, { Arn: arn('lambda', `function:${name}`) });
      }
      case 'AWS::SecretsManager::Secret': {
        const name = property('Name') ?? fallback;
        const secretArn = arn('secretsmanager', `secret:${name}-${fingerprint.slice(0, 6)}`);
        return named(secretArn, { Id: secretArn });
      }
      case 'AWS::Cognito::UserPool': {
        const id = `${region}_${fingerprint.slice(0, 9)}`;
        const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
        return named(id, {
          Arn: arn('cognito-idp', `userpool/${id}`),
          ProviderName: provider,
          ProviderURL: `https://${provider}`,
          UserPoolId: id,
        });
      }
      case 'AWS::Cognito::UserPoolClient': {
        const id = fingerprint.slice(0, 26);
        return named(id, { ClientId: id, Name: property('ClientName') ?? logicalId });
      }
      case 'AWS::Scheduler::ScheduleGroup': {
        const name = property('Name') ?? fallback.slice(0, 64);
        return named(name, { Arn: arn('scheduler', `schedule-group/${name}`) });
      }
      case 'AWS::Events::Rule': {
        const name = property('Name') ?? fallback.slice(0, 64);
        return named(name, { Arn: arn('events', `rule/${name}`) });
      }
      case 'AWS::ApiGatewayV2::Api': {
        const id = fingerprint.slice(0, 10);
        return named(id, {
          ApiId: id,
          ApiEndpoint: api,
        });
      }
      case 'AWS::ApiGatewayV2::Stage':
        return named(property('StageName') ?? '$default', {});
      case 'AWS::ApiGatewayV2::Authorizer':
        return named(logicalId, { AuthorizerId: logicalId });
      case 'AWS::IAM::Role': {
        const name = property('RoleName') ?? fallback.slice(0, 64);
        return named(name, {
          Arn: `arn:aws:iam::${accountId}:role/${name}`,
          RoleId: fingerprint.slice(0, 20).toUpperCase(),
        });
      }
      case 'AWS::IAM::ManagedPolicy': {
        const policyArn = `arn:aws:iam::${accountId}:policy/${fallback}`;
        return named(policyArn, { PolicyArn: policyArn });
      }
      case 'AWS::KMS::Key': {
        const id = `${fingerprint.slice(0, 8)}-0000-4000-8000-${fingerprint.slice(8, 20)}`;
        return named(id, { Arn: arn('kms', `key/${id}`), KeyId: id });
      }
      case 'AWS::Logs::LogGroup': {
        const name = property('LogGroupName') ?? fallback;
        return named(name, { Arn: arn('logs', `log-group:${name}:*`) });
      }
      case 'AWS::SNS::Topic': {
        const name = property('TopicName') ?? fallback;
        return named(arn('sns', name), { TopicArn: arn('sns', name), TopicName: name });
      }
      case 'AWS::CloudWatch::Alarm':
      case 'AWS::CloudWatch::CompositeAlarm': {
        const name = property('AlarmName') ?? fallback;
        return named(name, { Arn: arn('cloudwatch', `alarm:${name}`) });
      }
      default:
        return named(fallback, {});
    }
  };
}
