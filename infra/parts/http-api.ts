import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRoute,
  type CfnStage,
  type HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpApi,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RouteKey } from '../../shared/contracts/routes.ts';
import { acknowledge } from './acknowledge.ts';
import { ALARM_PERIOD } from './alarms.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * What the access log says of a request. Never the query string or the whole path: a webhook's token stands in the
 * query, and ids of people stand in paths; the route key tells enough.
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.message',
  ip: '$context.identity.sourceIp',
  responseLength: '$context.responseLength',
} as const;

/** The one stage of the HTTP API, throttled and logged. What it may be asked is said by front doors. */
export function openStage(scope: Construct, { stage, alarms }: House, api: IHttpApi): HttpStage {
  const accessLog = new LogGroup(scope, 'http-api-log', {
    // Under this prefix log delivery needs no entry of its own in the account's policy, which has a size limit.
    logGroupName: `/aws/vendedlogs/frontdesk/${stage.name}/api-access`,
    retention: stage.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  alarms.add(
    {
      name: 'api-5xx',
      what: 'The HTTP API answers 5xx.',
      metric: api.metricServerError({ period: ALARM_PERIOD, statistic: 'Sum' }),
      threshold: 5,
    },
    scope,
  );
  return new HttpStage(scope, 'default', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: stage.throttle,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
    },
  });
}

/**
 * The routes of one stack's functions: every one asks for a token unless told, and is there twice, since the gateway
 * takes `/config` and `/config/` for two paths.
 */
export class FrontDoor extends Construct {
  readonly apiEndpoint: string;
  readonly #api: IHttpApi;
  readonly #signedIn: IHttpRouteAuthorizer;
  readonly #stage: CfnStage | undefined;
  readonly #routes = new Map<string, CfnRoute>();
  readonly #limits: Record<string, object> = {};

  /** @param stage in which single routes can be throttled; absent: in another stack */
  constructor(scope: Construct, { data }: House, api: HttpApi | IHttpApi, stage?: HttpStage) {
    super(scope, 'front-door');
    this.#api = api as IHttpApi;
    this.apiEndpoint = api.apiEndpoint;
    this.#stage = stage?.node.defaultChild as CfnStage | undefined;
    this.#signedIn = new HttpUserPoolAuthorizer('signed-in', data.userPool, {
      userPoolClients: [data.userPoolClient],
    });
  }

  /** `routes` lead to `to`, for people who are signed in. */
  forSignedIn(to: ServiceFunction, ...routes: RouteKey[]): void {
    this.#lead(to, routes, this.#signedIn);
  }

  /**
   * `routes` lead to `to`, for everyone; the function itself decides whom it believes.
   *
   * @param why how it decides, for the person who audits the routes without a token
   */
  forEveryone(to: ServiceFunction, why: string, ...routes: RouteKey[]): void {
    for (const route of this.#lead(to, routes)) acknowledge(route, { 'AwsSolutions-APIG4': why });
  }

  /** A throttle of its own for one route: what is dear, or worth guessing at. */
  limit(key: RouteKey, { rateLimit, burstLimit }: Required<ThrottleSettings>): void {
    if (!this.#stage || !this.#routes.has(key)) throw new Error(`There is no ${key} to limit.`);
    for (const one of [key, `${key}/`]) {
      const route = this.#routes.get(one);
      if (!route) continue;
      // Plain JSON to CloudFormation, so spelled as the service does; and the service wants the route to exist first.
      this.#limits[one] = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
      this.#stage.node.addDependency(route);
    }
    this.#stage.routeSettings = this.#limits;
  }

  #lead(to: ServiceFunction, keys: RouteKey[], authorizer?: IHttpRouteAuthorizer): CfnRoute[] {
    const integration = new HttpLambdaIntegration(`to-${to.node.id}`, to, {
      // One permission for all routes of this API: one for each path would double the function's policy.
      scopePermissionToRoute: false,
    });
    return keys.flatMap((key) => {
      const [method, path] = key.split(' ') as [keyof typeof HttpMethod, string];
      const route = new HttpRoute(this, key, {
        httpApi: this.#api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration,
        ...(authorizer && { authorizer }),
      });
      return this.#withSlash(key, route);
    });
  }

  /** A route, and its twin with a slash at the end, which the CDK's own construct does not make. */
  #withSlash(key: RouteKey, route: HttpRoute): CfnRoute[] {
    const plain = route.node.defaultChild as CfnRoute;
    this.#routes.set(key, plain);
    if (key.endsWith('/')) return [plain];
    const { apiId, target, authorizationType, authorizerId } = plain;
    const twin = new CfnRoute(this, `${key}/`, {
      routeKey: `${key}/`,
      apiId,
      ...(target === undefined ? {} : { target }),
      ...(authorizationType === undefined ? {} : { authorizationType }),
      ...(authorizerId === undefined ? {} : { authorizerId }),
    });
    this.#routes.set(`${key}/`, twin);
    return [plain, twin];
  }
}
