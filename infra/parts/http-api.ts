import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ALARM_PERIOD } from './alarms.ts';
import type { House } from './house.ts';
import type { ServiceFunction } from './service-function.ts';

/** A route as API Gateway writes it: `GET /projects/{project_id}/config`. */
export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`;

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

/** The HTTP API of a stage: one default stage, throttled and logged; every route asks for a token unless told. */
export class FrontDoor extends HttpApi {
  readonly #signedIn: IHttpRouteAuthorizer;
  readonly #stage: CfnStage;
  readonly #limits: Record<string, CfnStage.RouteSettingsProperty> = {};

  constructor(scope: Construct, { stage, data, alarms }: Omit<House, 'api'>) {
    super(scope, 'http-api', {
      apiName: stage.prefix,
      createDefaultStage: false,
    });
    this.#signedIn = new HttpUserPoolAuthorizer('signed-in', data.userPool, {
      userPoolClients: [data.userPoolClient],
    });

    const accessLog = new LogGroup(scope, 'http-api-log', {
      logGroupName: `/frontdesk/${stage.name}/api-access`,
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    const httpStage = new HttpStage(this, 'default', {
      httpApi: this,
      stageName: '$default',
      autoDeploy: true,
      throttle: stage.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.#stage = httpStage.node.defaultChild as CfnStage;

    alarms.add({
      runbook: 'api-5xx',
      what: 'The HTTP API answers 5xx.',
      metric: this.metricServerError({ period: ALARM_PERIOD, statistic: 'Sum' }),
      threshold: 5,
    });
  }

  /** `routes` lead to `to`, for people who are signed in. */
  forSignedIn(to: ServiceFunction, ...routes: RouteKey[]): void {
    this.#lead(to, routes, this.#signedIn);
  }

  /** `routes` lead to `to`, for everyone: the function itself decides whom it believes, `why` says how. */
  forEveryone(to: ServiceFunction, why: string, ...routes: RouteKey[]): void {
    for (const route of this.#lead(to, routes, undefined)) {
      acknowledge(route, { 'AwsSolutions-APIG4': why });
    }
  }

  /** A limit of its own for one route, in requests per second: what is dear or worth guessing at. */
  limit(route: RouteKey, throttlingRateLimit: number, throttlingBurstLimit: number): void {
    this.#limits[route] = { throttlingRateLimit, throttlingBurstLimit };
    this.#stage.routeSettings = this.#limits;
  }

  #lead(to: ServiceFunction, routes: RouteKey[], authorizer: IHttpRouteAuthorizer | undefined) {
    const integration = new HttpLambdaIntegration(`to-${to.node.id}`, to);
    return routes.flatMap((route) => {
      const [method, path] = route.split(' ') as [keyof typeof HttpMethod, string];
      return this.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        ...(authorizer && { authorizer }),
      });
    });
  }
}
