import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { Provider } from '../../../infra/local/providers/provider.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { createTelegram } from '../../../infra/local/providers/telegram/index.ts';
import { projectConfig } from '../../../shared/contracts/project-config.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import type { PlatformSecret } from '../../../shared/platform/secrets/platform-secret.ts';
import { connectService, createProject } from '../../../shared/projects/index.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { startTable } from '../../steps/dynoxide.ts';

export const PROJECT = 'salon' as ProjectId;
export const OTHER = 'other-salon' as ProjectId;
export const TOKEN = '1234567890:AAE_stand-in-stand-in-stand-in-stand';
/** The platform secret's, for the one project it names. */
export const INSTALLATION_TOKEN = '2234567890:AAE_stand-in-stand-in-stand-in-stand';
export const ADA = 7_000_001;
export const BOB = 7_000_002;

export const secret: PlatformSecret = {
  PLATFORM_KEY: 'k'.repeat(44),
  TELEGRAM_PROJECT_ID: PROJECT,
  DIVA_RECEPTION_BOT_TOKEN: INSTALLATION_TOKEN,
};

interface Shown {
  readonly message_id: number;
  readonly text: string;
}

/** Two projects and Telegram around them. `PROJECT` has a specialist bot of its own, and the installation's reception bot. */
export interface Stage {
  readonly telegram: Provider;
  readonly queue: FauxqsServer;
  readonly queueUrl: string;
  /** AWS calls so far, by name. */
  readonly calls: string[];
  control(path: string, body?: object): Promise<unknown>;
  /** Texts that a bot's chat with somebody shows. */
  texts(bot: string, user: number): Promise<string[]>;
  /** Bodies on the queue, which is empty afterwards. */
  queued(): unknown[];
  /** Both bots know both people anew, and nothing was said. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const dynoxide = await startTable();
  const secrets = await startPlatformSecret(secret as Record<string, string>);
  const queue = await startFauxqs({ port: 0, logger: false });
  queue.createQueue('bot-update');
  const telegram = createTelegram();
  const served = await serveProvider(telegram);
  // Where updates go: nobody here looks at them, but a stand-in waits for their being taken.
  const hook = createServer((_, answer) => answer.end());
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
  const sqs = `http://127.0.0.1:${queue.port}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL_SQS: sqs, TELEGRAM_API_ROOT: served.url });
  for (const projectId of [PROJECT, OTHER]) {
    await createProject({
      projectId,
      owner: 'owner' as UserId,
      config: projectConfig.parse({ time_zone: 'Europe/Kyiv' }),
      actor: 'test',
    });
  }
  await connectService({
    projectId: PROJECT,
    provider: 'telegram-specialist',
    credentials: { bot_token: TOKEN },
    actor: 'test',
  });
  const calls: string[] = [];
  dynamodb.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        calls.push(commandName);
        return next(args);
      },
    { step: 'initialize', name: 'counted' },
  );
  const control = async (path: string, body?: object): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${served.control}${path}`, init);
    const value: unknown = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  return {
    telegram,
    queue,
    queueUrl: `${sqs}/000000000000/bot-update`,
    calls,
    control,
    texts: async (bot, user) => {
      const chats = await control(`/chats?bot=${bot}&user=${user}`);
      return (chats as { messages: Shown[] }[]).flatMap(({ messages }) =>
        messages.map(({ text }) => text),
      );
    },
    queued: () => {
      const { ready = [], delayed = [] } = queue.inspectQueue('bot-update')?.messages ?? {};
      queue.reset();
      return [...ready, ...delayed].map(({ body }) => JSON.parse(body) as unknown);
    },
    reset: async () => {
      telegram.reset();
      queue.reset();
      for (const [token, username] of [
        [TOKEN, 'KeshaBot'],
        [INSTALLATION_TOKEN, 'DivaBot'],
      ]) {
        await control('/bots', { token, username });
        const url = `${served.url}/bot${token}/setWebhook?url=${encodeURIComponent(hookUrl)}`;
        await fetch(url, { method: 'POST' });
      }
      for (const [id, name] of [
        [ADA, 'Ada'],
        [BOB, 'Bob'],
      ]) {
        await control('/users', { id, first_name: name, started: ['KeshaBot', 'DivaBot'] });
      }
      calls.length = 0;
    },
    close: async () => {
      hook.close();
      hook.closeAllConnections();
      await Promise.all([served.close(), queue.stop(), secrets.close(), dynoxide.close()]);
    },
  };
}
