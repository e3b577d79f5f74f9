import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../errors.ts';
import type { UserId } from '../ids.ts';
import { describeFault, logger } from '../logger.ts';
import { answer, answerFault, answerRefusal, isAnswer, type JsonAnswer } from './http-answer.ts';
import { readJsonBody, validated } from './http-input.ts';

/** Who calls: the subject of a verified id token. */
export interface Caller {
  readonly userId: UserId;
  readonly email?: string;
  /** Whether the pool knows that the address is his. */
  readonly emailVerified?: boolean;
}

/** What a guard sees: the caller, the raw parts of the path, and the headers by their lower-case names. */
export interface GuardedRequest {
  readonly caller: Caller;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Lets a caller in with what it found about him, or refuses. Runs before anything of the request is judged. */
export type Guard<Access> = (
  request: GuardedRequest,
) => Promise<Access | Refusal<keyof typeof GUARD_STATUS>>;

/** What a guard may refuse with, and its status. */
const GUARD_STATUS = {
  project_required: 400,
  owner_required: 403,
  project_not_found: 404,
} as const;

/** A request that was decoded, validated and let in. */
export interface HttpRequest<Path, Query, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** The header `Idempotency-Key`, as it came. */
  readonly idempotencyKey: string | undefined;
  /** By their lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** What the browser kept for us, by name. */
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** API Gateway's id of this request, also in the answer's `x-request-id`. */
  readonly requestId: string;
  /** Where the request came from, as API Gateway saw it. */
  readonly sourceIp: string;
}

/** Says how many seconds a caller has to wait; `undefined`: the call may go on. */
export type DoorLimit = (who: {
  readonly caller: Caller | undefined;
  readonly sourceIp: string;
}) => Promise<number | undefined>;

type Schema = z.ZodType;
type Nothing = z.ZodType<undefined>;
type CodesOf<Out> = Extract<Awaited<Out>, Refusal>['refused'];

/**
 * The status of every refusal that `handle` can give, checked by the compiler. A plain property, not a conditional
 * type: that would fix `Out` before `handle` was read.
 */
interface Statuses<Out> {
  readonly refusals?: Readonly<Record<CodesOf<Out>, number>>;
}

/** The zod schemas of a route. A part without a schema is not read. */
interface Schemas<Path extends Schema, Query extends Schema, Body extends Schema> {
  readonly path?: Path;
  readonly query?: Query;
  readonly body?: Body;
}

/** One path and method of a door; made by {@link route} or {@link publicRoute}. */
export interface Route {
  readonly run: (event: HttpEvent) => Promise<JsonAnswer>;
}

type HttpEvent = APIGatewayProxyEventV2;

/**
 * A route for signed-in callers. Without a verified token it answers 401 (the gateway's authorizer has already said
 * so; this is the second lock).
 *
 * @param definition `allow`: the guard, whose answer becomes `access`; `path`, `query`, `body`: zod schemas;
 *   `handle`: one call, its value is answered with 200 (`undefined`: 204), see also {@link answer};
 *   `refusals`: the status of each refusal code that `handle` may return
 */
export function route<
  Access = undefined,
  Path extends Schema = Nothing,
  Query extends Schema = Nothing,
  Body extends Schema = Nothing,
  Out = unknown,
>(
  definition: Schemas<Path, Query, Body> & {
    readonly allow?: Guard<Access>;
    readonly handle: (
      request: HttpRequest<z.output<Path>, z.output<Query>, z.output<Body>> & {
        readonly caller: Caller;
        readonly access: Access;
      },
    ) => Promise<Out>;
  } & Statuses<Out>,
): Route {
  return {
    run: async (event) => {
      const caller = callerOf(event);
      if (caller === undefined) {
        return answerRefusal({ refused: 'unauthorized', message: 'Sign in first.' }, 401);
      }
      const access = await definition.allow?.({
        caller,
        pathParameters: event.pathParameters ?? {},
        headers: event.headers ?? {},
      });
      if (isRefusal(access)) {
        const { refused } = access as Refusal<keyof typeof GUARD_STATUS>;
        return answerRefusal(access, GUARD_STATUS[refused]);
      }
      const request = readRequest(event, definition);
      if (isAnswer(request)) return request;
      const out = await definition.handle({ ...request, caller, access: access as Access });
      return answerOf(out, definition.refusals);
    },
  };
}

/** A route for everybody, else as {@link route}. */
export function publicRoute<
  Path extends Schema = Nothing,
  Query extends Schema = Nothing,
  Body extends Schema = Nothing,
  Out = unknown,
>(
  definition: Schemas<Path, Query, Body> & {
    readonly handle: (
      request: HttpRequest<z.output<Path>, z.output<Query>, z.output<Body>>,
    ) => Promise<Out>;
  } & Statuses<Out>,
): Route {
  return {
    run: async (event) => {
      const request = readRequest(event, definition);
      if (isAnswer(request)) return request;
      return answerOf(await definition.handle(request), definition.refusals);
    },
  };
}

/**
 * The handler of an API door (HTTP API, payload format 2.0), the one stack they all share: decodes and limits the
 * body, checks the input, answers refusals with their status and faults with a 500 that says nothing (a passing
 * fault: 503 with `Retry-After`), sets the security headers, writes one log line without body or token.
 *
 * @param routes by route key, spelt as in the API: `GET /projects/{project_id}/config`; a path with a slash at its end
 *   is the same route
 * @param options `limit`: asked before anything else; who is over it gets 429 with `Retry-After`
 */
