import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { mintWebhookToken } from '../../shared/platform/secrets/webhook-token.ts';
import { ROOT } from './builds.ts';
import type { ContainerAnswer, ContainerRequest } from './container.ts';
import { type OutsideAnswer, type OutsideRequest, TABLE_NAME } from './outside-contract.ts';
import { type Companion, startCompanion } from './process.ts';

/** The project of every bench, and its bot. */
export const PROJECT_ID = 'demo-salon' as ProjectId;
export const BOT_ID = 'demo-bot';

const PLATFORM_SECRET = {
  PLATFORM_KEY: randomBytes(32).toString('base64url'),
  CLAUDE_API_KEY_1: 'sk-stand-in-1',
  SENDPULSE_API_KEY: 'sp-stand-in-bench',
};

/** A running outside world and what a process needs to live in it. */
export interface World {
  readonly outside: Companion<OutsideRequest, OutsideAnswer>;
  readonly urls: OutsideAnswer;
  /** The environment of a function, as the template gives it, pointed at this world. */
  environment(endpoint?: string): Record<string, string>;
  close(): Promise<void>;
}

/** Starts the outside world with a table that answers `instant`ly from memory, or a `real` one (empty). */
export async function startWorld(table: 'instant' | 'real'): Promise<World> {
  const file = join(ROOT, 'bench', 'rig', 'outside.ts');
  const outside = startCompanion<OutsideRequest, OutsideAnswer>('outside', file);
  const urls = await outside.ask({ do: 'start', secret: JSON.stringify(PLATFORM_SECRET), table });
  return {
    outside,
    urls,
    environment: (endpoint = urls.aws) => ({
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_ENDPOINT_URL: endpoint,
      TABLE_NAME,
      PLATFORM_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:bench',
      STAGE: 'bench',
      LOG_LEVEL: 'INFO',
      POWERTOOLS_SERVICE_NAME: 'bench',
      POWERTOOLS_METRICS_NAMESPACE: 'frontdesk',
      TURN_QUEUE_URL: `${endpoint}/000000000000/turn`,
      UPKEEP_QUEUE_URL: `${endpoint}/000000000000/upkeep`,
      ARRANGE_QUEUE_URL: `${endpoint}/000000000000/arrange`,
      CLIENT_NOTIFICATION_QUEUE_URL: `${endpoint}/000000000000/client-notification`,
      PARKED_CHANGES_QUEUE_URL: `${endpoint}/000000000000/parked-changes`,
      SENDPULSE_API_ROOT: `${urls.providers}/sendpulse`,
      ANTHROPIC_BASE_URL: `${urls.providers}/anthropic`,
    }),
    close: () => outside.close(),
  };
}

/** A process with one bundle, like a Lambda's. */
export type Container = Companion<ContainerRequest, ContainerAnswer>;

/** Starts a container with a bundle in `environment`. */
export function startContainer(bundle: string, environment: Record<string, string>): Container {
  const file = join(ROOT, 'bench', 'rig', 'container.ts');
  return startCompanion('measured', file, { ...environment, BUNDLE: bundle });
}

/** What API Gateway hands to the webhook (payload format 2.0). */
export interface WebhookEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly queryStringParameters: Record<string, string>;
  readonly requestContext: Record<string, unknown>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * A webhook call of SendPulse with one message.
 *
 * @param message `number` names it at the provider; `contactId` decides the conversation
 */
export function webhookEvent(message: {
  readonly text: string;
  readonly number: number | string;
  readonly contactId: string;
}): WebhookEvent {
  const claim = { projectId: PROJECT_ID, purpose: 'sendpulse', rotation: 1 };
  const token = mintWebhookToken(PLATFORM_SECRET, claim);
  const body = [
    {
      service: 'telegram',
      title: 'incoming_message',
      date: Date.now(),
      bot: { id: BOT_ID, name: 'DemoSalonBot', external_id: '123456789', url: 'https://t.me/demo' },
      contact: {
        id: message.contactId,
        name: 'Ivan P',
        username: 'ivanp',
        telegram_id: '123',
        phone: null,
        email: null,
        photo: 'https://example.com/photo.jpg',
        last_message: message.text,
        tags: ['vip'],
        variables: { k: 'v' },
      },
      info: {
        message: {
          id: `sp-${message.number}`,
          channel_data: { message_id: `${message.number}`, message: { text: message.text } },
        },
      },
    },
  ];
  return {
    version: '2.0',
    routeKey: 'POST /webhook/sendpulse',
    rawPath: '/webhook/sendpulse',
    rawQueryString: `token=${token}`,
    headers: { 'content-type': 'application/json', 'user-agent': 'SendPulse', host: 'example.com' },
    queryStringParameters: { token },
    requestContext: {
      http: { method: 'POST', path: '/webhook/sendpulse', sourceIp: '203.0.113.7' },
      requestId: 'bench',
      routeKey: 'POST /webhook/sendpulse',
      stage: '$default',
    },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}
