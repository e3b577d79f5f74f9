import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { ApiHandler } from './load-handler.ts';

export interface ApiCall {
  /** As in the API: `POST /projects/{project_id}/bookings`. */
  readonly routeKey: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The signed-in user; absent: nobody. */
  readonly userId?: string;
}

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Calls an API door as the HTTP API does (payload format 2.0), after its authorizer. */
export async function callApi<Body>(handler: ApiHandler, call: ApiCall): Promise<ApiAnswer<Body>> {
  const event = {
    version: '2.0',
    routeKey: call.routeKey,
    headers: { ...call.headers },
    pathParameters: { ...call.path },
    queryStringParameters: { ...call.query },
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'request-1',
      authorizer: call.userId ? { jwt: { claims: { sub: call.userId }, scopes: [] } } : undefined,
    },
  };
  const answer = await handler(event as unknown as APIGatewayProxyEventV2, {} as Context);
  const body = JSON.parse(answer.body ?? 'null') as Body;
  return { status: answer.statusCode ?? 200, body };
}
