import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../infra/local/control/seeded-random.ts';
import {
  chat,
  codeIn,
  kyiv,
  morning,
  type Reception,
  type Row,
  reception,
  rows,
} from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { demoPhones, type Telegram, telegram } from '../steps/telegram.ts';

let cloud: TestCloud;
let messenger: Telegram;
let phones: Awaited<ReturnType<typeof demoPhones>>;
let desk: Reception;
let config: Row;

const HOUR = 3_600;
const REMIND = 'schedules-reception-reminder';

beforeAll(async () => {
  cloud = await startCloud();
  messenger = telegram(cloud);
  phones = await demoPhones(cloud);
});
// Each story begins on a morning of its own, with a salon that has no quiet hours.
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
  config = await desk.config();
  await cloud.providers.clear('telegram');
});
afterEach(async () => {
  await manners({ jitterSeconds: 0, fireTwice: false, past: 'accept' });
  await cloud.duplicate('*', { times: 0 });
  await cloud.clearFailures();
  await cloud.skew(REMIND, 0);
  await cloud.runUntilIdle(4 * 24 * HOUR);
  const left = Object.entries(await cloud.queues()).filter(
    ([, { visible, delayed, inFlight }]) => visible + delayed + inFlight > 0,
  );
  expect(left).toEqual([]);
});
afterAll(() => cloud?.stop());

const manners = (body: object) => cloud.api('POST', '/_local/scheduler', { body });

/** Changes what reception's section says, and lets the workers forget the project as it was. */
async function configure(section: object): Promise<void> {
  const { reception: current } = await desk.config();
  const body = { reception: { ...current, ...section } };
  const path = '/projects/demo-salon/config';
  expect((await cloud.api('POST', path, { token: desk.token, body })).status).toBe(200);
  await cloud.clock.advance(61);
}

/** What reception's bot said of a booking, oldest first. */
interface Said {
  readonly chat: number;
  /** `other`: what nobody asked for, such as an answer told as a new message. */
  readonly kind: 'alert' | 'reminder' | 'escalation' | 'other';
  readonly at: number;
  readonly text: string;
}

/** Everything that Telegram took for reception, by booking. */
async function said(): Promise<(bookingId: string) => Said[]> {
  const all = (await cloud.providers.requests('telegram'))
    .filter(({ path, applied, status }) => /sendMessage$/.test(path) && applied && status === 200)
    .map(({ body, at }): Said => {
      const { chat_id: chat, text } = body as { chat_id: number; text: string };
      const kind = KINDS.find(([sign]) => text.startsWith(sign))?.[1] ?? 'other';
      return { chat, kind, at: Date.parse(at), text };
    });
  return (bookingId) => all.filter(({ text }) => text.includes(`#${bookingId}`));
}
const KINDS = [
  ['🔔', 'alert'],
  ['⏳', 'reminder'],
  ['⚠️', 'escalation'],
] as const;

/** How often each of reception was told what: `lukas: ['alert', 'reminder']`. */
async function heard(bookingId: string): Promise<Record<string, string[]>> {
  const all = (await said())(bookingId);
  return Object.fromEntries(
    [phones.lukas, phones.sasha, phones.tommy].map(({ id }, index) => [
      ['lukas', 'sasha', 'tommy'][index] ?? '',
      all.filter(({ chat: one }) => one === id).map(({ kind }) => kind),
    ]),
  );
}

const times = (kind: string, count: number): string[] => Array.from({ length: count }, () => kind);

/** What reception has heard once a request has got so many reminders, the first of them within the hour. */
const reminded = (count: number) => ({
  lukas: ['alert', ...times('reminder', count)],
  sasha: ['alert', ...times('reminder', count)],
  tommy: times('escalation', Math.max(0, count - 1)),
});

