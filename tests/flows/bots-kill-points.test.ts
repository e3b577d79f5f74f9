import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, kyiv, morning, type Row, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { demoPhones, type Telegram, telegram } from '../steps/telegram.ts';

/**
 * A worker may die between any two steps of what reception and the specialist do. Nothing is listed by hand: a booking
 * lives its whole life once, and every call by which a function changed something is two places to die, before it and
 * after it was applied (dying at a mere look is dying before the next change; a function's first look is taken as
 * well). A life has stages, each at rest before the next begins, and a function dies once in each: many deaths in one
 * life.
 */

interface Point {
  readonly stage: string;
  readonly function: string;
  readonly action: string;
  /** Which of the function's calls of this action in its stage, 1 = the first. */
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

/**
 * The functions with the kill points of each. A new call is a new place to die: look at what happens there before you
 * change a number.
 */
const EXPECTED = {
  'changes-fan-out': 30,
  'schedules-arrange': 9,
  'schedules-reception-reminder': 4,
  'notifications-reception': 65,
  'notifications-client': 8,
  'notifications-specialist': 8,
  'inbound-reception-bot': 6,
  'inbound-specialist-bot': 27,
  'inbound-bot-update': 8,
};
const FUNCTIONS = Object.keys(EXPECTED);

let cloud: TestCloud;
let phones: Awaited<ReturnType<typeof demoPhones>>;
let messenger: Telegram;
let points: Point[] = [];
/** What a life without a death leaves. */
let undisturbed: string[] = [];
let born = 0;

type Client = ReturnType<typeof chat>;

/** Refused like this, an update is not worked on by its webhook but by the consumer of the queue of updates. */
const REFUSED = { function: 'inbound-specialist-bot', action: 'dynamodb.TransactWriteItems' };

const STAGES: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  async asked(client) {
    await client.says('Запишіть мене на стрижку до Anna завтра о 10:00');
    await cloud.runUntilIdle(1_500);
  },
  reminded: () => cloud.runUntilIdle(2_700),
  async confirmed() {
    await phones.sasha.taps('Підтвердити');
    await cloud.runUntilIdle(250);
  },
  'its Undo over': () => cloud.runUntilIdle(900),
  async 'shown today'() {
    const start = Date.parse(await kyiv(cloud, 1, '10:01'));
    await cloud.clock.advance((start - Date.parse(await cloud.clock.now())) / 1_000);
    await phones.anna.says('/today');
    await cloud.runUntilIdle(120);
  },
  async started() {
    await phones.anna.taps('Почати');
    await cloud.runUntilIdle(400);
  },
  async completed() {
    await cloud.failAws({ ...REFUSED, error: 'ValidationException', times: 100 });
    await phones.anna.taps('Завершити');
    await cloud.runUntilIdle(400);
  },
  async paid() {
    await phones.anna.taps('Готівка');
    await cloud.runUntilIdle(400);
  },
};

beforeAll(async () => {
  cloud = await startCloud();
  messenger = telegram(cloud);
  phones = await demoPhones(cloud);
  // The first life of all pays for what is made once per installation.
  await live();
  // What is remembered for a minute is read anew by each life: else a slow machine would count one read more.
  await cloud.clock.advance(120);
  const warm = await live();
  undisturbed = await leftOf(warm.name);
  for (const name of FUNCTIONS) await cloud.kill(name, { when: 'now' });
  await cloud.clock.advance(120);
  const cold = await live();
  points = [...pointsOf(warm.calls, false), ...pointsOf(cold.calls, true).filter(isOfNewWorkers)];
}, 120_000);
afterAll(() => cloud?.stop());

test('every call of a booking’s life with the bots is known', () => {
  const counted = FUNCTIONS.map((name) => {
    return [name, points.filter((point) => point.function === name).length];
  });
  expect(Object.fromEntries(counted)).toEqual(EXPECTED);
});

test('a booking’s life, whose workers die at every one of their calls, comes to the same end', async () => {
  const failures: string[] = [];
  for (const deaths of packed(points)) {
    const wrong = await executed(deaths);
    if (wrong.length > 0) failures.push(...wrong, `in the life with ${JSON.stringify(deaths)}`);
  }
  expect(failures).toEqual([]);
}, 240_000);

