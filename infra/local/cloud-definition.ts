import { existsSync } from 'node:fs';
import type { Resolver } from './assembly/resolver.ts';
import { refuseUnknownTypes } from './assembly/resource-types.ts';
import type { Assembly, Stack, TemplateResource } from './assembly/template.ts';
import type { GenerateSecretString, SecretSettings } from './aws/secrets.ts';
import { BootError } from './boot-error.ts';
import type { CognitoSettings } from './cognito/cognito.ts';
import { readFilters } from './events/filter-pattern.ts';
import type { FunctionDefinition } from './functions/definition.ts';
import type { Route } from './http/routes.ts';
import type { QueueSettings } from './queues/message.ts';
import { type RuleDefinition, ruleOf } from './scheduler/rule.ts';

type Fields = { readonly [name: string]: unknown };

/** An event source mapping, still as the template says it. */
export interface MappingDefinition {
  readonly functionId: string;
  readonly sourceArn: string;
  readonly batchSize: number | undefined;
  readonly batchingWindowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportsFailures: boolean;
  readonly filters: readonly object[];
  readonly bisects: boolean;
  readonly maximumRetries: number;
  readonly maximumAgeSeconds: number;
  readonly onFailureArn: string | undefined;
  readonly fromTheStart: boolean;
}

/** The table with its properties as CreateTable wants them. */
export interface TableDefinition {
  readonly name: string;
  readonly streamArn: string;
  readonly ttlAttribute: string | undefined;
  readonly create: Fields;
}

/** A JWT authorizer. */
export interface AuthorizerDefinition {
  readonly id: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly identitySources: readonly string[];
}

/** Everything of the template that runs, without any intrinsic function. */
export interface CloudDefinition {
  readonly tables: readonly TableDefinition[];
  readonly queues: readonly QueueSettings[];
  readonly functions: readonly FunctionDefinition[];
  readonly mappings: readonly MappingDefinition[];
  readonly secrets: readonly SecretSettings[];
  readonly scheduleGroups: readonly string[];
  readonly rules: readonly RuleDefinition[];
  readonly cognito: Omit<CognitoSettings, 'region'>;
  readonly apiId: string | undefined;
  readonly routes: readonly Route[];
  readonly authorizers: readonly AuthorizerDefinition[];
}

/**
 * Turns the stacks of an assembly into what is to run.
 *
 * @throws BootError when a resource is unknown or cannot run as it stands
 */
export function defineCloud(assembly: Assembly, resolver: Resolver): CloudDefinition {
  const resources: Resource[] = [];
  for (const stack of assembly.stacks) {
    refuseUnknownTypes(stack);
    for (const [logicalId, resource] of Object.entries(stack.template.Resources ?? {})) {
      if (!resolver.holds(stack, resource.Condition)) continue;
      resources.push(new Resource(stack, logicalId, resource, resolver));
    }
  }
  const of = (...types: string[]): Resource[] =>
    resources.filter((resource) => types.includes(resource.type));

  const functions = of('AWS::Lambda::Function').map((one) => functionOf(one, assembly));
  const functionByArn = new Map(functions.map(({ arn, id }) => [arn, id]));
  const functionByName = new Map(functions.map(({ name, id }) => [name, id]));
  const functionOfTarget = (target: string): string => {
    // Plain ARN, ARN of API Gateway's invocation path, or name.
    const arn = /(arn:aws:lambda:[^/]+)/.exec(target.replace(/^.*functions\//, ''))?.[1] ?? target;
    const id = functionByArn.get(arn) ?? functionByName.get(arn);
    if (!id) throw new BootError(`The template points at the function ${target}, which it lacks.`);
    return id;
  };

  const integrations = new Map(
    of('AWS::ApiGatewayV2::Integration').map((one) => [
      one.ref,
      functionOfTarget(String(one.properties.IntegrationUri)),
    ]),
  );
  return {
    tables: of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(tableOf),
    queues: of('AWS::SQS::Queue').map(queueOf),
    functions,
    mappings: of('AWS::Lambda::EventSourceMapping').map((one) => mappingOf(one, functionOfTarget)),
    secrets: of('AWS::SecretsManager::Secret').map((one) => ({
      arn: one.ref,
      secretString: one.properties.SecretString as string | undefined,
      generate: one.properties.GenerateSecretString as GenerateSecretString | undefined,
    })),
    scheduleGroups: of('AWS::Scheduler::ScheduleGroup').map(({ ref }) => ref),
    rules: of('AWS::Events::Rule').map((one) => ruleOf(one, functionOfTarget)),
    cognito: {
      pools: of('AWS::Cognito::UserPool').map(({ ref, properties }) => ({ id: ref, properties })),
      clients: of('AWS::Cognito::UserPoolClient').map(({ ref, properties }) => ({
        id: ref,
        poolId: String(properties.UserPoolId),
        properties,
      })),
    },
    apiId: of('AWS::ApiGatewayV2::Api')[0]?.ref,
    routes: of('AWS::ApiGatewayV2::Route').map((one) => routeOf(one, integrations)),
    authorizers: of('AWS::ApiGatewayV2::Authorizer').map(authorizerOf),
  };
}

class Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly ref: string;
  readonly arn: string;
  readonly properties: Fields;
  /** The construct's own name in infra, `turn` of `frontdesk-dev-app/work-turn/turn/Resource`. */
  readonly constructName: string;
  readonly attributes: { readonly [name: string]: string };

  constructor(stack: Stack, logicalId: string, resource: TemplateResource, resolver: Resolver) {
    const identity = resolver.identity(stack, logicalId);
    this.type = resource.Type;
    this.logicalId = logicalId;
    this.ref = identity.ref;
    this.attributes = identity.attributes;
    this.arn = identity.attributes.Arn ?? identity.ref;
    const needed = NEEDS_PROPERTIES.test(resource.Type);
    this.properties = needed ? (resolver.resolve(stack, resource.Properties ?? {}) as Fields) : {};
    const path = String(
      stack.paths.get(logicalId) ?? resource.Metadata?.['aws:cdk:path'] ?? '',
    ).split('/');
    this.constructName = (path.at(-1) === 'Resource' ? path.at(-2) : path.at(-1)) || logicalId;
  }
}

/** What is only named (roles, alarms, keys …) is not resolved: its properties may use anything. */
const NEEDS_PROPERTIES =
  /^AWS::(ApiGatewayV2|Cognito|DynamoDB|Events|Lambda|Scheduler|SecretsManager|SQS)::/;

function functionOf(resource: Resource, assembly: Assembly): FunctionDefinition {
  const { properties, ref, arn, logicalId } = resource;
  const code = properties.Code as { S3Key?: string; ZipFile?: string };
  const folder = assembly.assets.get(code.S3Key ?? '');
  if (!folder || !existsSync(folder)) {
    throw new BootError(`The code of the function ${ref} (${logicalId}) is not in the assembly.`);
  }
  const variables = (properties.Environment as { Variables?: object } | undefined)?.Variables;
  const environment = Object.fromEntries(
    Object.entries(variables ?? {}).map(([name, value]) => [name, String(value)]),
  );
  return {
    id: environment.POWERTOOLS_SERVICE_NAME ?? ref,
    name: ref,
    arn,
    folder,
    handler: String(properties.Handler),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    environment,
  };
}

function tableOf({ properties, ref, attributes }: Resource): TableDefinition {
  const ttl = properties.TimeToLiveSpecification as
    | { Enabled?: boolean; AttributeName?: string }
    | undefined;
  const stream = properties.StreamSpecification as { StreamViewType?: string } | undefined;
  const indexes = (properties.GlobalSecondaryIndexes as Fields[] | undefined)?.map(
    ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
  );
  return {
    name: ref,
    streamArn: attributes.StreamArn ?? '',
    ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
    create: {
      TableName: ref,
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: properties.KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes ? { GlobalSecondaryIndexes: indexes } : {}),
      ...(properties.LocalSecondaryIndexes
        ? { LocalSecondaryIndexes: properties.LocalSecondaryIndexes }
        : {}),
      ...(stream ? { StreamSpecification: { StreamEnabled: true, ...stream } } : {}),
    },
  };
}