/** A request for a haircut, made at the desk: `days` ahead at a wall time. */
async function request(specialist: string, days: number, time: string): Promise<Row> {
  const named = (list: Row[], name: string) => list.find((one) => one.name === name)?.id;
  const booked = await cloud.api('POST', '/projects/demo-salon/bookings', {
    token: desk.token,
    body: {
      service_id: named(config.services, 'Haircut'),
      specialist_id: named(config.specialists, specialist),
      starts_at: await kyiv(cloud, days, time),
      client: { name: `Гостя ${specialist} ${days} ${time}` },
    },
  });
  expect(booked).toMatchObject({ status: 201, body: { status: 'PENDING' } });
  return booked.body;
}

const change = (bookingId: string, body: object) =>
  cloud.api('PATCH', `/projects/demo-salon/bookings/${bookingId}`, { token: desk.token, body });

describe('a request that nobody answers', () => {
  test('is reminded of every half hour up to the limit, whatever fires twice and comes twice', async () => {
    await manners({ fireTwice: true });
    await cloud.duplicate('*', { rate: 0.5, seed: 1 });
    const client = chat(cloud, 'unanswered', 'Олена');
    const receipt = await client.asks('Запишіть мене на стрижку до Anna завтра о 15:00');
    const booking = await bookingOf(codeIn(receipt));
    await lets(1_700);
    expect(await heard(booking.bookingId)).toEqual(reminded(0));
    await lets(300);
    expect(await heard(booking.bookingId)).toEqual(reminded(1));
    expect(await client.hears()).toEqual([]);
    await lets(1_800);
    expect(await heard(booking.bookingId)).toEqual(reminded(2));
    const [still, ...more] = await client.hears();
    expect(still).toMatch(/ще чекає на відповідь адміністратора[\s\S]*можна просто зачекати/);
    expect(more).toEqual([]);
    await lets(20 * HOUR);
    expect(await heard(booking.bookingId)).toEqual(reminded(6));
    expect(await client.hears()).toEqual([]);
    expect(await bookingOf(codeIn(receipt))).toMatchObject({ reminders: 6, status: 'PENDING' });
  });

  test('is reminded of as often as its project wants', async () => {
    await configure({ reminder_limit: 1 });
    const booking = await request('Maria', 1, '15:00');
    await lets(6 * HOUR);
    expect(await heard(booking.booking_id)).toEqual(reminded(1));
    await configure({ reminder_limit: 0 });
    const other = await request('Maria', 2, '15:00');
    await lets(6 * HOUR);
    expect(await heard(other.booking_id)).toEqual(reminded(0));
    await configure({ reminder_limit: 6 });
  });

  test('is not reminded of once its time has come', async () => {
    const booking = await request('Elena', 0, '09:30');
    await lets(5 * HOUR);
    // At 8:30 and at 9:00.
    expect(await heard(booking.booking_id)).toEqual(reminded(2));
  });
});