test('a tap whose worker died over its answer has one effect, however often it is delivered', async () => {
  const { client, name } = await newClient();
  await STAGES.asked?.(client);
  await cloud.kill('inbound-reception-bot', {
    when: 'after-call',
    action: 'dynamodb.TransactWriteItems',
  });
  const tapped = await phones.lukas.taps('Підтвердити');
  await cloud.runUntilIdle(10);
  expect((await phones.lukas.notices()).at(-1)).toMatchObject({
    callback_query_id: tapped.callback_query_id,
    alert: false,
  });
  const bot = 'diva_reception_bot';
  const again = { bot, updateId: tapped.update_id, times: 3, together: true };
  expect(await messenger.redelivers(again)).toEqual([200, 200, 200]);
  expect(await bookingOf(name)).toMatchObject({ status: 'CONFIRMED', version: 2 });
  await phones.sasha.taps('Скасувати відповідь');
  expect(await bookingOf(name)).toMatchObject({ status: 'PENDING', version: 3 });
  // What comes late does not confirm what was taken back meanwhile.
  expect(await messenger.redelivers(again)).toEqual([200, 200, 200]);
  await cloud.runUntilIdle(60);
  expect(await bookingOf(name)).toMatchObject({ status: 'PENDING', version: 3 });
  // All within the grace: she has her receipt and hears of none of it.
  expect(await client.received()).toHaveLength(1);
});

/** A client on a morning of her own. */
async function newClient(): Promise<{ readonly client: Client; readonly name: string }> {
  await morning(cloud);
  born += 1;
  const name = `Клієнтка ${born}`;
  return { client: chat(cloud, `life-${born}`, name), name };
}

/** What a life was. */
interface Lived {
  readonly client: Client;
  readonly name: string;
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  /** Deaths that never came. */
  readonly unmet: readonly string[];
}

/** Runs one booking through all stages; the deaths of a stage are planned when it begins. */
async function live(deaths: readonly Point[] = []): Promise<Lived> {
  const { client, name } = await newClient();
  await cloud.providers.clear('telegram');
  const calls = new Map<string, Call[]>();
  const unmet: string[] = [];
  for (const [stage, run] of Object.entries(STAGES)) {
    for (const point of deaths.filter((one) => one.stage === stage)) {
      if (point.cold) await cloud.kill(point.function, { when: 'now' });
      await cloud.kill(point.function, point);
    }
    await cloud.clearCalls();
    await run(client);
    calls.set(stage, await cloud.trail());
    const planned: Row[] = (await cloud.api('GET', '/_local/aws/fail')).body;
    for (const { left, kind, function: of, action, nth } of planned) {
      if (kind === 'kill' && left > 0) unmet.push(`${stage}: no ${action} (${nth}) of ${of}`);
    }
    await cloud.clearFailures();
  }
  return { client, name, calls, unmet };
}

const isOfNewWorkers = ({ action }: Call): boolean => action.startsWith('secretsmanager.');
const isLook = ({ action }: Call): boolean => /\.(GetItem|Query|GetSecretValue)$/.test(action);
const isSend = ({ action }: Call): boolean => /(sendMessage|contacts\/send)$/.test(action);

function pointsOf(calls: Lived['calls'], cold: boolean): Point[] {
  return [...calls].flatMap(([stage, trail]) =>
    FUNCTIONS.flatMap((name) => pointsIn(stage, ownCalls(trail, name), cold)),
  );
}

const ownCalls = (trail: readonly Call[], name: string): Call[] =>
  trail.filter((call) => call.function === name);

function pointsIn(stage: string, own: readonly Call[], cold: boolean): Point[] {
  return own.flatMap((call, index) => {
    const { function: name, action } = call;
    if (stage === 'completed' && name === REFUSED.function && action === REFUSED.action) return [];
    const nth = own.slice(0, index + 1).filter((one) => one.action === action).length;
    const changes = own.slice(0, index).filter((one) => !isLook(one));
    const said = changes.at(-1);
    // Several of reception are told at once: once the first is claimed, somebody may be in the gap.
    const several = name === 'notifications-reception' && changes.length > 0 && own.some(isSend);
    const gap = several || (said !== undefined && isSend(said));
    const point = { stage, function: name, action, nth, cold };
    const before = { ...point, when: 'before-call', gap } as const;
    if (isLook(call)) return index === 0 || isOfNewWorkers(call) ? [before] : [];
    return [before, { ...point, when: 'after-call', gap: several || isSend(call) } as const];
  });
}

/** As few lives as possible: in each of them a function dies at most once in a stage. */
function packed(all: readonly Point[]): Point[][] {
  const lives: Point[][] = [];
  const places = Map.groupBy(all, ({ stage, function: name }) => `${stage} ${name}`);
  for (const own of places.values()) {
    for (const [index, point] of own.entries()) {
      lives[index] ??= [];
      lives[index].push(point);
    }
  }
  return lives;
}

