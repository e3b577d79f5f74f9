import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Temporal } from 'temporal-polyfill';
import {
  type Delivery,
  emitIncoming,
  type Incoming,
} from '../../infra/local/providers/sendpulse/index.ts';
import type { TestCloud } from './local-cloud.ts';

/** A client with a messenger, writing to the demo salon unless told otherwise. */
export interface Client {
  readonly contactId: string;
  /** Writes each text as a message of its own, one webhook call after the other. @returns the statuses */
  says(...texts: string[]): Promise<number[]>;
  /** One webhook call with exactly these events; the client's own address is filled in. */
  sends(events: Partial<Incoming> | Partial<Incoming>[], delivery?: Delivery): Promise<number[]>;
  /** Lets a minute go by and reads what came in since the last look, oldest first. */
  hears(): Promise<string[]>;
  /** `says`, then `hears`: one burst, and the one reply to it; a test fails when there is none or a second one. */
  asks(...texts: string[]): Promise<string>;
  /** Everything this client ever got, oldest first; only what SendPulse really delivered. */
  received(): Promise<string[]>;
}

interface SendBody {
  readonly contact_id?: string;
  readonly message?: { readonly text?: string };
}

/** Longer than the quiet window and a look at a message whose put was late; far shorter than any timer of a booking. */
const A_MINUTE = 60;

/** A client of the demo salon, or of the project that `webhook` belongs to. */
export function chat(
  cloud: TestCloud,
  contactId: string,
  name = 'Олена',
  { webhook = cloud.cloud.demo?.sendpulseWebhook ?? '', botId = 'demo-bot' } = {},
): Client {
  let heard = 0;
  const client: Client = {
    contactId,
    async sends(events, delivery) {
      const date = new Date(await cloud.clock.now());
      const whole = [events].flat().map((event) => ({ contactId, name, botId, date, ...event }));
      return emitIncoming(webhook, whole, delivery);
    },
    async says(...texts) {
      const statuses: number[] = [];
      for (const text of texts) statuses.push(...(await client.sends({ text })));
      return statuses;
    },
    async received() {
      return (await delivered(cloud))
        .filter((body) => body.contact_id === contactId)
        .map((body) => body.message?.text ?? '');
    },
    async hears() {
      await cloud.runUntilIdle(A_MINUTE);
      const all = await client.received();
      const fresh = all.slice(heard);
      heard = all.length;
      return fresh;
    },
    async asks(...texts) {
      const before = await client.hears();
      if (before.length > 0) throw new Error(`Nobody read: ${before.join(' | ')}`);
      const statuses = await client.says(...texts);
      if (statuses.some((status) => status !== 200)) throw new Error(`Refused: ${statuses}`);
      const replies = await client.hears();
      if (replies.length !== 1) {
        throw new Error(
          `${replies.length} replies to ${texts.join(' | ')}: ${replies.join(' | ')}`,
        );
      }
      return replies[0] ?? '';
    },
  };
  return client;
}

/** Texts that SendPulse took, in order. A send that was taken and then answered with an error is among them. */
async function delivered(cloud: TestCloud): Promise<SendBody[]> {
  return (await cloud.providers.requests('sendpulse'))
    .filter(({ path, applied, status }) => {
      const refused = applied && status !== null && status >= 400 && status < 500;
      return path.endsWith('/contacts/send') && applied && !refused;
    })
    .map(({ body }) => body as SendBody);
}

/** A code as receipts and news write it. */
export function codeIn(text: string): string {
  const code = /(?:Код запису|Booking code|Код записи): ([A-Z0-9]{4,10})/.exec(text)?.[1];
  if (code === undefined) throw new Error(`No booking code in: ${text}`);
  return code;
}

/** `HH:MM` of every time that a reply names, in order. */
export function timesIn(text: string): string[] {
  return [...text.matchAll(/(?<!\d)\d{1,2}:\d\d(?!\d)/g)].map(([time]) => time.padStart(5, '0'));
}

/** The instant of a wall-clock time in Kyiv, `days` after the virtual today. */
export async function kyiv(cloud: TestCloud, days: number, time: string): Promise<string> {
  const today = Temporal.Instant.from(await cloud.clock.now()).toZonedDateTimeISO('Europe/Kyiv');
  const start = today.add({ days }).withPlainTime(time).toInstant();
  return new Date(start.epochMilliseconds).toISOString();
}

