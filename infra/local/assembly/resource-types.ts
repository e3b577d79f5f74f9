import { BootError } from '../boot-error.ts';
import type { Stack } from './template.ts';

/** Types that become something running. */
const RUNNING = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
]);

/** Types that matter only in the real cloud: permissions, keys, logs, alarms. A closed list on purpose. */
const NOTHING_TO_RUN = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** @throws BootError naming the first resource whose type the local cloud does not know */
export function refuseUnknownTypes(stack: Stack): void {
  for (const [logicalId, { Type }] of Object.entries(stack.template.Resources ?? {})) {
    if (RUNNING.has(Type) || NOTHING_TO_RUN.has(Type)) continue;
    throw new BootError(
      `The local cloud does not know the resource type ${Type} (${logicalId} in ${stack.name}): teach it in infra/local/assembly/resource-types.ts.`,
    );
  }
}