describe('a timer', () => {
  test('that comes hours late reminds once, and the next one counts from there', async () => {
    const booking = await request('Anna', 1, '16:00');
    await cloud.clock.advance(3 * HOUR);
    // The hour is over by then, so the escalation contact hears of the first one already.
    expect(await heard(booking.booking_id)).toEqual({ ...reminded(1), tommy: ['escalation'] });
    await lets(1_700);
    expect(await heard(booking.booking_id)).toMatchObject({ lukas: reminded(1).lukas });
    await lets(200);
    expect(await heard(booking.booking_id)).toMatchObject({ lukas: reminded(2).lukas });
  });

  test.each(['accept', 'reject'])(
    'that comes five minutes early by the worker’s clock waits, where the past is: %s',
    async (past) => {
      await manners({ past });
      const booking = await request('Maria', 1, past === 'accept' ? '16:00' : '17:00');
      await cloud.skew(REMIND, -300);
      await lets(1_801);
      expect(await heard(booking.booking_id)).toEqual(reminded(0));
      await lets(600);
      expect(await heard(booking.booking_id)).toEqual(reminded(1));
      await cloud.skew(REMIND, 0);
      await change(booking.booking_id, { status: 'CANCELLED' });
    },
  );

  test('whose worker’s clock is ahead reminds no sooner', async () => {
    const booking = await request('Elena', 1, '16:00');
    await cloud.skew(REMIND, 300);
    await lets(1_700);
    expect(await heard(booking.booking_id)).toEqual(reminded(0));
    await lets(600);
    expect(await heard(booking.booking_id)).toEqual(reminded(1));
    await change(booking.booking_id, { status: 'CANCELLED' });
  });

  test('whose making was answered by nobody, or refused for a while, is there once', async () => {
    const create = { function: 'schedules-arrange', action: 'scheduler.CreateSchedule' };
    await cloud.failAws({ ...create, mode: 'lost-response', times: 5 });
    const lost = await request('Anna', 1, '17:00');
    await lets(1_000);
    await cloud.clearFailures();
    await cloud.failAws({ ...create, error: 'ThrottlingException', times: 5 });
    const refused = await request('Maria', 1, '13:00');
    await lets(700);
    const armed: Row[] = (await cloud.api('GET', '/_local/schedules')).body;
    for (const { booking_id: id } of [lost, refused]) {
      const own = armed
        .map(({ Target }) => JSON.parse(Target.Input))
        .filter(({ bookingId }) => bookingId === id);
      expect(own.filter(({ reminder }) => reminder === 1)).toHaveLength(1);
      expect(own.filter(({ reminder }) => reminder === undefined)).toHaveLength(1);
    }
    await lets(1_200);
    expect(await heard(lost.booking_id)).toEqual(reminded(1));
    expect(await heard(refused.booking_id)).toEqual(reminded(1));
    for (const { booking_id: id } of [lost, refused]) await change(id, { status: 'CANCELLED' });
  });
});

describe('quiet hours', () => {
  test('nobody is reminded in them, and everybody once at their end', async () => {
    await configure({ quiet_hours: { start: '20:00', end: '08:00' } });
    const [evening, night, end, later] = await Promise.all([
      kyiv(cloud, 0, '19:45'),
      kyiv(cloud, 1, '07:59'),
      kyiv(cloud, 1, '08:00'),
      kyiv(cloud, 1, '08:31'),
    ]);
    await goTo(evening);
    const booking = await request('Anna', 2, '10:00');
    await goTo(night);
    expect(await heard(booking.booking_id)).toEqual(reminded(0));
    await goTo(end);
    // It waits since yesterday, so the escalation contact is told with the others.
    expect(await heard(booking.booking_id)).toEqual({ ...reminded(1), tommy: ['escalation'] });
    await goTo(later);
    expect(await heard(booking.booking_id)).toMatchObject({ lukas: reminded(2).lukas });
    await configure({ quiet_hours: null });
    await change(booking.booking_id, { status: 'CANCELLED' });
  });

  test('on the night on which the clock skips their end, they end where it goes on', async () => {
    // The clocks of Kyiv go from 3:00 to 4:00.
    const skips = await nextSpring();
    const hoursTo = (hours: number) => new Date(skips - hours * HOUR * 1_000).toISOString();
    await goTo(hoursTo(5));
    desk = await reception(cloud);
    await configure({ quiet_hours: { start: '22:30', end: '03:30' } });
    await goTo(hoursTo(4.75));
    const booking = await request('Anna', 1, '17:00');
    await goTo(hoursTo(1 / 60));
    expect(await heard(booking.booking_id)).toEqual(reminded(0));
    await goTo(hoursTo(0));
    expect(await heard(booking.booking_id)).toEqual({ ...reminded(1), tommy: ['escalation'] });
    await configure({ quiet_hours: null });
    await change(booking.booking_id, { status: 'CANCELLED' });
  });
});

