import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';

/** A request to an API door, as API Gateway hands it over. */
export interface HttpCall {
  /** `GET /projects/{project_id}/config` */
  readonly route: string;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
  /** The subject of the verified token; absent: nobody signed in. */
  readonly user?: string;
  /** Her address, proven, as the token carries it. */
  readonly email?: string;
}

type Door = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Calls a door and reads its answer; `json` is `undefined` without a body. */
export async function call(door: Door, request: HttpCall) {
  const { route, path, query, headers = {}, body, isBase64Encoded = false, user, email } = request;
  const event = {
    version: '2.0',
    routeKey: route,
    headers,
    pathParameters: path,
    queryStringParameters: query,
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded,
    requestContext: {
      requestId: 'request-1',
      routeKey: route,
      ...(user === undefined
        ? {}
        : {
            authorizer: {
              jwt: {
                claims: { sub: user, ...(email && { email, email_verified: 'true' }) },
                scopes: [],
              },
            },
          }),
    },
  } as unknown as APIGatewayProxyEventV2;
  const answer = await door(event, {} as Context);
  const json: unknown = answer.body === undefined ? undefined : JSON.parse(answer.body);
  return { status: answer.statusCode, headers: answer.headers ?? {}, json, body: answer.body };
}
