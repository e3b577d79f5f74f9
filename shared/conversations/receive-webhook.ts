import type { Instant } from '../platform/clock.ts';
import { type ProjectId, parseProjectId } from '../platform/ids.ts';
import type { PlatformSecret } from '../platform/secrets/platform-secret.ts';
import { sameSecret, verifyWebhookToken } from '../platform/secrets/webhook-token.ts';
import { inboundSettings } from '../projects/inbound.ts';
import { acceptMessage } from './accept-message.ts';
import type { ChannelName, InboundEvent } from './inbound-message.ts';

/** Larger bodies are no chat messages. */
const LARGEST_BODY_BYTES = 256 * 1024;
/** The sender is answered within two seconds, whatever the table and the queue do. */
const PATIENCE_MS = 1_800;

/** A webhook call of a channel, as its door received it. */
export interface WebhookCall {
  readonly secret: PlatformSecret;
  /** Also the purpose that a self-describing token must have. */
  readonly channel: ChannelName;
  /** The secret that came with the call; `undefined`: none did. */
  readonly token: string | undefined;
  /** The secret that a business brought itself, and the one project it stands for. */
  readonly own: { readonly secret: string | undefined; readonly projectId: string | undefined };
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly readBody: (text: string) => unknown;
  readonly parseEvents: (body: unknown, receivedAt: Instant) => InboundEvent[];
  readonly queueUrl: string;
  readonly receivedAt: Instant;
}

/** What the sender is answered. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: unknown;
}

const OK: WebhookAnswer = { status: 200, body: { ok: true } };
const UNAUTHORIZED = answer(401, 'unauthorized', 'The secret of this webhook is missing or wrong.');
const TOO_LARGE = answer(413, 'body_too_large', 'A webhook body has at most 256 KB.');
const MALFORMED = answer(400, 'malformed_json', 'The body is not JSON.');
const TRY_AGAIN = answer(
  503,
  'try_again',
  'The messages could not be stored now. Send them again.',
);

function answer(status: number, code: string, message: string): WebhookAnswer {
  return { status, body: { error: { code, message } } };
}

/**
 * Takes in everything a webhook call carries. A call without a genuine secret costs nothing: no read, no parsing.
 *
 * @returns 200 only when every message is stored and has its timer; 503 otherwise, so that the sender sends again
 */
export async function receiveWebhook(call: WebhookCall): Promise<WebhookAnswer> {
  const genuine = authorize(call);
  if (genuine === undefined) return UNAUTHORIZED;
  const { projectId, rotation } = genuine;
  const bytes = Buffer.from(call.body ?? '', call.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY_BYTES) return TOO_LARGE;
  let events: InboundEvent[];
  try {
    events = call.parseEvents(call.readBody(bytes.toString('utf8')), call.receivedAt);
  } catch {
    return MALFORMED;
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<WebhookAnswer>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, TRY_AGAIN);
  });
  const work = takeIn(call, projectId, rotation, events).catch((fault: unknown) => {
    const { name, message } = fault instanceof Error ? fault : new Error('unknown');
    write('ERROR', 'A webhook could not be taken in.', { projectId, fault: name, reason: message });
    return TRY_AGAIN;
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function authorize(call: WebhookCall): { projectId: ProjectId; rotation: number } | undefined {
  const { token, own } = call;
  if (token === undefined || token === '') return undefined;
  const named = verifyWebhookToken(call.secret, call.channel, token);
  if (named !== undefined) return named;
  const projectId = parseProjectId(own.projectId);
  if (!own.secret || projectId === undefined || !sameSecret(token, own.secret)) return undefined;
  return { projectId, rotation: Number.POSITIVE_INFINITY };
}

async function takeIn(
  call: WebhookCall,
  projectId: ProjectId,
  rotation: number,
  events: readonly InboundEvent[],
): Promise<WebhookAnswer> {
  const settings = await inboundSettings(projectId);
  if (settings === undefined || rotation < settings.lowestRotation) {
    return UNAUTHORIZED;
  }
  const { quietWindowSeconds, sendpulseBotId } = settings;
  let foreign = 0;
  const taken = await Promise.allSettled(
    events.map(async (event) => {
      if (event.kind === 'ignored') return;
      if (sendpulseBotId !== undefined && event.message.botId !== sendpulseBotId) {
        foreign += 1;
        return;
      }
      const { message, providerMessageId } = event;
      const { queueUrl, receivedAt } = call;
      const delay = { quietWindowSeconds, queueUrl, receivedAt };
      await acceptMessage({ projectId, message, providerMessageId, ...delay });
    }),
  );
  if (foreign > 0) {
    write('WARN', 'Events of a bot that is not this project’s were ignored.', {
      projectId,
      events: foreign,
      ...countForeign(foreign),
    });
  }
  const failed = taken.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return OK;
}

/** A metric without a metrics library: CloudWatch reads it from the log line. */
function countForeign(ForeignBotEvents: number): Record<string, unknown> {
  const Metrics = [{ Name: 'ForeignBotEvents', Unit: 'Count' }];
  const Namespace = process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'frontdesk';
  const service = process.env.POWERTOOLS_SERVICE_NAME ?? 'frontdesk';
  const CloudWatchMetrics = [{ Namespace, Dimensions: [['service']], Metrics }];
  return { _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service, ForeignBotEvents };
}

function write(level: string, message: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ level, message, timestamp: new Date().toISOString(), ...fields }));
}