describe('requests of which everything happens in any order', () => {
  test('are reminded of truly, at most once per reminder and person, and never once they are answered', async () => {
    await manners({ fireTwice: true, jitterSeconds: 59 });
    await cloud.duplicate('*', { rate: 0.3, seed: 7 });
    const guests: Guest[] = [];
    for (const seed of SEEDS) guests.push(await guestOf(seed, guests.length));
    const random = seededRandom(99);
    const begin = Date.parse(await cloud.clock.now());
    const events = guests.flatMap((guest) => guest.plan.map((event) => ({ ...event, guest })));
    for (const { after, act, guest } of events.toSorted((a, b) => a.after - b.after)) {
      const seconds = after - (Date.parse(await cloud.clock.now()) - begin) / 1_000;
      // Mostly from event to event; sometimes the clock jumps, and all that was due meanwhile comes late.
      if (random() < 0.7) await lets(Math.max(0, seconds));
      else await cloud.clock.advance(Math.max(0, seconds));
      // Now and then Telegram has Sasha's next message wait, until it is old.
      const retryAfter = [300, 600, 900][Math.floor(random() * 3)] ?? 0;
      if (random() < 0.6) await phones.sasha.fails({ status: 429, retryAfter });
      await done(guest, act);
      await cloud.skew(REMIND, [0, 0, -300, 300][Math.floor(random() * 4)] ?? 0);
    }
    await cloud.skew(REMIND, 0);
    await cloud.api('DELETE', '/_local/providers/telegram/fail');
    await lets(2_000);
    for (const guest of guests) await done(guest, 'look');
    await manners({ fireTwice: false });

    const about = await said();
    const failures: string[] = [];
    for (const guest of guests) {
      const wrong = [...wrongIn(guest, about(guest.id)), ...(await wrongCopies(guest))];
      const story = guest.story.map(({ act, at, after }) => `${act} ${at}: ${shortly(after)}`);
      if (wrong.length > 0) failures.push(`seed ${guest.seed}`, ...wrong, ...story);
    }
    const records = (await rows(cloud, 'Notification')).filter(({ about: id }) =>
      guests.some((guest) => guest.id === id),
    );
    expect(records.length).toBeGreaterThan(100);
    const open = records.filter(
      ({ status, unmended, claims }) =>
        unmended === true || claims > 1 || !['SENT', 'SKIPPED'].includes(status),
    );
    expect([failures, open]).toEqual([[], []]);
    for (const { id } of guests) await change(id, { status: 'CANCELLED' });
  });
});

const SEEDS = Array.from({ length: 20 }, (_, index) => 1_001 + index);
const ACTS = ['confirm', 'reject', 'undo', 'undo', 'move', 'move', 'repeat', 'cancel'] as const;
type Act = (typeof ACTS)[number] | 'look';
/** Within the grace, within the five minutes of an Undo, and around the half hours. */
const GAPS = [5, 60, 250, 500, 850, 1_790, 1_810, 3_650];
const TIMES = ['10:00', '12:00', '14:00', '16:00'];

/** A request and what is to happen to it. */
interface Guest {
  readonly seed: number;
  readonly id: string;
  readonly date: string;
  readonly random: () => number;
  /** Seconds from the beginning. */
  readonly plan: readonly { readonly after: number; readonly act: Act }[];
  readonly story: { act: Act; at: string; until: string; before: Row; after: Row }[];
  tap: number | undefined;
}

/** Each seed has a specialist's day of its own, so nobody takes anybody's time. */
async function guestOf(seed: number, index: number): Promise<Guest> {
  const random = seededRandom(seed);
  const specialist = ['Anna', 'Maria', 'Elena'][index % 3] ?? '';
  const booking = await request(specialist, 2 + Math.floor(index / 3), TIMES[0] ?? '');
  const plan: { after: number; act: Act }[] = [];
  let after = Math.floor(random() * 600);
  for (let left = 4 + Math.floor(random() * 4); left > 0; left -= 1) {
    after += GAPS[Math.floor(random() * GAPS.length)] ?? 0;
    plan.push({ after, act: ACTS[Math.floor(random() * ACTS.length)] ?? 'move' });
  }
  const at = await cloud.clock.now();
  const story = [
    { act: 'look' as const, at: booking.requested_at, until: at, before: booking, after: booking },
  ];
  const date = booking.starts_at.slice(0, 10);
  return { seed, id: booking.booking_id, date, random, plan, story, tap: undefined };
}

