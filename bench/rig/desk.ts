import { type ProjectConfigInput, projectConfig } from '../../shared/contracts/project-config.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import type { UserId } from '../../shared/platform/ids.ts';
import { createProject } from '../../shared/projects/index.ts';
import { useTable } from '../../tests/steps/dynoxide.ts';
import { buildDoor } from './builds.ts';
import { type OutsideAnswer, TABLE_NAME } from './outside-contract.ts';
import {
  BOT_ID,
  type Container,
  PROJECT_ID,
  startContainer,
  startWorld,
  type World,
  webhookEvent,
} from './world.ts';

/** One invocation and everything it caused outside. */
export interface Observed {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly totalCalls: number;
  readonly units: OutsideAnswer['units'];
  readonly provided: Readonly<Record<string, number>>;
  readonly sent: OutsideAnswer['sent'];
  /** What it wrote to its log. */
  readonly log: string;
}

/** The two functions of a client's message on a real table, with the demo's project in it. */
export interface Desk {
  readonly world: World;
  /** A message of a client, through the webhook; `timers` are the bodies it put on the turn queue. */
  write(
    contactId: string,
    text: string,
  ): Promise<Observed & { readonly timers: readonly string[] }>;
  /** Timers as one batch of the turn queue. */
  answer(timers: readonly string[]): Promise<Observed>;
  close(): Promise<void>;
}

const CONFIG: ProjectConfigInput = {
  name: 'Demo Salon',
  time_zone: 'Europe/Kyiv',
  language: 'uk',
  specialists: ['Anna', 'Maria', 'Elena'],
  services: {
    Haircut: { slots: 1, price: 450, currency: 'UAH' },
    Manicure: { slots: 2, price: 600, currency: 'UAH' },
  },
  work_hours: { start: '09:00', end: '18:00' },
  sendpulse_bot_id: BOT_ID,
};

/** Opens a front desk: an outside world with a real table and a container for each of the two functions. */
export async function openDesk(): Promise<Desk> {
  const world = await startWorld('real');
  const { dynoxide } = world.urls;
  useTable(dynoxide, TABLE_NAME);
  const made = await createProject({
    projectId: PROJECT_ID,
    owner: 'bench-owner' as UserId,
    config: projectConfig.parse(CONFIG),
    package: 'professional',
    actor: 'bench',
  });
  if (isRefusal(made)) throw new Error(made.message);
  const webhook = startContainer(buildDoor('inbound/sendpulse').file, world.environment());
  const worker = startContainer(buildDoor('conversations/answer').file, world.environment());
  let number = 0;

  const observe = async (container: Container, event: unknown) => {
    container.takeLog();
    const { result, milliseconds, cpuMicroseconds } = await container.ask({ do: 'invoke', event });
    const { calls, units, provided, sent } = await world.outside.ask({ do: 'take' });
    const observed: Observed = {
      milliseconds,
      cpuMilliseconds: cpuMicroseconds / 1000,
      calls,
      totalCalls: Object.values(calls).reduce((sum, count) => sum + count, 0),
      units,
      provided,
      sent,
      log: container.takeLog(),
    };
    return { result, observed };
  };

  return {
    world,
    write: async (contactId, text) => {
      number += 1;
      const { result, observed } = await observe(
        webhook,
        webhookEvent({ text, number, contactId }),
      );
      if ((result as { statusCode: number }).statusCode !== 200) {
        throw new Error(`The webhook answered ${JSON.stringify(result)}.\n${observed.log}`);
      }
      return { ...observed, timers: observed.sent.map(({ body }) => body) };
    },
    answer: async (timers) => {
      const { result, observed } = await observe(worker, {
        Records: timers.map((body, index) => ({
          messageId: `message-${index}`,
          receiptHandle: `receipt-${index}`,
          body,
          attributes: { ApproximateReceiveCount: '1' },
          messageAttributes: {},
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:turn',
          awsRegion: 'us-east-1',
        })),
      });
      const failed = (result as { batchItemFailures?: unknown[] }).batchItemFailures ?? [];
      const requeued = observed.sent.filter(({ queue }) => queue === 'turn');
      if (failed.length > 0 || requeued.length > 0) {
        throw new Error(
          `A turn did not end: ${JSON.stringify({ result, requeued })}\n${observed.log}`,
        );
      }
      return observed;
    },
    close: async () => {
      await Promise.all([webhook.close(), worker.close()]);
      await world.close();
    },
  };
}

/** Answers that clients got in an invocation. */
export function repliesOf({ provided }: Observed): number {
  return provided['POST /sendpulse/telegram/contacts/send'] ?? 0;
}

/** Requests to the model in an invocation. */
export function modelCallsOf({ provided }: Observed): number {
  return provided['POST /anthropic/v1/messages'] ?? 0;
}
