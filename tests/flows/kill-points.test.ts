import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, chat, codeIn, morning, type Row, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/**
 * A worker may die between any two steps of the main job. Its kill points are not listed by hand: the job is recorded
 * once, and every call that any function made in it gives two of them, one before the call and one after it was
 * applied. Each is executed on the whole job of a fresh client. Reception and specialists have a story of their own
 * (bots-kill-points): here nobody has connected a bot, and nobody is reminded.
 */

interface Point {
  readonly function: string;
  readonly action: string;
  /** Which of the function's calls of this action, 1 = the first. */
  readonly nth: number;
  readonly when: 'before-call' | 'after-call';
  /** A call that only a new worker makes. */
  readonly cold: boolean;
  /** Between the provider's acceptance and our mark: the one gap in which a text may be said twice. */
  readonly gap: boolean;
}

interface Call {
  readonly function: string;
  readonly action: string;
}

const SEND = 'sendpulse.POST /telegram/contacts/send';
const DAY = 24 * 3600;

/**
 * The functions of the main job with the kill points of each. A new call is a new place to die: look at what happens
 * there before you change a number.
 */
const EXPECTED = {
  'inbound-sendpulse': 8,
  'conversations-answer': 40,
  'conversations-archive': 10,
  'changes-fan-out': 16,
  'schedules-arrange': 6,
  'schedules-expiry': 6,
  'notifications-client': 20,
};
const FUNCTIONS = Object.keys(EXPECTED);
/** They find nobody to tell, and end; or die in stories of their own. */
const ELSEWHERE = ['notifications-reception', 'notifications-specialist', 'sync-destinations'];

let cloud: TestCloud;
let jobs = 0;
let points: Point[] = [];
/** What an undisturbed job leaves of each entity. */
let undisturbed: Record<string, number> = {};

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  await withoutBots();
  // The first job of all pays for what is made once per installation.
  await live('first');
  const warm = await recorded('warm', false);
  const cold = await recorded('cold', true);
  for (const { notificationId } of await rows(cloud, 'Notification')) noticed.add(notificationId);
  const all = [...pointsOf(warm, false), ...pointsOf(cold, true).filter(isOfNewWorkers)];
  points = all.filter((point) => !ELSEWHERE.includes(point.function));
}, 120_000);
afterAll(() => cloud?.stop());

test('every call of the main job is known', () => {
  const counted = Object.entries(Object.groupBy(points, (point) => point.function));
  expect(Object.fromEntries(counted.map(([name, own = []]) => [name, own.length]))).toEqual(
    EXPECTED,
  );
});

/**
 * Functions that may die in the same job: what one of them repeats changes nothing about the calls of another. A new
 * worker reads more than one that lives, so those die apart.
 */
const TOGETHER = [
  ['conversations-answer', 'notifications-client', 'conversations-archive', 'schedules-expiry'],
  ['inbound-sendpulse', 'changes-fan-out'],
  ['schedules-arrange'],
].map((names) => ({ names, who: names.join(', ') }));

test.each(TOGETHER)(
  'the main job, whose worker dies at every one of its calls, comes to the same end: $who',
  async ({ names }) => {
    const failures: string[] = [];
    for (const deaths of packed(names)) {
      const wrong = await executed(deaths);
      const where = deaths.map((one) => `${one.function} ${one.when} ${one.action} (${one.nth})`);
      failures.push(...wrong.map((what) => `${where.join(', ')}: ${what}`));
    }
    expect(failures).toEqual([]);
  },
  240_000,
);

/** As few jobs as possible: in each of them a function dies at most once. */
function packed(names: readonly string[]): Point[][] {
  return [false, true].flatMap((cold) => {
    const packs: Point[][] = [];
    for (const name of names) {
      const own = points.filter((point) => point.function === name && point.cold === cold);
      for (const [index, point] of own.entries()) {
        packs[index] ??= [];
        packs[index].push(point);
      }
    }
    return packs;
  });
}

async function withoutBots(): Promise<void> {
  const { token } = await reception(cloud);
  const body = {
    reception: { bot_token: null, staff: [], reminder_limit: 0 },
    specialist_bot: { bot_token: null },
  };
  const { projectId } = cloud.cloud.demo ?? {};
  const { status } = await cloud.api('POST', `/projects/${projectId}/config`, { token, body });
  expect(status).toBe(200);
}

/** One client's whole job: she books, nobody confirms, the time passes, she is told, silence follows. */
async function live(id: string): Promise<Client> {
  await morning(cloud);
  const client = chat(cloud, `life-${id}`, `Клієнтка ${id}`);
  const message = { text: 'Запишіть мене на стрижку до Anna завтра о 10:00', messageId: 1 };
  // SendPulse sends again what was not answered with 200.
  for (let tries = 0; (await client.sends(message))[0] !== 200; tries += 1) {
    if (tries === 5) throw new Error('The webhook never takes the message.');
  }
  await cloud.runUntilIdle(2 * DAY);
  return client;
}