function queueOf({ properties, ref, arn, attributes, constructName }: Resource): QueueSettings {
  const redrive = properties.RedrivePolicy as
    | { deadLetterTargetArn: string; maxReceiveCount: number | string }
    | undefined;
  return {
    id: constructName,
    name: attributes.QueueName ?? '',
    url: ref,
    arn,
    fifo: String(properties.FifoQueue) === 'true',
    contentBasedDeduplication: String(properties.ContentBasedDeduplication) === 'true',
    delaySeconds: Number(properties.DelaySeconds ?? 0),
    visibilitySeconds: Number(properties.VisibilityTimeout ?? 30),
    retentionSeconds: Number(properties.MessageRetentionPeriod ?? 345_600),
    ...(redrive
      ? {
          redrive: {
            deadLetterArn: redrive.deadLetterTargetArn,
            maxReceives: Number(redrive.maxReceiveCount),
          },
        }
      : {}),
  };
}

function mappingOf(
  { properties }: Resource,
  functionOfTarget: (target: string) => string,
): MappingDefinition {
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: number } | undefined;
  const destination = properties.DestinationConfig as
    | { OnFailure?: { Destination?: string } }
    | undefined;
  const types = (properties.FunctionResponseTypes ?? []) as string[];
  return {
    functionId: functionOfTarget(String(properties.FunctionName)),
    sourceArn: String(properties.EventSourceArn),
    batchSize: properties.BatchSize as number | undefined,
    batchingWindowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    maximumConcurrency: scaling?.MaximumConcurrency,
    reportsFailures: types.includes('ReportBatchItemFailures'),
    filters: readFilters(properties.FilterCriteria),
    bisects: String(properties.BisectBatchOnFunctionError) === 'true',
    maximumRetries: Number(properties.MaximumRetryAttempts ?? -1),
    maximumAgeSeconds: Number(properties.MaximumRecordAgeInSeconds ?? -1),
    onFailureArn: destination?.OnFailure?.Destination,
    fromTheStart: properties.StartingPosition !== 'LATEST',
  };
}

function routeOf({ properties }: Resource, integrations: ReadonlyMap<string, string>): Route {
  const target = String(properties.Target).replace(/^integrations\//, '');
  const functionId = integrations.get(target);
  const key = String(properties.RouteKey);
  if (!functionId) throw new BootError(`The route ${key} has no function behind it.`);
  return {
    key,
    functionId,
    scopes: (properties.AuthorizationScopes ?? []) as string[],
    ...(properties.AuthorizerId !== undefined
      ? { authorizer: String(properties.AuthorizerId) }
      : {}),
  };
}

function authorizerOf({ properties, ref }: Resource): AuthorizerDefinition {
  if (properties.AuthorizerType !== 'JWT') {
    throw new BootError(
      `The local cloud knows JWT authorizers only, not ${String(properties.AuthorizerType)}.`,
    );
  }
  const jwt = properties.JwtConfiguration as { Issuer: string; Audience: string[] };
  return {
    id: ref,
    issuer: jwt.Issuer,
    audience: jwt.Audience,
    identitySources: (properties.IdentitySource ?? ['$request.header.Authorization']) as string[],
  };
}