/** Does one thing to a request, and writes down how it stood before and after. */
async function done(guest: Guest, act: Act): Promise<void> {
  const { id, random, story } = guest;
  const read = async () => {
    const path = `/projects/demo-salon/bookings/${id}`;
    const { status, body } = await cloud.api('GET', path, { token: desk.token });
    expect(status).toBe(200);
    return body as Row;
  };
  const before = await read();
  const at = await cloud.clock.now();
  const member =
    [phones.lukas, phones.sasha, phones.tommy][Math.floor(random() * 3)] ?? phones.lukas;
  switch (act) {
    case 'confirm':
    case 'reject':
    case 'undo': {
      // In the form of the requirements, or as a button of the first request that may be long gone.
      const data = random() < 0.5 ? `${act}_${id}` : `${act}_${id}_1`;
      guest.tap = (await member.taps({ data })).update_id;
      break;
    }
    case 'repeat':
      if (guest.tap !== undefined) {
        const again = { bot: 'diva_reception_bot', updateId: guest.tap, times: 2, together: true };
        await messenger.redelivers(again);
      }
      break;
    case 'move': {
      const time = TIMES[Math.floor(random() * TIMES.length)] ?? '';
      const start = Temporal.ZonedDateTime.from(`${guest.date}T${time}[Europe/Kyiv]`).toInstant();
      await change(id, { starts_at: start.toString() });
      break;
    }
    case 'cancel':
      await change(id, { status: 'CANCELLED' });
      break;
    case 'look':
      break;
  }
  await cloud.settle();
  story.push({ act, at, until: await cloud.clock.now(), before, after: await read() });
}

const shortly = ({ status, starts_at, requested_at, reminders }: Row): string =>
  `${status} ${starts_at} since ${requested_at} (${reminders})`;

/** What the law forbids of what reception was told about a request. */
function wrongIn({ story }: Guest, all: readonly Said[]): string[] {
  const wrong: string[] = [];
  for (const { at, text, kind, chat: to } of all) {
    const step = story.findLast((one) => Date.parse(one.at) <= at);
    if (!step) throw new Error('It was told before it was there.');
    const states = at <= Date.parse(step.until) ? [step.before, step.after] : [step.after];
    const isTrue = states.some(
      ({ status, starts_at }) =>
        status === 'PENDING' && text.includes(`Час: ${wallTime(starts_at)}`),
    );
    if (!isTrue || kind === 'other')
      wrong.push(`${to} got a false ${kind} at ${new Date(at).toISOString()}`);
  }
  const told = (who: number, kind: Said['kind'], from = 0, to = Infinity): Said[] =>
    all.filter((one) => one.chat === who && one.kind === kind && from <= one.at && one.at <= to);
  const waits = waitsIn(story);
  const moves = waits.filter(({ moved }) => moved).length;
  for (const { id } of [phones.lukas, phones.sasha]) {
    // What waited until it was old is not said any more; who missed a request gets it when it is asked anew.
    const isLate = id === phones.sasha.id;
    const alerts = told(id, 'alert').length;
    if (!isLate && alerts !== 1 + moves) {
      wrong.push(`${id} got ${alerts} alerts for ${1 + moves} requests`);
    }
    for (const [index, { from, to, reminders }] of waits.entries()) {
      const next = waits[index + 1]?.from ?? Infinity;
      const asked = told(id, 'alert', from, next - 1).length;
      if (asked > 1) wrong.push(`${id} was asked ${asked} times`);
      const given = told(id, 'reminder', from, to).length;
      if (isLate ? given > reminders : given !== reminders) {
        wrong.push(`${id} got ${given} of ${reminders} reminders`);
      }
    }
  }
  for (const { from, to, until, reminders } of waits) {
    const given = told(phones.lukas.id, 'reminder', from, to).map(({ at }) => at);
    const gaps = [from, ...given].flatMap((at, index, list) =>
      index > 0 ? [at - (list[index - 1] ?? 0)] : [],
    );
    // A worker's clock that was behind, then ahead, shortens the half hour by as much.
    if (gaps.some((gap) => gap < 1_490_000)) wrong.push(`reminders after ${gaps} ms`);
    if (reminders === 0 && until - from > 2_600_000) wrong.push(`none in ${until - from} ms`);
    const due = given.filter((at, index) => index > 0 || at - from >= 3_600_000).length;
    const escalated = told(phones.tommy.id, 'escalation', from, to).length;
    if (escalated !== due) wrong.push(`${escalated} escalations instead of ${due}`);
  }
  return wrong;
}