export function httpDoor(
  routes: Readonly<Record<string, Route>>,
  { limit }: { readonly limit?: DoorLimit } = {},
): (event: HttpEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2> {
  return middy<HttpEvent, JsonAnswer>(async (event: HttpEvent) => {
    const key = plainKey(event.routeKey);
    const found = Object.hasOwn(routes, key) ? routes[key] : undefined;
    if (!found) {
      return answerRefusal(
        { refused: 'not_found', message: 'There is nothing at this path.' },
        404,
      );
    }
    const wait = await limit?.({ caller: callerOf(event), sourceIp: sourceIpOf(event) });
    return wait === undefined ? found.run(event) : answerRefusal(tooMany(wait), 429);
  }).use([sealedAndLogged(), faultsAnswered()]);
}

/** `GET /health/` is `GET /health`: the gateway holds both as routes of their own. */
function plainKey(routeKey: string): string {
  return routeKey.replace(/(?<=[^ ])\/$/, '');
}

function tooMany(retry_after: number): Refusal<'too_many_requests'> {
  const message = 'You call too often. Wait a little.';
  return refuse('too_many_requests', message, { retry_after });
}

const sourceIpOf = (event: HttpEvent): string => event.requestContext.http?.sourceIp ?? 'unknown';

/** Turns a thrown fault into its answer. */
function faultsAnswered(): middy.MiddlewareObj<HttpEvent, JsonAnswer> {
  return {
    onError: (request) => {
      request.response = answerFault(request.error, request.event.requestContext.requestId);
    },
  };
}

/** The outermost layer: headers of every answer and the line in the log. */
function sealedAndLogged(): middy.MiddlewareObj<HttpEvent, JsonAnswer> {
  const startedAt = new WeakMap<HttpEvent, number>();
  const finish = (request: middy.Request<HttpEvent, JsonAnswer>): void => {
    const { event, response, error } = request;
    if (!response) return;
    response.headers['x-request-id'] = event.requestContext.requestId;
    const line = {
      route: plainKey(event.routeKey),
      status: response.statusCode,
      durationMs: Math.round(performance.now() - (startedAt.get(event) ?? performance.now())),
      requestId: event.requestContext.requestId,
      projectId: event.pathParameters?.project_id,
      userId: callerOf(event)?.userId,
      refused: response.refused,
    };
    if (error) logger.error('request failed', { ...line, ...describeFault(error) });
    else logger.info('request', line);
    // Only the log needs it; API Gateway would take an unknown key for a mistake.
    delete response.refused;
  };
  return {
    before: (request) => {
      startedAt.set(request.event, performance.now());
    },
    after: finish,
    onError: finish,
  };
}

function readRequest<Path extends Schema, Query extends Schema, Body extends Schema>(
  event: HttpEvent,
  schemas: Schemas<Path, Query, Body>,
): HttpRequest<z.output<Path>, z.output<Query>, z.output<Body>> | JsonAnswer {
  const path = validated(schemas.path, event.pathParameters ?? {});
  if (isRefusal(path)) return answerRefusal(path, 400);
  const query = validated(schemas.query, event.queryStringParameters ?? {});
  if (isRefusal(query)) return answerRefusal(query, 400);
  const json = readJsonBody(event, schemas.body !== undefined);
  if (isRefusal(json)) return answerRefusal(json, json.refused === 'body_too_large' ? 413 : 400);
  const body = validated(schemas.body, json?.value);
  if (isRefusal(body)) return answerRefusal(body, 400);
  return {
    path: path?.value as z.output<Path>,
    query: query?.value as z.output<Query>,
    body: body?.value as z.output<Body>,
    idempotencyKey: event.headers?.['idempotency-key'],
    headers: event.headers ?? {},
    cookies: cookiesOf(event),
    requestId: event.requestContext.requestId,
    sourceIp: sourceIpOf(event),
  };
}

/** The gateway takes them out of the headers, each as `name=value`. */
function cookiesOf({ cookies = [] }: HttpEvent): Readonly<Record<string, string>> {
  return Object.fromEntries(
    cookies.map((one) => {
      const [name = '', ...value] = one.split('=');
      return [name.trim(), value.join('=')];
    }),
  );
}

function answerOf(
  out: unknown,
  statuses: Readonly<Record<string, number>> | undefined,
): JsonAnswer {
  if (isAnswer(out)) return out;
  if (isRefusal(out)) {
    const refusal = out as Refusal;
    return answerRefusal(refusal, statuses?.[refusal.refused] ?? 400);
  }
  return answer(out === undefined ? 204 : 200, out);
}

/** The caller that the gateway's JWT authorizer verified. */
function callerOf(event: HttpEvent): Caller | undefined {
  const context = event.requestContext as {
    authorizer?: { jwt?: { claims?: Record<string, unknown> } };
  };
  const claims = context.authorizer?.jwt?.claims;
  const subject = claims?.sub;
  if (typeof subject !== 'string' || subject === '') return undefined;
  const email = claims?.email;
  return {
    userId: subject as UserId,
    ...(typeof email === 'string' ? { email } : {}),
    // The gateway hands claims on as texts.
    ...(String(claims?.email_verified) === 'true' ? { emailVerified: true } : {}),
  };
}