async function recorded(id: string, cold: boolean): Promise<Call[]> {
  if (cold) await endWorkers();
  await cloud.clearCalls();
  const client = await live(id);
  const trail = await cloud.trail();
  undisturbed = leftOf(ownOf(client, await rows(cloud)));
  return trail;
}

async function endWorkers(): Promise<void> {
  for (const name of FUNCTIONS) await cloud.kill(name, { when: 'now' });
}

const isOfNewWorkers = ({ action }: Call): boolean => action.startsWith('secretsmanager.');

function pointsOf(trail: readonly Call[], cold: boolean): Point[] {
  return trail.flatMap((call, index) => {
    const own = (calls: readonly Call[]) => calls.filter((one) => one.function === call.function);
    const nth = own(trail.slice(0, index + 1)).filter(
      ({ action }) => action === call.action,
    ).length;
    const previous = own(trail.slice(0, index)).at(-1);
    const { function: name, action } = call;
    return [
      { function: name, action, nth, when: 'before-call', cold, gap: previous?.action === SEND },
      { function: name, action, nth, when: 'after-call', cold, gap: action === SEND },
    ] as const;
  });
}

/** Dies there on a fresh client's job. @returns what is wrong with its end */
async function executed(deaths: readonly Point[]): Promise<string[]> {
  if (deaths.some(({ cold }) => cold)) await endWorkers();
  for (const point of deaths) await cloud.kill(point.function, point);
  jobs += 1;
  const client = await live(`killed-${jobs}`);
  const wrong: string[] = [];
  const planned = (await cloud.api('GET', '/_local/aws/fail')).body as { left: number }[];
  if (planned.some(({ left }) => left > 0)) wrong.push('it was never reached');
  await cloud.clearFailures();

  const all = await rows(cloud);
  const own = ownOf(client, all);
  const of = (entity: string): Row[] => own.filter((row) => row.entity === entity);
  const left = leftOf(own);
  if (JSON.stringify(left) !== JSON.stringify(undisturbed)) {
    wrong.push(`it leaves ${JSON.stringify(left)} instead of ${JSON.stringify(undisturbed)}`);
  }
  const turns = of('Turn');
  if (turns.length !== 1) wrong.push(`${turns.length} turns were decided`);
  const bookings = of('Booking');
  if (bookings.length !== 1) wrong.push(`${bookings.length} bookings were made`);
  if (bookings[0]?.status !== 'CANCELLED') wrong.push(`the booking is ${bookings[0]?.status}`);
  const [state] = of('Conversation');
  if (state?.delivery || state?.leaseToken) wrong.push('the conversation was not given back');

  const heard = await client.received();
  const [receipt, news] = [...new Set(heard)];
  if (new Set(heard).size !== 2) wrong.push(`she heard ${JSON.stringify(heard)}`);
  if (receipt && codeIn(receipt) !== bookings[0]?.code) wrong.push('the code is not the booking’s');
  if (news && !news.includes(bookings[0]?.code)) wrong.push('the news is of something else');
  const gaps = deaths.filter(({ gap }) => gap).length;
  if (heard.length > 2 + gaps) wrong.push(`she heard ${heard.length} texts`);
  const notices = all.filter(({ entity, notificationId }) => {
    return entity === 'Notification' && !noticed.has(notificationId);
  });
  for (const { notificationId } of notices) noticed.add(notificationId);
  if (notices.length !== 1) wrong.push(`${notices.length} notices are noted`);
  const told = await mayRepeat(turns[0]?.conversationId, notices[0]?.notificationId);
  if (gaps > 0 && told !== gaps) wrong.push(`${told} metrics tell of ${gaps} repeated texts`);

  const queued = Object.entries(await cloud.queues()).filter(
    ([, { visible, delayed, inFlight }]) => visible + delayed + inFlight > 0,
  );
  if (queued.length > 0) wrong.push(`something is left in ${queued.map(([queue]) => queue)}`);
  return wrong;
}

/** All rows of a client's conversation. */
function ownOf(client: Client, all: readonly Row[]): Row[] {
  const message = all.find(
    ({ entity, contactId }) => entity === 'Message' && contactId === client.contactId,
  );
  return all.filter(
    ({ conversationId }) => message !== undefined && conversationId === message.conversationId,
  );
}

/** How many rows of each entity. */
function leftOf(own: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const entity of own.map((row) => String(row.entity)).sort()) {
    counts[entity] = (counts[entity] ?? 0) + 1;
  }
  return counts;
}

/** Notices of earlier jobs. */
const noticed = new Set<string>();

/** How often it was told that a text of this conversation, or this notice, may have been repeated. */
async function mayRepeat(conversationId: string, notificationId: string): Promise<number> {
  const lines = await cloud.logs();
  return lines.filter(
    (line) =>
      (line.includes('"ReplyPartMayRepeat"') && line.includes(conversationId)) ||
      (line.includes('"NotificationMayRepeat"') && line.includes(notificationId)),
  ).length;
}
