import * as z from 'zod';
import { credentials, sessionDocument } from './accounts.ts';
import * as bookings from './bookings.ts';
import * as conversations from './conversations.ts';
import { healthDocument, rootDocument } from './health.ts';
import * as parked from './parked.ts';
import { projectConfig } from './project-config.ts';
import * as specialists from './specialists.ts';
import { queueDocument, statsDocument } from './stats.ts';
import { receptionAlert, receptionAlertSent } from './telegram.ts';

/** A route as API Gateway writes it: `GET /projects/{project_id}/config`. */
export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`;

/** Everything a caller needs to know of a route, and the function that serves it. */
export interface RouteContract {
  /** Id of the function, `api-projects`. */
  readonly door: string;
  readonly summary: string;
  /** Who may call: everyone, a member of the project in the path, or only its owners. */
  readonly access: 'everyone' | 'member' | 'owner';
  readonly path?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Reads the header `Idempotency-Key`. */
  readonly keyed?: true;
  /** The project is that of the header `X-Project-Id`, else the caller's only one. */
  readonly projectInHeader?: true;
  /** What it answers when all is well, by status. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
  /** Refusals of its own, code → status; what every route of its kind refuses is added by openapi.ts. */
  readonly refusals?: Readonly<Record<string, number>>;
}

const project = z.object({ project_id: z.string() });

/** What `GET` and `POST` answer may be posted back as it is, so it is told by what a post takes. */
export const config = projectConfig.safeExtend({ project_id: z.string(), version: z.int() });

const wish = {
  slot_taken: 409,
  project_incomplete: 422,
  unknown_service: 422,
  unknown_specialist: 422,
  not_offered_by_specialist: 422,
  too_soon: 422,
  beyond_horizon: 422,
  outside_working_hours: 422,
  idempotency_key_reused: 409,
} as const;

const signIn: RouteContract = {
  door: 'api-accounts',
  summary: 'Sign in with e-mail and password',
  access: 'everyone',
  body: credentials,
  answers: { 200: sessionDocument },
  refusals: { invalid_credentials: 401, new_password_required: 403, too_many_attempts: 429 },
};

/** Every route of the HTTP API. The doors, the template and openapi.json are checked against it. */
export const ROUTES: Readonly<Record<RouteKey, RouteContract>> = {
  'GET /': {
    door: 'api-health',
    summary: 'Name, version and status',
    access: 'everyone',
    answers: { 200: rootDocument },
  },
  'GET /health': {
    door: 'api-health',
    summary: 'What works and what does not',
    access: 'everyone',
    answers: { 200: healthDocument },
  },
  'GET /openapi.json': {
    door: 'api-openapi',
    summary: 'This document',
    access: 'everyone',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
  'POST /webhook/sendpulse': {
    door: 'inbound-sendpulse',
    summary: 'Events of SendPulse, authenticated by the secret of the webhook',
    access: 'everyone',
    query: z.object({ token: z.string().optional() }),
    body: z.unknown(),
    answers: { 200: z.strictObject({ ok: z.literal(true) }) },
    refusals: { unauthorized: 401, try_again: 503 },
  },
  'POST /webhook/telegram/diva': {
    door: 'inbound-reception-bot',
    summary: 'Updates of the reception bot, authenticated by its secret header',
    access: 'everyone',
    body: z.unknown(),
    answers: { 200: z.strictObject({ ok: z.literal(true) }) },
    refusals: { unauthorized: 401, try_again: 503 },
  },
  'POST /api/integrations/telegram/kesha': {
    door: 'inbound-specialist-bot',
    summary: 'Updates of the specialist bot, authenticated by its secret header',
    access: 'everyone',
    body: z.unknown(),
    answers: { 200: z.strictObject({ ok: z.literal(true) }) },
    refusals: { unauthorized: 401, try_again: 503 },
  },
  'POST /api/accounts/login': signIn,
  'GET /projects/{project_id}/config': {
    door: 'api-projects',
    summary: 'The configuration of a project',
    access: 'member',
    path: project,
    answers: { 200: config },
  },
  'POST /projects/{project_id}/config': {
    door: 'api-projects',
    summary: 'Replace the sections of the configuration that are named',
    access: 'owner',
    path: project,
    body: projectConfig,
    answers: { 200: config },
    refusals: { version_conflict: 409, has_future_bookings: 409 },
  },
  'GET /projects/{project_id}/stats': {
    door: 'api-stats',
    summary: 'Totals of a project, at most a minute old',
    access: 'member',
    path: project,
    answers: { 200: statsDocument },
  },
  'GET /projects/{project_id}/queue': {
    door: 'api-stats',
    summary: 'What waits: the last two hours, at most 1,000 messages of 100 conversations',
    access: 'member',
    path: project,
    answers: { 200: queueDocument },
  },
  'GET /projects/{project_id}/bookings': {
    door: 'api-bookings',
    summary: 'Bookings of a span of time, by start',
    access: 'member',
    path: project,
    query: bookings.bookingsQuery,
    answers: { 200: bookings.bookingList },
    refusals: { invalid_cursor: 400 },
  },
  'POST /projects/{project_id}/bookings': {
    door: 'api-bookings',
    summary: 'Book for a client who called',
    access: 'member',
    path: project,
    body: bookings.newBooking,
    keyed: true,
    answers: { 200: bookings.bookingDocument, 201: bookings.bookingDocument },
    refusals: wish,
  },
  'GET /projects/{project_id}/bookings/{booking_id}': {
    door: 'api-bookings',
    summary: 'One booking',
    access: 'member',
    path: bookings.bookingPath,
    answers: { 200: bookings.bookingDocument },
    refusals: { booking_not_found: 404 },
  },
  'PATCH /projects/{project_id}/bookings/{booking_id}': {
    door: 'api-bookings',
    summary: 'Move a booking, answer its request, run its session, or cancel it',
    access: 'member',
    path: bookings.bookingPath,
    body: bookings.bookingChange,
    keyed: true,
    answers: { 200: bookings.bookingDocument },
    refusals: {
      ...wish,
      booking_not_found: 404,
      booking_not_changeable: 409,
      undo_too_late: 409,
      too_early: 409,
      too_late: 409,
    },
  },
  'POST /projects/{project_id}/bookings/{booking_id}/payments': {
    door: 'api-bookings',
    summary: 'Write down money that was received for a booking',
    access: 'member',
    path: bookings.bookingPath,
    body: bookings.newPayment,
    keyed: true,
    answers: { 200: bookings.bookingDocument, 201: bookings.bookingDocument },
    refusals: {
      booking_not_found: 404,
      booking_not_changeable: 409,
      overpaid: 409,
      invalid_amount: 422,
    },
  },
  'POST /api/integrations/telegram/diva': {
    door: 'api-telegram',
    summary: 'Ask reception about a waiting booking once more',
    access: 'member',
    projectInHeader: true,
    body: receptionAlert,
    keyed: true,
    answers: { 200: receptionAlertSent },
    refusals: { booking_not_found: 404, booking_not_pending: 409 },
  },
  'GET /projects/{project_id}/conversations': {
    door: 'api-conversations',
    summary: 'Conversations by their last answer, newest first',
    access: 'member',
    path: project,
    query: conversations.conversationsQuery,
    answers: { 200: conversations.conversationList },
    refusals: { invalid_cursor: 400 },
  },
  'GET /projects/{project_id}/conversations/{conversation_id}/messages': {
    door: 'api-conversations',
    summary: 'What was said in a conversation, newest first',
    access: 'member',
    path: conversations.conversationPath,
    query: conversations.messagesQuery,
    answers: { 200: conversations.messageList },
    refusals: { conversation_not_found: 404, invalid_cursor: 400 },
  },
  'PATCH /projects/{project_id}/conversations/{conversation_id}': {
    door: 'api-conversations',
    summary: 'Take a conversation over or give it back to the AI; block its client or let her in',
    access: 'member',
    path: conversations.conversationPath,
    body: conversations.conversationChange,
    answers: { 200: conversations.conversationDocument },
    refusals: { conversation_not_found: 404 },
  },
  'GET /projects/{project_id}/specialists': {
    door: 'api-specialists',
    summary: 'Specialists, and who of them is linked to the bot',
    access: 'member',
    path: project,
    answers: { 200: specialists.specialistList },
  },
  'POST /projects/{project_id}/specialists/{specialist_id}/telegram-code': {
    door: 'api-specialists',
    summary: 'A one-time code with which a specialist links her Telegram chat',
    access: 'member',
    path: specialists.specialistPath,
    answers: { 201: specialists.linkCodeDocument },
    refusals: { specialist_not_found: 404 },
  },
  'DELETE /projects/{project_id}/specialists/{specialist_id}/telegram': {
    door: 'api-specialists',
    summary: 'Unlink the Telegram chat of a specialist',
    access: 'member',
    path: specialists.specialistPath,
    answers: { 200: specialists.specialistDocument },
    refusals: { specialist_not_found: 404, linked_by_config: 409 },
  },
  'GET /projects/{project_id}/parked': {
    door: 'api-parked',
    summary: 'Given-up work, newest first',
    access: 'member',
    path: project,
    query: parked.parkedQuery,
    answers: { 200: parked.parkedList },
  },
  'GET /projects/{project_id}/parked/{parked_id}': {
    door: 'api-parked',
    summary: 'One piece of given-up work, whole',
    access: 'member',
    path: parked.parkedPath,
    answers: { 200: parked.parkedDocument },
    refusals: { parked_not_found: 404 },
  },
  'POST /projects/{project_id}/parked/{parked_id}/replay': {
    door: 'api-parked',
    summary: 'Put given-up work back to where it came from, once',
    access: 'owner',
    path: parked.parkedPath,
    answers: { 200: parked.parkedDocument },
    refusals: {
      parked_not_found: 404,
      already_replayed: 409,
      replay_running: 409,
      not_replayable: 422,
    },
  },
};

/** The routes that a function serves. */
export function routesOf(door: string): RouteKey[] {
  const all = Object.entries(ROUTES) as [RouteKey, RouteContract][];
  return all.filter(([, route]) => route.door === door).map(([key]) => key);
}
