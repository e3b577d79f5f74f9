import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from './routes.ts';

/** What the event of a request is made of. */
export interface EventParts {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly route: Route;
  readonly parameters: { readonly [name: string]: string };
  /** Claims of the verified token. */
  readonly claims?: { readonly [name: string]: unknown };
  readonly scopes?: readonly string[];
  readonly apiId: string;
  readonly accountId: string;
  /** Virtual, epoch ms. */
  readonly now: number;
}

const TEXT =
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded)|application\/[^;]*\+(json|xml))/i;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The payload of format 2.0 that an HTTP API gives to a function. */
export function httpEvent(parts: EventParts): object {
  const { request, body, route, parameters, claims, apiId, accountId, now } = parts;
  const [rawPath = '/', rawQueryString = ''] = splitUrl(request.url ?? '/');
  const headers: Record<string, string> = {};
  let cookies: string[] | undefined;
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? '').toLowerCase();
    const value = request.rawHeaders[at + 1] ?? '';
    if (name === 'cookie') cookies = [...(cookies ?? []), ...value.split(/;\s*/)];
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const sourceIp = request.socket.remoteAddress?.replace('::ffff:', '') ?? '127.0.0.1';
  headers['x-forwarded-for'] ??= sourceIp;
  headers['x-forwarded-proto'] ??= 'http';
  headers['x-forwarded-port'] ??= String(request.socket.localPort ?? '');
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  }
  // Only bytes that are text travel as text; an HTTP API decides by the content type.
  const isBase64Encoded = body.length > 0 && !TEXT.test(headers['content-type'] ?? '');
  const method = request.method ?? 'GET';
  const domainName = headers.host ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString,
    ...(cookies ? { cookies } : {}),
    headers,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId,
      apiId,
      ...(claims
        ? { authorizer: { jwt: { claims: texts(claims), scopes: parts.scopes ?? null } } }
        : {}),
      domainName,
      domainPrefix: domainName.split('.', 1)[0],
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID().replaceAll('-', '').slice(0, 15).concat('='),
      routeKey: route.key,
      stage: '$default',
      time: accessLogTime(new Date(now)),
      timeEpoch: Math.floor(now),
    },
    ...(body.length > 0 ? { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') } : {}),
    isBase64Encoded,
  };
}

/**
 * Writes what a function returned.
 *
 * @returns false when it is not a valid answer (the caller answers 500 then)
 */
export function writeResult(response: ServerResponse, result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    // Without a status code the whole value is the body.
    const text = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    return true;
  }
  const { statusCode, headers, body, cookies, isBase64Encoded } = result as {
    statusCode: unknown;
    headers?: Record<string, unknown>;
    body?: unknown;
    cookies?: string[];
    isBase64Encoded?: boolean;
  };
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return false;
  if (body !== undefined && body !== null && typeof body !== 'string') return false;
  for (const [name, value] of Object.entries(headers ?? {})) {
    response.setHeader(name, String(value));
  }
  if (cookies && cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain');
  response.writeHead(status);
  response.end(isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''));
  return true;
}

/** Path and query of a request line, both as they came. */
export function splitUrl(url: string): [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** Claims come as strings, except the lists, which come in brackets. */
function texts(claims: { readonly [name: string]: unknown }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );
}

function accessLogTime(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