/** Dies there. @returns what is wrong with the end */
async function executed(deaths: readonly Point[]): Promise<string[]> {
  const { client, name, unmet } = await live(deaths);
  const wrong = [...unmet];
  const left = await leftOf(name);
  if (JSON.stringify(left) !== JSON.stringify(undisturbed)) {
    wrong.push(`it leaves ${JSON.stringify(left)} instead of ${JSON.stringify(undisturbed)}`);
  }
  const texts = await sentTexts();
  const heard = {
    lukas: { texts: texts(phones.lukas.id), different: 2 },
    sasha: { texts: texts(phones.sasha.id), different: 2 },
    tommy: { texts: texts(phones.tommy.id), different: 0 },
    anna: { texts: texts(phones.anna.id), different: 2 },
    client: { texts: await client.received(), different: 2 },
  };
  let repeated = 0;
  for (const [who, { texts: all, different }] of Object.entries(heard)) {
    const once = new Set(all);
    if (once.size !== different) wrong.push(`${who} heard ${JSON.stringify(all)}`);
    for (const text of once) {
      const times = all.filter((one) => one === text).length;
      repeated += times - 1;
      if (times > 2) wrong.push(`${who} heard ${times} times: ${text}`);
    }
  }
  const gaps = deaths.filter(({ gap }) => gap);
  if (repeated > 0 && gaps.length === 0) wrong.push(`${repeated} texts were repeated`);
  // Reception's members are told at once, and one death may meet all of them.
  if (repeated > 2 * gaps.length) wrong.push(`${repeated} texts were repeated in ${gaps.length}`);
  const counted = await mayRepeat();
  if (counted < repeated) wrong.push(`${counted} metrics tell of ${repeated} repeated texts`);
  wrong.push(...(await waiting()));
  return wrong;
}

/** What stands of a life in the table and in the chats, without what differs from life to life. */
async function leftOf(name: string): Promise<string[]> {
  const {
    status,
    version,
    reminders,
    request,
    payments = [],
    session,
    decision,
  } = (await bookingOf(name)) ?? {};
  const paid = payments.map((one: Row) => `${one.amount} in ${one.method}`);
  const ran = Object.keys(session ?? {}).sort();
  const left = [status, version, reminders, request, decision?.by, paid, ran].map(String);
  left.push(...(await noticesOf(name)).map(({ kind, status }) => `${kind} ${status}`).sort());
  // All recorded copies were edited to the end; one of a repeated text may still stand there as it was sent.
  for (const { messages } of [phones.lukas, phones.sasha]) {
    const own = (await messages()).filter(({ text }) => text.includes(`${name}\n`));
    left.push(`${own.filter(({ edited }) => edited).length} copies`);
    left.push(`${new Set(own.filter(({ edited }) => edited).map(({ text }) => text)).size} text`);
  }
  left.push((await phones.anna.last()).text.includes('450') ? 'paid card' : 'no paid card');
  return left;
}

const bookingOf = async (name: string): Promise<Row | undefined> =>
  (await rows(cloud, 'Booking')).find(({ clientName }) => clientName === name);

/** Records of what was said about the booking of a life; one that waits to be mended says so. */
async function noticesOf(name: string): Promise<Row[]> {
  const booking = await bookingOf(name);
  return (await rows(cloud, 'Notification'))
    .filter(({ about }) => about === booking?.bookingId)
    .map((row) => ({ ...row, status: row.unmended ? 'UNMENDED' : row.status }));
}

/** Every text that Telegram took for a chat, as it was sent. */
async function sentTexts(): Promise<(chat: number) => string[]> {
  const sent = (await messenger.calls('sendMessage')).filter(({ applied }) => applied);
  return (chat) =>
    sent.filter(({ body }) => body.chat_id === chat).map(({ body }) => String(body.text));
}

const told = new Set<string>();

/** How many metrics tell of a text that may have been repeated, since the last look. */
async function mayRepeat(): Promise<number> {
  const lines = (await cloud.logs()).filter((line) => line.includes('"NotificationMayRepeat"'));
  const fresh = lines.filter((line) => !told.has(line));
  for (const line of fresh) told.add(line);
  return fresh.length;
}

/** What still lies in a queue, and be it in one of those for what failed for good. */
async function waiting(): Promise<string[]> {
  const left: string[] = [];
  for (const [queue, { visible, delayed, inFlight }] of Object.entries(await cloud.queues())) {
    if (visible + delayed + inFlight > 0) left.push(`something is left in ${queue}`);
  }
  return left;
}
