import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { InvokeMessage, WorkerMessage, WorkerStart } from './definition.ts';
import { shiftDate } from './shifted-date.ts';

/** The sandbox of one function: loads the bundle as the Node 24 runtime of Lambda does, then serves one call at a time. */

type Handler = (event: unknown, context: object) => unknown;

const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

const { definition, clock, skew } = workerData as WorkerStart;
const port = parentPort;
const realNow = Date.now.bind(Date);
const tell = (message: WorkerMessage): void => port?.postMessage(message);
// Everything below must have happened before the bundle is evaluated: it may keep Date at module scope.
const timeOrigin = realNow() - performance.now();
const realTime = (): number => timeOrigin + performance.now();
shiftDate(clock, skew);

try {
  const handler = await load();
  port?.on('message', (message: InvokeMessage) => void serve(handler, message));
  tell({ type: 'ready' });
} catch (fault) {
  tell({ type: 'init-error', ...described(fault) });
}

async function load(): Promise<Handler> {
  const dot = definition.handler.lastIndexOf('.');
  const file = definition.handler.slice(0, dot);
  const exported = definition.handler.slice(dot + 1);
  const path = ['.mjs', '.js', '.cjs']
    .map((extension) => join(definition.folder, `${file}${extension}`))
    .find((candidate) => existsSync(candidate));
  if (!path) throw named('Runtime.ImportModuleError', `Cannot find module '${file}'`);
  const loaded = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const inner = loaded.default as Record<string, unknown> | undefined;
  const handler = loaded[exported] ?? inner?.[exported];
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${definition.handler} is undefined or not exported`);
  }
  if (handler.length > 2) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'Node.js 24 no longer supports callback-based handlers: use an async function of (event, context).',
    );
  }
  return handler as Handler;
}

async function serve(
  handler: Handler,
  { requestId, event, deadline }: InvokeMessage,
): Promise<void> {
  try {
    const result: unknown = await handler(JSON.parse(event), {
      awsRequestId: requestId,
      functionName: definition.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: definition.arn,
      memoryLimitInMB: String(definition.memoryMb),
      logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - realTime())),
    });
    const payload = JSON.stringify(result) as string | undefined;
    if (payload && Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
      throw named(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
      );
    }
    tell({ type: 'result', requestId, payload });
  } catch (fault) {
    const trace = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    tell({ type: 'error', requestId, ...described(fault), trace });
  }
}

function described(fault: unknown): { errorType: string; errorMessage: string } {
  return fault instanceof Error
    ? { errorType: fault.name, errorMessage: fault.message }
    : { errorType: typeof fault, errorMessage: String(fault) };
}

function named(name: string, message: string): Error {
  const fault = new Error(message);
  fault.name = name;
  return fault;
}
