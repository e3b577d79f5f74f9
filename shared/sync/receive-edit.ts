import { getBooking, setStatus } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import type { PlatformSecret } from '../platform/secrets/platform-secret.ts';
import { verifyWebhookToken } from '../platform/secrets/webhook-token.ts';
import { inboundSettings } from '../projects/inbound.ts';
import {
  editedStatus,
  type StatusWish,
  type StrangeEdit,
  stillWished,
} from './appsheet/status-wish.ts';
import type { SyncMessage } from './sync-message.ts';

/** The purpose of the webhook's secret, the name of the destination, and the actor of what came from there. */
export const APPSHEET = 'appsheet';

/** Larger bodies are no row of ours. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** A call of the app's automation, as its door received it. */
export interface EditCall {
  readonly secret: PlatformSecret;
  /** The secret that came with the call; `undefined`: none did. */
  readonly token: string | undefined;
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
  /** Puts a message onto the queue of the destinations. */
  readonly put: (message: SyncMessage) => Promise<void>;
  readonly now: Instant;
}

/** What the automation is answered. */
export interface EditAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * A status was edited in the AppSheet app: the booking becomes that, by the rules that hold for everybody, once. What
 * cannot be is refused, and the row is written as the booking stands. A call without a genuine secret costs nothing.
 *
 * @returns 200 also for what is no wish (any more); 503 when it could not be worked on now
 */
export async function receiveEdit(call: EditCall): Promise<EditAnswer> {
  const named = call.token ? verifyWebhookToken(call.secret, APPSHEET, call.token) : undefined;
  if (named === undefined) return UNAUTHORIZED;
  const bytes = Buffer.from(call.body ?? '', call.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY_BYTES) {
    return answer(413, 'body_too_large', 'A webhook body has at most 64 KB.');
  }
  const body = readJson(bytes.toString('utf8'));
  if (body === undefined) return answer(400, 'malformed_json', 'The body is not JSON.');
  try {
    const settings = await inboundSettings(named.projectId);
    if (settings === undefined || named.rotation < settings.lowestRotation) return UNAUTHORIZED;
    const wish = editedStatus(body);
    if (isRefusal(wish)) {
      if (wish.details) await putRight(named.projectId, wish.details, call);
      return answer(400, wish.refused, wish.message);
    }
    return wish === undefined ? heard(false) : await obey(named.projectId, wish, call);
  } catch (fault) {
    const { projectId } = named;
    logger.error('An edit could not be taken in.', { projectId, ...describeFault(fault) });
    return answer(503, 'try_again', 'The edit could not be taken in now. Send it again.');
  }
}

/** A row with a misspelt status says what its booking is not. What we write there comes back, and ends it. */
async function putRight(
  projectId: ProjectId,
  { bookingId, status }: StrangeEdit,
  { put }: EditCall,
): Promise<void> {
  const booking = await getBooking(projectId, bookingId);
  if (!booking || booking.status === status) return;
  const wish = { action: 'Write', version: booking.version } as const;
  await put({ projectId, bookingId, destination: APPSHEET, wish, attempt: 0 });
}

async function obey(
  projectId: ProjectId,
  wish: StatusWish,
  { put, now }: EditCall,
): Promise<EditAnswer> {
  const { bookingId, status, by = 'AppSheet' } = wish;
  const booking = await getBooking(projectId, bookingId);
  if (!booking) return answer(404, 'booking_not_found', 'There is no such booking.');
  if (booking.status === status) return heard(false);
  // Whatever is not obeyed leaves a row that says something else than the booking.
  const correct = async () => {
    const { version } = (await getBooking(projectId, bookingId)) ?? booking;
    const mend = { action: 'Write', version } as const;
    await put({ projectId, bookingId, destination: APPSHEET, wish: mend, attempt: 0 });
  };
  if (!stillWished(wish, booking)) {
    await correct();
    return heard(false);
  }
  const actor = { kind: 'sync', id: APPSHEET } as const;
  const taken = await setStatus({ projectId, bookingId, status, actor, by, now });
  if (!isRefusal(taken) && taken.booking.status === status) return heard(taken.changed);
  await correct();
  if (!isRefusal(taken)) return answer(409, 'booking_not_changeable', 'It has changed meanwhile.');
  return answer(taken.refused === 'booking_not_found' ? 404 : 409, taken.refused, taken.message);
}

const UNAUTHORIZED = answer(401, 'unauthorized', 'The secret of this webhook is missing or wrong.');

const heard = (changed: boolean): EditAnswer => ({ status: 200, body: { ok: true, changed } });

function answer(status: number, code: string, message: string): EditAnswer {
  return { status, body: { error: { code, message } } };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
