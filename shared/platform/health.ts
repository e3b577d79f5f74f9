import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientDefaults } from './aws/client-defaults.ts';
import { dynamodb } from './aws/dynamodb.ts';
import type { Check } from './check.ts';
import { checkSheets } from './check-sheets.ts';
import { now, secondsBetween } from './clock.ts';
import type { ProjectId } from './ids.ts';
import { describeFault, logger } from './logger.ts';
import { platformSecret } from './secrets/platform-secret.ts';
import { keys } from './table/keys.ts';

/** The installation as a whole: `ok` when every part is; sheets that nobody connected are no fault. */
export interface Health {
  readonly status: 'ok' | 'degraded';
  readonly checks: Readonly<Record<'table' | 'queue' | 'claude' | 'sheets', Check>>;
  readonly checkedAt: string;
}

const REMEMBERED_SECONDS = 30;
const CHECK_TIMEOUT_MS = 2_000;

let sqs: SQSClient | undefined;
let last: { readonly at: string; readonly health: Promise<Health> } | undefined;

/**
 * Whether the installation works: one read of the table, one question to the turn queue, whether Claude is
 * configured (it is not called: that would cost money and quota for each look), and whether Google would give a token
 * for the sheets, once they are connected. Asked at most once in 30 seconds per
 * container, each part given two seconds. Never throws, never tells a secret.
 *
 * @param turnQueueUrl the queue to ask about
 */
export function health(turnQueueUrl: string): Promise<Health> {
  const present = now();
  if (last) {
    const age = secondsBetween(last.at, present);
    if (age >= 0 && age < REMEMBERED_SECONDS) return last.health;
  }
  last = { at: present, health: look(turnQueueUrl, present) };
  return last.health;
}

async function look(turnQueueUrl: string, checkedAt: string): Promise<Health> {
  const [table, queue, claude, sheets] = await Promise.all([
    bounded('table', checkTable),
    bounded('queue', (abortSignal) => checkQueue(turnQueueUrl, abortSignal)),
    bounded('claude', checkClaude),
    bounded('sheets', () => checkSheets(CHECK_TIMEOUT_MS)),
  ]);
  const checks = { table, queue, claude, sheets };
  const fine =
    sheets.status !== 'degraded' && [table, queue, claude].every(({ status }) => status === 'ok');
  return { status: fine ? 'ok' : 'degraded', checks, checkedAt };
}

/** What `check` says within its time. A fault is logged and told as one word. */
async function bounded(
  part: string,
  check: (abortSignal: AbortSignal) => Promise<Check>,
): Promise<Check> {
  const abortSignal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  const late = new Promise<Check>((resolve) => {
    abortSignal.addEventListener('abort', () => resolve({ status: 'degraded', reason: 'timeout' }));
  });
  const answer = check(abortSignal).catch((fault: unknown): Check => {
    if (abortSignal.aborted) return { status: 'degraded', reason: 'timeout' };
    logger.warn('health check failed', { part, ...describeFault(fault) });
    return { status: 'degraded', reason: 'unreachable' };
  });
  return Promise.race([answer, late]);
}

async function checkTable(abortSignal: AbortSignal): Promise<Check> {
  // Any key does: that the table answers is what counts, and a missing item is the cheapest answer.
  const { pk, sk } = keys.project('health-check' as ProjectId);
  await dynamodb.send(
    new GetItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: pk }, sk: { S: sk } },
    }),
    { abortSignal },
  );
  return { status: 'ok' };
}

async function checkQueue(QueueUrl: string, abortSignal: AbortSignal): Promise<Check> {
  sqs ??= new SQSClient(clientDefaults);
  await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    { abortSignal },
  );
  return { status: 'ok' };
}

async function checkClaude(): Promise<Check> {
  const secret = await platformSecret();
  const configured = Object.entries(secret).some(
    ([name, value]) => /^CLAUDE_API_KEY_\d+$/.test(name) && Boolean(value),
  );
  return configured ? { status: 'ok' } : { status: 'not_configured', reason: 'no API key' };
}
