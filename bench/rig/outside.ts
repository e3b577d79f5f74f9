/**
 * Everything outside the measured process, in one process on a core of its own: the AWS services it calls, each call
 * counted, and the stand-ins of SendPulse and Claude.
 *
 * Without a table DynamoDB answers at once from memory (the time of a real one would hide the code's own); with one
 * every call is carried to a real DynamoDB (dynoxide), which also says how many capacity units it consumed.
 */
import { createHash } from 'node:crypto';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createProviders,
  type ProviderAnswer,
  routeToProvider,
} from '../../infra/local/providers/index.ts';
import { createTable, startDynoxide } from '../../tests/steps/dynoxide.ts';
import { type OutsideAnswer, type OutsideRequest, TABLE_NAME } from './outside-contract.ts';
import { serveCompanion } from './process.ts';

const WRITES = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
  'BatchWriteItem',
]);
/** Enough for any burst; warm runs of a minute would otherwise keep every body. */
const MOST_KEPT = 10_000;

const MODEL_PATH = '/anthropic/v1/messages';
/** The model's last answers, for a replay. */
const heard = new Map<'main' | 'structured', ProviderAnswer>();
let replaying = false;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const providers = createProviders();
const calls: Record<string, number> = {};
const units = { read: 0, write: 0 };
const provided: Record<string, number> = {};
let sent: { queue: string; body: string }[] = [];
let secret = '{}';
let dynoxide = '';
const urls = { aws: '', duplicates: '', providers: '' };

serveCompanion<OutsideRequest, OutsideAnswer>(async (request) => {
  if (request.do === 'start') await start(request);
  if (request.do === 'replay') replaying = request.on;
  if (request.do === 'pace') {
    const url = `${urls.providers}/_local/providers/anthropic/pace`;
    const body = JSON.stringify({ delayMs: request.milliseconds });
    const answer = await fetch(url, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
  }
  const taken = {
    ...urls,
    dynoxide,
    calls: { ...calls },
    units: { ...units },
    sent,
    provided: { ...provided },
  };
  sent = [];
  for (const counter of [calls, provided])
    for (const name of Object.keys(counter)) delete counter[name];
  Object.assign(units, { read: 0, write: 0 });
  return taken;
});

async function start(request: Extract<OutsideRequest, { do: 'start' }>): Promise<void> {
  secret = request.secret;
  if (request.table === 'real') {
    const { endpoint, close } = await startDynoxide();
    await createTable(endpoint, TABLE_NAME);
    dynoxide = endpoint;
    process.once('SIGTERM', () => void close().finally(() => process.exit(0)));
  }
  urls.aws = await listen((incoming, outgoing) => serveAws(incoming, outgoing, false));
  urls.duplicates = await listen((incoming, outgoing) => serveAws(incoming, outgoing, true));
  urls.providers = await listen(serveProviders);
}

function listen(
  serve: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    outgoing.socket?.setNoDelay(true);
    serve(incoming, outgoing).catch((fault: unknown) => {
      console.error(fault);
      outgoing.writeHead(500).end();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function serveProviders(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const path = url.split('?')[0] ?? '';
  if (!path.startsWith('/_local/')) count(provided, `${method} ${path}`);
  const body = await bodyOf(incoming);
  // Structured questions carry no tools; that is all a replay has to know.
  const kind = body.includes('"tools":[') ? 'main' : 'structured';
  const replayed = replaying && path === MODEL_PATH ? heard.get(kind) : undefined;
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  const answer =
    replayed ?? (await routeToProvider(providers, { method, url, headers, body, now: new Date() }));
  if (path === MODEL_PATH && answer?.status === 200) heard.set(kind, answer);
  if (answer?.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
  if (answer === undefined) outgoing.writeHead(404).end();
  else outgoing.writeHead(answer.status, answer.headers).end(answer.body);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function serveAws(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  duplicates: boolean,
): Promise<void> {
  const body = (await bodyOf(incoming)).toString('utf8');
  const [service = '', action = ''] = String(incoming.headers['x-amz-target']).split('.');
  const short = service
    .replace(/_\d+$/, '')
    .replace('AmazonSQS', 'SQS')
    .replace('secretsmanager', 'SecretsManager');
  count(calls, `${short}.${action}`);
  if (service.startsWith('DynamoDB')) {
    if (dynoxide) await carry(incoming, action, body, outgoing);
    else respond(outgoing, ...instantly(action, duplicates));
  } else if (action === 'GetSecretValue') {
    respond(outgoing, 200, {
      ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:bench',
      Name: 'bench',
      SecretString: secret,
    });
  } else if (action === 'SendMessage') {
    const { QueueUrl, MessageBody } = JSON.parse(body) as { QueueUrl: string; MessageBody: string };
    if (sent.length < MOST_KEPT) {
      sent.push({ queue: QueueUrl.split('/').at(-1) ?? '', body: MessageBody });
    }
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    respond(outgoing, 200, { MessageId: '00000000-0000-4000-8000-000000000000', MD5OfMessageBody });
  } else {
    respond(outgoing, 400, {
      __type: 'UnknownOperationException',
      message: `${service}.${action}`,
    });
  }
}

const SETTINGS = {
  pk: { S: 'P#demo-salon' },
  sk: { S: 'INBOUND' },
  entity: { S: 'InboundSettings' },
  projectId: { S: 'demo-salon' },
  quietWindowSeconds: { N: '4' },
  sendpulseBotId: { S: 'demo-bot' },
  rotation: { N: '1' },
  lowestRotation: { N: '1' },
};

function instantly(action: string, duplicates: boolean): [number, unknown] {
  if (action === 'GetItem') return [200, { Item: SETTINGS }];
  if (action === 'PutItem' && !duplicates) return [200, {}];
  if (action === 'PutItem') {
    const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
    return [400, { __type, message: 'The conditional request failed' }];
  }
  return [400, { __type: 'UnknownOperationException', message: action }];
}

function respond(outgoing: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  outgoing.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
  });
  outgoing.end(text);
}

/** Carries a call to the real table, asking for the units that it consumes. */
async function carry(
  incoming: IncomingMessage,
  action: string,
  body: string,
  outgoing: ServerResponse,
): Promise<void> {
  const asked = JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' });
  const answer = await new Promise<{ status: number; type: string; text: string }>(
    (resolve, reject) => {
      const { host: _, ...headers } = incoming.headers;
      const request = httpRequest(
        dynoxide,
        {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(asked) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 500,
              type: String(response.headers['content-type']),
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(asked);
    },
  );
  countUnits(action, answer.text);
  outgoing.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.text),
  });
  outgoing.end(answer.text);
}

function countUnits(action: string, text: string): void {
  // Read as text: parsing a page of a hundred items would take longer than the table did.
  const consumed = text.matchAll(/"CapacityUnits":([\d.]+)/g);
  const total = [...consumed].reduce((sum, [, amount]) => sum + Number(amount), 0);
  units[WRITES.has(action) ? 'write' : 'read'] += total;
}

function count(counter: Record<string, number>, name: string): void {
  counter[name] = (counter[name] ?? 0) + 1;
}
