import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Fault, FaultPlan } from './faults.ts';

/**
 * The thread behind faults.ts: a proxy that answers as DynamoDB (JSON 1.0) does when it refuses. It passes whole
 * messages on as the bytes they are: with node:http on both of its sides it cost a quarter of the tests that send tens
 * of thousands of calls through it.
 */
const { target, seed, rates = {} } = workerData as FaultPlan & { target: string };
const { hostname, port } = new URL(target);
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

function refuse(client: Socket, status: number, body: object): void {
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${status} ${status < 500 ? 'Bad Request' : 'Internal Server Error'}`,
    'content-type: application/x-amz-json-1.0',
    `content-length: ${Buffer.byteLength(text)}`,
    `x-amzn-requestid: FAULT${Math.floor(roll() * 1e12)}`,
  ];
  client.write(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

function cancel(client: Socket, body: Buffer, code: string, message: string): void {
  const entries = (JSON.parse(body.toString('utf8')) as { TransactItems: unknown[] }).TransactItems;
  const hit = Math.floor(roll() * entries.length);
  const codes = entries.map((_, index) => (index === hit ? code : 'None'));
  refuse(client, 400, {
    __type: `${ERRORS}TransactionCanceledException`,
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) =>
      Code === 'None' ? { Code } : { Code, Message: message },
    ),
  });
}

function spoil(fault: Fault, action: string, body: Buffer, client: Socket): void {
  const transaction = action === 'TransactWriteItems';
  if (fault === 'conflict') {
    cancel(client, body, 'TransactionConflict', 'Transaction is ongoing for the item');
  } else if (transaction && roll() < 0.5) {
    cancel(
      client,
      body,
      'ThrottlingError',
      'Throughput exceeds the current capacity for one or more global secondary indexes.',
    );
  } else {
    refuse(client, 400, {
      __type: 'com.amazon.coral.availability#ThrottlingException',
      message: 'Throughput exceeds the current capacity of your table or index.',
    });
  }
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Gathers bytes until an HTTP message with a content-length is whole. Nobody sends the next one before its answer. */
class Message {
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted = Infinity;
  head = '';
  #bodyAt = 0;

  /** @returns whether it is whole now */
  add(chunk: Buffer): boolean {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.head === '') {
      const end = this.bytes.indexOf(HEAD_END);
      if (end < 0) return false;
      this.head = this.bytes.toString('latin1', 0, end);
      this.#bodyAt = end + HEAD_END.length;
      const length = this.header('content-length');
      if (length === undefined) throw new Error(`Without content-length: ${this.head}`);
      this.#wanted = this.#bodyAt + Number(length);
    }
    return this.#size >= this.#wanted;
  }

  get bytes(): Buffer {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first) return first;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }

  get body(): Buffer {
    return this.bytes.subarray(this.#bodyAt);
  }

  header(name: string): string | undefined {
    return new RegExp(`^${name}: *(.*)$`, 'im').exec(this.head)?.[1]?.trim();
  }
}

const server = createServer((client) => {
  client.setNoDelay(true);
  client.on('error', () => client.destroy());
  let upstream: Socket | undefined;
  client.on('close', () => upstream?.destroy());
  let request = new Message();
  client.on('data', (chunk: Buffer) => {
    if (!request.add(chunk)) return;
    const whole = request;
    request = new Message();
    const action = whole.header('x-amz-target')?.split('.')[1] ?? '';
    const fault = faultOf(action);
    counts[action] = (counts[action] ?? 0) + 1;
    if (fault) counts[fault] = (counts[fault] ?? 0) + 1;
    if (fault === 'conflict' || fault === 'throttle') {
      spoil(fault, action, whole.body, client);
      return;
    }
    upstream ??= open(() => {
      upstream = undefined;
    });
    ask(upstream, whole, (answer) => {
      if (answer === undefined) refuse(client, 503, { message: 'DynamoDB is gone.' });
      else if (fault === 'lost') client.destroy();
      else if (fault === 'broken') {
        refuse(client, 500, {
          __type: `${ERRORS}InternalServerError`,
          message: 'Internal error',
        });
      } else client.write(answer.bytes);
    });
  });
});

function open(onClose: () => void): Socket {
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.once('close', onClose);
  return socket;
}

/** Sends one request; `then` gets its answer, or undefined when the connection breaks before that is whole. */
function ask(upstream: Socket, request: Message, then: (answer?: Message) => void): void {
  const answer = new Message();
  const done = (whole?: Message): void => {
    upstream.off('data', receive);
    upstream.off('close', broken);
    then(whole);
  };
  const receive = (chunk: Buffer): void => {
    if (answer.add(chunk)) done(answer);
  };
  const broken = (): void => done();
  upstream.on('data', receive);
  upstream.on('close', broken);
  upstream.write(request.bytes);
}

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
