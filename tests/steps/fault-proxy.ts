import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Fault, FaultPlan } from './faults.ts';

/** The thread behind faults.ts: an HTTP proxy that answers as DynamoDB (JSON 1.0) does when it refuses. */
const { target, seed, rates = {} } = workerData as FaultPlan & { target: string };
const { hostname, port } = new URL(target);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const planned = new Map<string, (Fault | 'none')[]>();
const counts: Record<string, number> = {};

let state = seed >>> 0;
/** Mulberry32: the same seed rolls the same numbers. */
function roll(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function faultOf(action: string): Fault | undefined {
  const next = planned.get(action)?.shift();
  if (next !== undefined) return next === 'none' ? undefined : next;
  for (const [fault, rate] of Object.entries(rates) as [Fault, number][]) {
    if (fault === 'conflict' && action !== 'TransactWriteItems') continue;
    if (roll() < rate) return fault;
  }
  return undefined;
}

const ERRORS = 'com.amazonaws.dynamodb.v20120810#';

function refuse(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': `FAULT${Math.floor(roll() * 1e12)}`,
  });
  response.end(text);
}

function cancel(response: ServerResponse, body: Buffer, code: string, message: string): void {
  const entries = (JSON.parse(body.toString('utf8')) as { TransactItems: unknown[] }).TransactItems;
  const hit = Math.floor(roll() * entries.length);
  const codes = entries.map((_, index) => (index === hit ? code : 'None'));
  refuse(response, 400, {
    __type: `${ERRORS}TransactionCanceledException`,
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) =>
      Code === 'None' ? { Code } : { Code, Message: message },
    ),
  });
}

function spoil(fault: Fault, action: string, body: Buffer, response: ServerResponse): void {
  const transaction = action === 'TransactWriteItems';
  if (fault === 'conflict') {
    cancel(response, body, 'TransactionConflict', 'Transaction is ongoing for the item');
  } else if (transaction && roll() < 0.5) {
    cancel(
      response,
      body,
      'ThrottlingError',
      'Throughput exceeds the current capacity for one or more global secondary indexes.',
    );
  } else {
    refuse(response, 400, {
      __type: 'com.amazon.coral.availability#ThrottlingException',
      message: 'Throughput exceeds the current capacity of your table or index.',
    });
  }
}

function forward(
  from: IncomingMessage,
  body: Buffer,
  then: (status: number, headers: IncomingMessage['headers'], answer: Buffer) => void,
): void {
  const { method, url: path, headers } = from;
  const options = { hostname, port, method, path, headers, agent };
  request(options, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => then(answer.statusCode ?? 500, answer.headers, Buffer.concat(chunks)));
  })
    .on('error', () => then(503, {}, Buffer.alloc(0)))
    .end(body);
}

const server = createServer((from, response) => {
  const chunks: Buffer[] = [];
  from.on('data', (chunk: Buffer) => chunks.push(chunk));
  from.on('end', () => {
    const body = Buffer.concat(chunks);
    const action = String(from.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const fault = faultOf(action);
    counts[action] = (counts[action] ?? 0) + 1;
    if (fault) counts[fault] = (counts[fault] ?? 0) + 1;
    if (fault === 'conflict' || fault === 'throttle') {
      spoil(fault, action, body, response);
      return;
    }
    forward(from, body, (status, headers, answer) => {
      if (fault === 'lost') response.destroy();
      else if (fault === 'broken') {
        refuse(response, 500, {
          __type: `${ERRORS}InternalServerError`,
          message: 'Internal error',
        });
      } else {
        response.writeHead(status, headers);
        response.end(answer);
      }
    });
  });
});
server.keepAliveTimeout = 60_000;

const listening = new Promise<string>((resolve) => {
  server.listen(0, '127.0.0.1', () => {
    resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
});

type Question =
  | { id: number; ask: 'endpoint' }
  | { id: number; ask: 'counts' }
  | { id: number; ask: 'next'; action: string; faults: (Fault | 'none')[] };

parentPort?.on('message', async (question: Question) => {
  const answerOf = async (): Promise<unknown> => {
    if (question.ask === 'endpoint') return listening;
    if (question.ask === 'counts') return counts;
    planned.set(question.action, [...question.faults]);
    return undefined;
  };
  parentPort?.postMessage({ id: question.id, value: await answerOf() });
});
