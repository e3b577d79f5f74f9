import { sendToQueue } from '../platform/aws/sqs.ts';
import type { Instant } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import type { PlatformSecret } from '../platform/secrets/platform-secret.ts';
import { verifyWebhookToken } from '../platform/secrets/webhook-token.ts';
import { inboundSettings } from '../projects/inbound.ts';
import type { BotRole } from './bot-api.ts';
import type { HandleEvent, ParseUpdate } from './bot-event.ts';
import { takeUpdate } from './take-update.ts';
import { webhookPurpose } from './webhook-purpose.ts';

/** Larger bodies are no updates. */
const LARGEST_BODY_BYTES = 256 * 1024;
/** A first pause before the queue tries again what failed just now. */
const PAUSE_SECONDS = 2;

/** A webhook call of a bot, as its door received it. */
export interface UpdateCall {
  readonly secret: PlatformSecret;
  readonly role: BotRole;
  /** What the messenger sent as its secret; `undefined`: nothing. */
  readonly token: string | undefined;
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly parse: ParseUpdate;
  readonly handle: HandleEvent;
  readonly updateQueueUrl: string;
  readonly now: Instant;
}

/** What the messenger is answered. */
export interface UpdateAnswer {
  readonly status: number;
  readonly body: unknown;
}

const OK: UpdateAnswer = { status: 200, body: { ok: true } };
const UNAUTHORIZED = answer(401, 'unauthorized', 'The secret of this webhook is missing or wrong.');
const TOO_LARGE = answer(413, 'body_too_large', 'A webhook body has at most 256 KB.');
const TRY_AGAIN = answer(503, 'try_again', 'The update could not be kept now. Send it again.');

function answer(status: number, code: string, message: string): UpdateAnswer {
  return { status, body: { error: { code, message } } };
}

/**
 * Takes in one update of a bot. A call without a genuine secret costs nothing: no read, no parsing.
 *
 * An update that cannot be read, or whose handling fails, goes whole onto the queue `bot-update`: a refused one would
 * come again for a day and hold up everything else in its chat.
 *
 * @returns 200 when the update is handled or kept; 503 when neither could be done, so that it is sent again
 */
export async function receiveUpdate(call: UpdateCall): Promise<UpdateAnswer> {
  const { secret, role, token, now, parse, handle } = call;
  const named = token ? verifyWebhookToken(secret, webhookPurpose(role), token) : undefined;
  if (named === undefined) return UNAUTHORIZED;
  const { projectId, rotation } = named;
  const bytes = Buffer.from(call.body ?? '', call.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY_BYTES) return TOO_LARGE;
  try {
    const settings = await inboundSettings(projectId);
    if (settings === undefined || rotation < settings.lowestRotation) return UNAUTHORIZED;
  } catch (fault) {
    return tryAgain(projectId, role, fault);
  }
  const raw = bytes.toString('utf8');
  const update = readJson(raw);
  const body = { projectId, role, ...(update === undefined ? { raw } : { update }) };
  try {
    await takeUpdate(body, { parse, handle, now });
    return OK;
  } catch (fault) {
    logger.warn('An update of a bot waits for another try.', {
      projectId,
      role,
      ...describeFault(fault),
    });
    count('BotUpdatePostponed', { projectId, role });
    return keep(call.updateQueueUrl, { ...body, attempt: 0 }, fault);
  }
}

async function keep(
  queueUrl: string,
  body: { readonly projectId: ProjectId; readonly role: BotRole; readonly attempt: number },
  why: unknown,
): Promise<UpdateAnswer> {
  const asked = why instanceof PassingFault ? (why.retryAfterSeconds ?? 0) : 0;
  try {
    await sendToQueue(queueUrl, body.projectId, body, Math.max(asked, PAUSE_SECONDS));
    return OK;
  } catch (fault) {
    return tryAgain(body.projectId, body.role, fault);
  }
}

function tryAgain(projectId: ProjectId, role: BotRole, fault: unknown): UpdateAnswer {
  logger.error('An update could not be taken in.', { projectId, role, ...describeFault(fault) });
  return TRY_AGAIN;
}

/** The object or array in `text`; `undefined` when it is no JSON of that kind. */
function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
