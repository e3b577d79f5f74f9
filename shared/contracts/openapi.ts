import * as z from 'zod';
import { bookingDocument, bookingList } from './bookings.ts';
import { conversationDocument, conversationList, messageList } from './conversations.ts';
import { errorDocument, gatewayError } from './errors.ts';
import { parkedDocument, parkedList } from './parked.ts';
import { projectConfig } from './project-config.ts';
import { noBody, page } from './route.ts';
import { config, ROUTES, type RouteContract } from './routes.ts';
import { queueDocument, statsDocument } from './stats.ts';

type Json = { readonly [name: string]: unknown };

/** Schemas that the document names once and refers to. */
const NAMED = new Map<z.ZodType, string>(
  Object.entries({
    Booking: bookingDocument,
    BookingList: bookingList,
    Config: config,
    ConfigChange: projectConfig,
    Conversation: conversationDocument,
    ConversationList: conversationList,
    Error: errorDocument,
    GatewayError: gatewayError,
    MessageList: messageList,
    Parked: parkedDocument,
    ParkedList: parkedList,
    Queue: queueDocument,
    Stats: statsDocument,
  }).map(([name, schema]) => [schema, name]),
);

const STATUS_TEXT: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Made.',
  204: 'Done; there is nothing to tell.',
  303: 'Go on there.',
  304: 'As it was when it was given the `ETag` of `If-None-Match`.',
  400: 'The request is not what this route takes; `details` name each field.',
  401: 'No valid token.',
  403: 'Not allowed.',
  404: 'Not there, or not yours.',
  409: 'Not as things stand now.',
  410: 'The account is deleted; its token has not ended yet.',
  413: 'Too large.',
  422: 'This cannot be.',
  429: 'Too often; wait for `Retry-After` seconds.',
  500: 'Something went wrong on our side.',
  503: 'Busy for a moment; try again after `Retry-After` seconds.',
};

/**
 * The OpenAPI 3.1 document of the HTTP API, made of the route table and the schemas that the doors check with.
 *
 * @param version of the product
 */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [key, route] of Object.entries(ROUTES)) {
    const [method = '', path = ''] = key.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(key, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'frontdesk',
      version,
      summary: 'A serverless AI front desk for businesses that live from appointments',
      description:
        'Times are ISO 8601 in UTC. A slash at the end of a path changes nothing. Errors are `{ "error": { "code", "message", "details?" } }`; what the gateway refuses by itself is `{ "message" }`. A signed-in caller has 600 requests a minute. `x-access` says who may call: everyone, a signed-in user, a member of the project (owner or operator), or only its owners.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries([...NAMED].map(([schema, name]) => [name, jsonSchema(schema)])),
      securitySchemes: {
        idToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The id token of `POST /api/accounts/login`.',
        },
      },
    },
  };
}

function operationOf(key: string, route: RouteContract): Json {
  const [method = '', path = ''] = key.split(' ');
  const words = path.split(/[^a-z]+/i).filter((word) => word !== '' && !/^(id|api)$/.test(word));
  return {
    operationId: [method.toLowerCase(), ...(words.length > 0 ? words : ['root'])].join('_'),
    summary: route.summary,
    tags: [route.door.replace(/^api-/, '')],
    security: route.access === 'everyone' ? [] : [{ idToken: [] }],
    'x-access': route.access,
    ...parametersOf(route),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': content(route.body) } } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, schema]) => [
          status,
          { ...response(status, schema), ...(isKept(route) ? { headers: KEPT_HEADERS } : {}) },
        ]),
      ),
      ...errorsOf(route),
    },
  };
}

/** Whether callers may keep an answer and ask only whether it is still the same. */
const isKept = ({ answers }: RouteContract): boolean => 304 in answers;
const KEPT_HEADERS = Object.fromEntries(
  ['ETag', 'Cache-Control', 'Vary'].map((name) => [name, { schema: { type: 'string' } }]),
);

const header = (name: string, description: string): Json => ({
  ...{ name, in: 'header', required: false, description, schema: { type: 'string' } },
});

function parametersOf(route: RouteContract): Json {
  const { path, query, keyed, projectInHeader } = route;
  const parameters = [
    ...fields(path, 'path'),
    ...fields(query, 'query'),
    ...(isKept(route)
      ? [
          header(
            'If-None-Match',
            'The `ETag` of what the caller has; 304 when it still is the same.',
          ),
          header('Accept-Language', 'uk, en or ru, where `language` names none.'),
        ]
      : []),
    ...(projectInHeader
      ? [header('X-Project-Id', 'The project; absent: the only one of the caller.')]
      : []),
    ...(keyed
      ? [header('Idempotency-Key', 'The same key again changes nothing and answers the same.')]
      : []),
  ];
  return parameters.length > 0 ? { parameters } : {};
}

function fields(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }));
}

/** Every code that the route may answer with, by status: its own and those of its kind. */
function errorsOf(route: RouteContract): Json {
  const codes: Record<string, number> = { ...route.refusals, internal: 500, unavailable: 503 };
  if (route.access !== 'everyone') {
    Object.assign(codes, { unauthorized: 401, too_many_requests: 429 });
  }
  if (route.access === 'member' || route.access === 'owner') codes.project_not_found = 404;
  if (route.projectInHeader) codes.project_required = 400;
  if (route.access === 'owner') codes.owner_required = 403;
  if (route.path || route.query || route.body) codes.invalid_input = 400;
  if (route.body) Object.assign(codes, { malformed_json: 400, body_too_large: 413 });
  const byStatus = Map.groupBy(Object.keys(codes), (code) => codes[code] ?? 500);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, names]) => [status, failure(String(status), names.sort())]),
  );
}

const response = (status: string, schema: z.ZodType): Json => ({
  description: STATUS_TEXT[Number(status)] ?? status,
  ...(schema === noBody ? {} : { content: { [mediaType(schema)]: content(schema) } }),
});

const mediaType = (schema: z.ZodType): string =>
  schema === page ? 'text/html' : 'application/json';

/** `x-codes` are all values that `error.code` may have. */
function failure(status: string, codes: readonly string[]): Json {
  const either = { anyOf: [named(errorDocument), named(gatewayError)] };
  return {
    description: `${STATUS_TEXT[Number(status)] ?? status} Codes: ${codes.join(', ')}.`,
    'x-codes': codes,
    ...(status === '429' || status === '503'
      ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } }
      : {}),
    content: { 'application/json': { schema: either } },
  };
}

const content = (schema: z.ZodType): Json => ({
  schema: NAMED.has(schema) ? named(schema) : jsonSchema(schema),
});

const named = (schema: z.ZodType): Json => ({
  $ref: `#/components/schemas/${NAMED.get(schema)}`,
});

/** What goes over the wire, before any transform. What a refinement adds is told in words by the 400 it causes. */
function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  return rest;
}
