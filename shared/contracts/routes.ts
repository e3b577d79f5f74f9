import * as z from 'zod';
import { ACCOUNTS } from './account-routes.ts';
import { alertList, alertsQuery } from './alerts.ts';
import { packageDocument } from './billing.ts';
import * as bookings from './bookings.ts';
import { busyTimes } from './busy-times.ts';
import { CATALOGUE } from './catalogue-routes.ts';
import * as conversations from './conversations.ts';
import { healthDocument, rootDocument } from './health.ts';
import { INTEGRATIONS } from './integration-routes.ts';
import { MEMBERS } from './member-routes.ts';
import { OAUTH } from './oauth-routes.ts';
import { PARKED } from './parked-routes.ts';
import { projectConfig } from './project-config.ts';
import { reconcileDocument, reconcileQuery } from './reconcile.ts';
import type { RouteContract, RouteKey } from './route.ts';
import * as specialists from './specialists.ts';
import { queueDocument, statsDocument } from './stats.ts';
import { syncAccepted, syncRecords, syncWish } from './sync.ts';
import { receptionAlert, receptionAlertSent } from './telegram.ts';
import { WEBHOOKS } from './webhook-routes.ts';

export type { RouteContract, RouteKey };

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
  ...OAUTH,
  ...PARKED,
  ...WEBHOOKS,
  ...CATALOGUE,
  ...INTEGRATIONS,
  ...ACCOUNTS,
  ...MEMBERS,
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
  'GET /projects/{project_id}/alerts': {
    door: 'api-stats',
    summary: 'What people of a project had to look at in the last 90 days, newest first',
    access: 'member',
    path: project,
    query: alertsQuery,
    answers: { 200: alertList },
    refusals: { invalid_cursor: 400 },
  },
  'GET /projects/{project_id}/package': {
    door: 'api-stats',
    summary: 'What the project pays for, and how much of its month is used',
    access: 'member',
    path: project,
    answers: { 200: packageDocument },
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
  'GET /projects/{project_id}/bookings/{booking_id}/sync': {
    door: 'api-sync',
    summary: 'The attempts to show a booking at the destinations, newest first',
    access: 'member',
    path: bookings.bookingPath,
    answers: { 200: syncRecords },
    refusals: { booking_not_found: 404 },
  },
  'GET /projects/{project_id}/busy-times': {
    door: 'api-sync',
    summary:
      'What people typed into sheets and calendars: when it was imported, and what could not be read',
    access: 'member',
    path: project,
    answers: { 200: busyTimes },
  },
  'GET /projects/{project_id}/reconcile': {
    door: 'api-sync',
    summary: 'What every destination showed when it was compared with the bookings last',
    access: 'member',
    path: project,
    answers: { 200: reconcileDocument },
  },
  'POST /projects/{project_id}/reconcile': {
    door: 'api-sync',
    summary:
      'Compare the destinations with the bookings, and put them right unless it is a dry run',
    access: 'member',
    path: project,
    query: reconcileQuery,
    answers: { 200: reconcileDocument },
    refusals: { not_connected: 409 },
  },
  'POST /api/integrations/appsheet/sync': {
    door: 'api-sync',
    summary: 'Have a booking written to the AppSheet table as it stands, or its row taken out',
    access: 'member',
    projectInHeader: true,
    body: syncWish,
    answers: { 200: syncAccepted },
    refusals: { booking_not_found: 404, not_connected: 409 },
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
};

/** The routes that a function serves; with `access` only those that are for these callers. */
export function routesOf(door: string, access?: RouteContract['access']): RouteKey[] {
  const all = Object.entries(ROUTES) as [RouteKey, RouteContract][];
  return all
    .filter(([, route]) => route.door === door && (access ?? route.access) === route.access)
    .map(([key]) => key);
}