/** The times for which a request waited, in milliseconds since the epoch, and how often it was reminded of then. */
function waitsIn(story: Guest['story']) {
  const waits: { from: number; until: number; to: number; reminders: number; moved: boolean }[] =
    [];
  for (const [index, { before, after }] of story.entries()) {
    const begins = index === 0 || after.requested_at !== before.requested_at;
    if (after.status !== 'PENDING' || !begins) continue;
    const end = story
      .slice(index + 1)
      .find(
        (next) => next.after.status !== 'PENDING' || next.after.requested_at !== after.requested_at,
      );
    const last = end ?? story.at(-1);
    if (!last) continue;
    waits.push({
      from: Date.parse(after.requested_at),
      until: Date.parse(last.at),
      to: Date.parse(last.until),
      reminders: last.before.reminders,
      moved: index > 0 && before.status === 'PENDING',
    });
  }
  return waits;
}

/** Copies of a request that say or offer what is not true at the end. */
async function wrongCopies({ id, story }: Guest): Promise<string[]> {
  const { status, starts_at } = story.at(-1)?.after ?? {};
  const wrong: string[] = [];
  for (const phone of [phones.lukas, phones.sasha, phones.tommy]) {
    for (const { text, keyboard } of (await phone.messages()).filter((one) =>
      one.text.includes(`#${id}`),
    )) {
      const data = keyboard.flat().map(({ callback_data = '' }) => callback_data);
      const asks = data.some((one) => one.startsWith('confirm_'));
      const isTrue = status === 'PENDING' && text.includes(`Час: ${wallTime(starts_at)}`);
      if (asks && !isTrue) wrong.push(`${phone.id} is still asked: ${text}`);
      if (!asks && data.length > 0) wrong.push(`${phone.id} still sees ${data}`);
    }
  }
  return wrong;
}

const wallTime = (instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Europe/Kyiv')
    .toPlainTime()
    .toString()
    .slice(0, 5);

/** When the clocks of Kyiv are put forward next, in milliseconds since the epoch. */
async function nextSpring(): Promise<number> {
  let at = Temporal.Instant.from(await cloud.clock.now()).toZonedDateTimeISO('Europe/Kyiv');
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next) throw new Error('Kyiv leaves its clocks alone.');
    if (next.hour === 4) return next.epochMilliseconds;
    at = next;
  }
}

/** Lets so many seconds go by, from event to event. */
async function lets(seconds: number): Promise<void> {
  await goTo(new Date(Date.parse(await cloud.clock.now()) + seconds * 1_000).toISOString());
}

/** Moves the clock to a second after an instant, from event to event. */
async function goTo(instant: string): Promise<void> {
  const wait = async () => (Date.parse(instant) - Date.parse(await cloud.clock.now())) / 1_000 + 1;
  await cloud.runUntilIdle(Math.max(1, Math.floor(await wait())));
  await cloud.clock.advance(Math.max(0, await wait()));
}

async function bookingOf(code: string): Promise<Row> {
  const found = (await rows(cloud, 'Booking')).find((row) => row.code === code);
  if (!found) throw new Error(`There is no booking ${code}.`);
  return found;
}
