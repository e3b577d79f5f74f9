import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { ProjectId } from '../../platform/ids.ts';
import { describeFault, logger } from '../../platform/logger.ts';
import type { PlatformSecret } from '../../platform/secrets/platform-secret.ts';
import { verifyWebhookToken } from '../../platform/secrets/webhook-token.ts';
import { inboundSettings } from '../../projects/inbound.ts';
import type { UpkeepMessage } from '../upkeep-message.ts';
import { GOOGLE_CALENDAR } from './name.ts';

/** A notification says only that something changed; more of the same come with it. */
const FIRST_SECONDS = 5;
/** A calendar is read once a minute: one that was read just before is read again after this. */
const SECOND_SECONDS = 65;

/** A notification of a channel, as its door received it. It has no body. */
export interface Notification {
  readonly secret: PlatformSecret;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Puts a message onto the queue of upkeep. */
  readonly put: (message: UpkeepMessage, delaySeconds: number) => Promise<void>;
  readonly now: Instant;
}

/** Until when an import is on its way that begins after whatever is told until then; by this container. */
const onItsWay = new Map<ProjectId, Instant>();

/**
 * Google says that something changed in a calendar: its project's busy times are imported soon, once for many of the
 * kind. A call without a genuine secret costs nothing.
 *
 * @returns 503 when it could not be queued: Google sends it again
 */
export async function receiveNotification({
  secret,
  headers,
  put,
  now,
}: Notification): Promise<{ readonly status: number; readonly body: unknown }> {
  const token = headers['x-goog-channel-token'];
  const named = token ? verifyWebhookToken(secret, GOOGLE_CALENDAR, token) : undefined;
  if (named === undefined) return UNAUTHORIZED;
  // The first word of a channel: it works, and nothing has changed.
  if (headers['x-goog-resource-state'] === 'sync') return HEARD;
  const { projectId, rotation } = named;
  try {
    const settings = await inboundSettings(projectId);
    if (settings === undefined || rotation < settings.lowestRotation) return UNAUTHORIZED;
    if ((onItsWay.get(projectId) ?? '') > now) return HEARD;
    const message = {
      projectId,
      task: 'import',
      destination: GOOGLE_CALENDAR,
      attempt: 0,
    } as const;
    await Promise.all([put(message, FIRST_SECONDS), put(message, SECOND_SECONDS)]);
    onItsWay.set(projectId, addSeconds(now, FIRST_SECONDS));
    return HEARD;
  } catch (fault) {
    logger.error('A notification could not be taken in.', { projectId, ...describeFault(fault) });
    return answer(503, 'try_again', 'The notification could not be taken in now. Send it again.');
  }
}

const HEARD = { status: 200, body: { ok: true } } as const;

const UNAUTHORIZED = answer(401, 'unauthorized', 'The secret of this channel is missing or wrong.');

function answer(status: number, code: string, message: string) {
  return { status, body: { error: { code, message } } };
}