/**
 * Moves the clock to the next eight in the morning in Kyiv, so that "today" and "tomorrow" of a story do not depend
 * on when its test runs.
 */
export async function morning(cloud: TestCloud): Promise<void> {
  const now = Temporal.Instant.from(await cloud.clock.now()).toZonedDateTimeISO('Europe/Kyiv');
  const next = now.add({ days: now.hour < 8 ? 0 : 1 }).withPlainTime('08:00');
  await cloud.clock.advance(Math.round((next.epochMilliseconds - now.epochMilliseconds) / 1000));
}

/** An item of the table; every entity has its own fields. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a row
export type Row = Record<string, any>;

/** Every item of the table, or those of one entity. */
export async function rows(cloud: TestCloud, entity?: string): Promise<Row[]> {
  const environment = cloud.cloud.environment('test');
  const dynamodb = new DynamoDBClient({
    region: environment.AWS_REGION ?? '',
    endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB ?? environment.AWS_ENDPOINT_URL ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  const found: Row[] = [];
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName: cloud.cloud.definition.tables[0]?.name,
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    );
    found.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey);
  dynamodb.destroy();
  return entity === undefined ? found : found.filter((row) => row.entity === entity);
}

/** A request to Claude as it was sent. */
export interface ModelCall {
  /** `main`: the answer itself, with tools; `small`: what the burst is about. */
  readonly kind: 'main' | 'small';
  /** Everything that was said in it. */
  readonly text: string;
  /** The texts of the last message. */
  readonly last: string;
  readonly status: number | null;
}

/** Calls of the model since its requests were cleared. */
export async function modelCalls(cloud: TestCloud): Promise<ModelCall[]> {
  return (await cloud.providers.requests('anthropic')).map(({ body, status }) => {
    const { tools, messages } = body as { tools?: unknown[]; messages: { content: unknown }[] };
    return {
      kind: tools ? 'main' : 'small',
      text: JSON.stringify(messages),
      last: JSON.stringify(messages.at(-1)?.content),
      status,
    };
  });
}

/** What was decided for a client, oldest first. */
export async function turnsOf(cloud: TestCloud, client: Client): Promise<Row[]> {
  const all = await rows(cloud);
  const own = all.find(
    ({ entity, contactId }) => entity === 'Message' && contactId === client.contactId,
  );
  return all
    .filter(
      ({ entity, conversationId }) => entity === 'Turn' && conversationId === own?.conversationId,
    )
    .sort((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1));
}

/** How long every answer of Claude takes from now on, in real milliseconds. */
export async function think(cloud: TestCloud, delayMs: number): Promise<void> {
  await cloud.api('POST', '/_local/providers/anthropic/pace', { body: { delayMs } });
}

/** Moves the clock without waiting for what that sets off. */
export async function pass(cloud: TestCloud, seconds: number): Promise<void> {
  await cloud.api('POST', '/_local/clock', { body: { advanceSeconds: seconds } });
}

/** Looks again and again until something has happened that no clock moves: a request on its way. */
export async function until(happened: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + 60_000;
  while (!(await happened())) {
    if (performance.now() > giveUp) throw new Error('It did not happen within a minute.');
  }
}

/** The owner of the demo salon at the API, signed in. */
export interface Reception {
  readonly token: string;
  /** Bookings that start within the range, oldest first. */
  bookings(range: { from: string; to: string }): Promise<Row[]>;
  config(): Promise<Row>;
}

/** Signs in as the owner of the demo salon. */
export async function reception(cloud: TestCloud): Promise<Reception> {
  const { projectId, email, password } = cloud.cloud.demo ?? {};
  const signedIn = await cloud.api('POST', '/api/accounts/login', { body: { email, password } });
  const token: string = signedIn.body.idToken;
  const get = async (path: string): Promise<Row> => {
    const { status, body } = await cloud.api('GET', `/projects/${projectId}${path}`, { token });
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    token,
    bookings: async (range) => (await get(`/bookings?${new URLSearchParams(range)}`)).bookings,
    config: () => get('/config'),
  };
}
