import * as z from 'zod';
import type { RouteContract, RouteKey } from './route.ts';
import { appSheetHeard } from './sync.ts';

/** The routes that outside services call; each is authenticated by a secret that its function checks first. */
export const WEBHOOKS = {
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
  'POST /webhook/appsheet': {
    door: 'inbound-appsheet',
    summary:
      'A status that was edited in the AppSheet app, authenticated by the secret of the webhook',
    access: 'everyone',
    query: z.object({ token: z.string().optional() }),
    body: z.unknown(),
    answers: { 200: appSheetHeard },
    refusals: {
      ...{ unauthorized: 401, invalid_edit: 400, try_again: 503 },
      ...{ booking_not_found: 404, booking_not_changeable: 409, undo_too_late: 409 },
      ...{ slot_taken: 409, too_early: 409, too_late: 409 },
    },
  },
  'POST /webhook/google/calendar': {
    door: 'inbound-google-calendar',
    summary:
      'Something changed in a calendar of Google, authenticated by the secret of its channel',
    access: 'everyone',
    body: z.unknown(),
    answers: { 200: z.strictObject({ ok: z.literal(true) }) },
    refusals: { unauthorized: 401, try_again: 503 },
  },
} as const satisfies Readonly<Record<RouteKey, RouteContract>>;
