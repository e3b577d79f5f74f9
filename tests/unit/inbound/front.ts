import type { SQSEvent } from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { createAnthropic } from '../../../infra/local/providers/anthropic/index.ts';
import type { Provider } from '../../../infra/local/providers/provider.ts';
import { createSendpulse, incomingEvent } from '../../../infra/local/providers/sendpulse/index.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { projectConfig } from '../../../shared/contracts/project-config.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { type ApiHandler, loadHandler } from '../../steps/load-handler.ts';

export const PROJECT = 'salon' as ProjectId;
export const OWN_SECRET = 'a-business-brought-this-secret';

/** The two doors of the conversation with everything real around them, but the two outside services. */
export interface Front {
  readonly dynoxide: Dynoxide;
  readonly queue: FauxqsServer;
  readonly sendpulse: Provider;
  readonly anthropic: Provider;
  readonly token: string;
  readonly inbound: ApiHandler;
  /** Posts client messages as SendPulse does; gives the status. */
  write(...incoming: Parameters<typeof incomingEvent>[0][]): Promise<number>;
  /** Takes every timer off the queue, however delayed, and runs the answer function on batches of ten. */
  answer(): Promise<void>;
  /** Texts that SendPulse took. */
  sent(): string[];
  close(): Promise<void>;
}

export async function startFront(): Promise<Front> {
  const dynoxide = await startTable();
  const queue = await startFauxqs({ port: 0, logger: false });
  queue.createQueue('turn');
  const sqs = `http://127.0.0.1:${queue.port}`;
  const [sendpulse, anthropic] = [createSendpulse(), createAnthropic()];
  const served = await Promise.all([serveProvider(sendpulse), serveProvider(anthropic)]);
  const secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(44),
    CLAUDE_API_KEY_1: 'sk-stand-in-one',
    CLAUDE_API_KEY_2: 'sk-stand-in-two',
    // Pauses between attempts are real time.
    CLAUDE_BACKOFF_MS: '20',
    SENDPULSE_CLIENT_ID: 'sp-stand-in-id',
    SENDPULSE_CLIENT_SECRET: 'sp-stand-in-secret',
    SENDPULSE_WEBHOOK_SECRET: OWN_SECRET,
    SENDPULSE_PROJECT_ID: PROJECT,
  });
  Object.assign(process.env, {
    TURN_QUEUE_URL: `${sqs}/000000000000/turn`,
    UPKEEP_QUEUE_URL: `${sqs}/000000000000/upkeep`,
    AWS_ENDPOINT_URL_SQS: sqs,
    SENDPULSE_API_ROOT: served[0].url,
    ANTHROPIC_BASE_URL: served[1].url,
  });
  const { createProject, webhookPath } = await import('../../../shared/projects/index.ts');
  await createProject({
    projectId: PROJECT,
    owner: 'owner' as UserId,
    config: projectConfig.parse({
      specialists: ['Anna', 'Maria', 'Elena'],
      services: { Haircut: 1, Coloring: 3, Manicure: 2 },
      work_hours: { start: '09:00', end: '18:00' },
      sendpulse_bot_id: 'demo-bot',
      time_zone: 'Europe/Kyiv',
    }),
    actor: 'test',
  });
  const token = new URLSearchParams(String(await webhookPath(PROJECT)).split('?')[1]).get('token');
  const inbound = await loadHandler('inbound-sendpulse');
  const { handler } = (await import('../../../functions/conversations/answer.lambda.ts')) as {
    handler: (event: SQSEvent, context: object) => Promise<{ batchItemFailures: unknown[] }>;
  };
  const post = (body: unknown) =>
    inbound(
      {
        headers: {},
        queryStringParameters: { token },
        body: JSON.stringify(body),
        isBase64Encoded: false,
      } as never,
      {} as never,
    );
  return {
    dynoxide,
    queue,
    sendpulse,
    anthropic,
    token: token ?? '',
    inbound,
    write: async (...incoming) => (await post(incoming.map(incomingEvent))).statusCode ?? 0,
    answer: async () => {
      for (;;) {
        const waiting = queue.inspectQueue('turn')?.messages;
        const all = [...(waiting?.ready ?? []), ...(waiting?.delayed ?? [])];
        if (all.length === 0) return;
        queue.reset();
        for (let i = 0; i < all.length; i += 10) {
          const Records = all
            .slice(i, i + 10)
            .map(({ messageId, body }) => ({ messageId, body })) as never;
          const { batchItemFailures } = await handler({ Records }, {});
          if (batchItemFailures.length > 0) throw new Error('A turn failed.');
        }
      }
    },
    sent: () =>
      sendpulse
        .requests()
        .filter(({ path, applied }) => path.endsWith('/contacts/send') && applied)
        .map(({ body }) => (body as { message: { text: string } }).message.text),
    close: async () => {
      await Promise.all(served.map((one) => one.close()));
      await Promise.all([queue.stop(), secrets.close(), dynoxide.close()]);
    },
  };
}
