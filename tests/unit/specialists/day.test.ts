import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Booking } from '../../../shared/bookings/index.ts';
import { cancel } from '../../../shared/bookings/index.ts';
import { COLORING, MANICURE, MARIA } from '../../steps/salon.ts';
import { buttonsOf, messenger, phone, type Shown } from './phones.ts';
import {
  ANNA_CHAT,
  booked,
  botSalon,
  MARIA_CHAT,
  STRANGER,
  startSalonBot,
  stored,
} from './salon-bot.ts';

/** A zone whose clocks never change: wall-clock.test.ts has those that do. */
const project = botSalon({ timeZone: 'Europe/Istanbul' });
let close: () => Promise<void>;
beforeAll(async () => {
  for (const method of ['info', 'warn', 'log'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
  ({ close } = await startSalonBot(project));
});
afterAll(() => close());

/** Each test has a day of its own, so that none sees the bookings of another. */
let date = '2026-10-31';
const clock = { now: '' };
let telegram: ReturnType<typeof messenger>;
let anna: ReturnType<typeof phone>;
let maria: ReturnType<typeof phone>;
beforeEach(() => {
  date = new Date(Date.parse(date) + 30 * 86_400_000).toISOString().slice(0, 10);
  clock.now = at('08:00');
  telegram = messenger();
  anna = phone(telegram, project.projectId, ANNA_CHAT, clock);
  maria = phone(telegram, project.projectId, MARIA_CHAT, clock);
});

/** A time of the test's day, UTC. */
const at = (time: string): string => `${date}T${time}:00.000Z`;
const make = (time: string, more: Parameters<typeof booked>[2] = {}) =>
  booked(project, at(time), { now: at('01:00'), ...more });
const shownAgain = (card: Shown): Shown =>
  telegram.shown.find((one) => one.messageId === card.messageId) as Shown;
const only = (messages: Shown[]): Shown => {
  expect(messages).toHaveLength(1);
  return messages[0] as Shown;
};

describe('a specialist’s day', () => {
  it('without bookings is said to be so', async () => {
    expect(only(await anna.says('today')).html).toBe('No bookings for today.');
    expect(only(await anna.says('upcoming')).html).toBe('No bookings in the next 7 days.');
  });

  it('is a card for each of her own bookings, in order, names escaped', async () => {
    const later = await make('15:00', { serviceId: MANICURE });
    const first = await make('09:00', { name: '<b>Ivanna & Co' });
    await make('10:00', { specialistId: MARIA });
    const [one, two] = await anna.says('today');
    expect(one?.html.split('\n')).toEqual([
      `📅 <b>Booking #${first.code}</b>`,
      '',
      expect.stringMatching(/^⏰ Time: 12:00–12:30, \w+ \d+ \w+$/),
      '⏱ Duration: 30 min',
      '📍 Location: Khreshchatyk 1',
      '💼 Service: Haircut',
      '🙋 Client: &lt;b&gt;Ivanna &amp; Co',
      '📞 Phone: +380501112233',
      '',
      'Status: CONFIRMED',
    ]);
    expect(buttonsOf(one as Shown)).toEqual([`start_${first.bookingId}`]);
    expect(two?.html).toContain(`#${later.code}`);
    expect(two?.html).toContain('Duration: 60 min');
  });

  it('is run from its card: start, complete, paid', async () => {
    const booking = await make('09:00');
    const card = only(await anna.says('today'));
    clock.now = at('09:05');
    expect(await anna.taps(`start_${booking.bookingId}`, card)).toEqual([]);
    expect(telegram.taps.at(-1)).toMatchObject({ text: 'The session has started.', alert: false });
    expect(buttonsOf(shownAgain(card))).toEqual([`complete_${booking.bookingId}`]);
    expect(shownAgain(card).html).toContain('Status: IN PROGRESS');
    clock.now = at('09:50');
    await anna.taps(`complete_${booking.bookingId}`, card);
    const done = shownAgain(card);
    expect(done.html).toContain('⏱ Duration: 30 min planned, 45 min actual');
    expect(done.html).toContain('💰 Amount due: UAH 450');
    expect(buttonsOf(done)).toEqual([
      `paid_${booking.bookingId}_cash`,
      `paid_${booking.bookingId}_card`,
      `part_${booking.bookingId}`,
    ]);
    await anna.taps(`paid_${booking.bookingId}_card`, card);
    expect(telegram.taps.at(-1)?.text).toBe('Payment recorded: UAH 450.');
    expect(buttonsOf(shownAgain(card))).toEqual([]);
    expect(shownAgain(card).html).toContain('✔️ Paid: UAH 450 (card)');
    expect(await stored(booking)).toMatchObject({
      status: 'COMPLETED',
      session: { startedAt: at('09:05'), finishedAt: at('09:50') },
      payments: [{ amount: 45_000, method: 'card', by: 'Anna' }],
      actor: { kind: 'specialist', id: 'anna' },
    });
    // What is paid in full is no longer part of the day.
    expect(only(await anna.says('today')).html).toBe('No bookings for today.');
  });

  it('records parts as they are replied, and never more than is due', async () => {
    const booking = await make('09:00');
    clock.now = at('09:00');
    await anna.taps(`start_${booking.bookingId}`);
    const [card] = await anna.says('complete', `#${booking.code.toLowerCase()}`);
    const question = only(await anna.taps(`part_${booking.bookingId}`, card));
    expect(question.html).toContain('Still due: UAH 450');
    expect(only(await anna.writes('a lot', question)).html).toContain('cannot read this amount');
    expect(only(await anna.writes('451', question)).html).toContain('more than is still due');
    expect(only(await anna.writes('0.001', question)).html).toContain('cannot be recorded');
    expect(await stored(booking)).not.toHaveProperty('payments');
    const after = only(await anna.writes('250 card', question));
    expect(after.html).toContain('Payment recorded: UAH 250.');
    expect(after.html).toContain('❗️ Still due: UAH 200');
    expect(buttonsOf(after)[0]).toBe(`paid_${booking.bookingId}_cash`);
    // Unpaid work stays in the day's list.
    expect(only(await anna.says('today')).html).toContain('Still due: UAH 200');
    await anna.taps(`paid_${booking.bookingId}_cash`, after);
    await anna.taps(`paid_${booking.bookingId}_card`, after);
    expect(telegram.taps.at(-1)?.text).toBe('It is paid in full already.');
    const { payments } = await stored(booking);
    expect(payments?.map(({ amount, method }) => [amount, method])).toEqual([
      [25_000, 'card'],
      [20_000, 'cash'],
    ]);
    expect(await anna.taps(`part_${booking.bookingId}`)).toHaveLength(1);
    expect(telegram.taps.at(-1)?.text).toBe('It is paid in full already.');
  });

  it('takes the rest once, however many buttons for it are tapped at once', async () => {
    const booking = await make('09:00');
    clock.now = at('09:00');
    await anna.taps(`start_${booking.bookingId}`);
    await anna.taps(`complete_${booking.bookingId}`);
    const data = ['cash', 'card', 'cash', 'card'].map((way) => `paid_${booking.bookingId}_${way}`);
    await Promise.all(data.map((one) => anna.deliver(anna.tap(one))));
    expect((await stored(booking)).payments).toHaveLength(1);
  });

  it('takes any amount for a service without a price', async () => {
    const booking = await make('09:00', { serviceId: MANICURE });
    clock.now = at('09:00');
    await anna.taps(`start_${booking.bookingId}`);
    const [card] = await anna.says('complete', booking.bookingId);
    expect(card?.html).toContain('the service has no price');
    expect(buttonsOf(card as Shown)).toEqual([`part_${booking.bookingId}`]);
    const question = only(await anna.taps(`part_${booking.bookingId}`, card));
    await anna.writes('70,50', question);
    expect((await stored(booking)).payments).toMatchObject([{ amount: 7_050, method: 'cash' }]);
  });

  it('knows who did not come, once the time has passed', async () => {
    const booking = await make('09:00');
    const card = only(await anna.says('today'));
    await anna.taps(`noshow_${booking.bookingId}`, card);
    expect(telegram.taps.at(-1)).toMatchObject({ alert: true });
    expect(telegram.taps.at(-1)?.text).toContain('too early');
    expect(await stored(booking)).toMatchObject({ status: 'CONFIRMED', version: 1 });
    clock.now = at('09:10');
    const fresh = only(await anna.says('today'));
    expect(buttonsOf(fresh)).toEqual([`start_${booking.bookingId}`, `noshow_${booking.bookingId}`]);
    await anna.taps(`noshow_${booking.bookingId}`, fresh);
    expect(shownAgain(fresh).html).toContain('Status: NO SHOW');
    expect(await stored(booking)).toMatchObject({ status: 'NO_SHOW' });
  });

  it('lists what is ahead by days, twenty at most, in one message', async () => {
    const day = (days: number, time: string) =>
      `${new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)}T${time}:00.000Z`;
    await booked(project, at('07:00'), { now: at('01:00') });
    for (const days of [1, 3, 7]) await booked(project, day(days, '09:00'), { now: at('01:00') });
    await booked(project, day(8, '09:00'), { now: at('01:00') });
    const { html } = only(await anna.says('upcoming'));
    expect(html.match(/#/g)).toHaveLength(3);
    expect(html.match(/<b>/g)).toHaveLength(4);
    for (let hour = 10; hour < 20; hour += 1) {
      for (const time of [`${hour}:00`, `${hour}:30`]) await make(time, { name: 'Я'.repeat(100) });
    }
    const full = only(await anna.says('upcoming')).html;
    expect(full.match(/#/g)).toHaveLength(20);
    expect(full).toContain('… and 3 more.');
    expect(full.length).toBeLessThan(4096);
  });
});

describe('what she may not do changes nothing', () => {
  const untouched = async (booking: Booking) => expect(await stored(booking)).toEqual(booking);

  it.each(['start', 'complete', 'noshow', 'part'])('%s of another’s booking', async (act) => {
    const booking = await make('09:00', { specialistId: MARIA });
    clock.now = at('09:05');
    await anna.taps(`${act}_${booking.bookingId}`);
    await anna.taps(`paid_${booking.bookingId}_cash`);
    expect(telegram.taps).toHaveLength(2);
    for (const { text, alert } of telegram.taps) {
      expect([text, alert]).toEqual(['You have no such booking. Nothing was changed.', true]);
    }
    expect(only(await anna.says('complete', booking.code)).html).toContain('no such booking');
    expect(only(await anna.says('complete', booking.bookingId)).html).not.toContain('Ivanna');
    await untouched(booking);
  });

  it('a reply to a question about another’s booking', async () => {
    const booking = await make('09:00', { specialistId: MARIA });
    clock.now = at('09:05');
    await maria.taps(`start_${booking.bookingId}`);
    await maria.taps(`complete_${booking.bookingId}`);
    const [question] = await maria.taps(`part_${booking.bookingId}`);
    expect(only(await anna.writes('100', question)).html).toContain('no such booking');
    expect(await stored(booking)).not.toHaveProperty('payments');
  });

  it.each([
    '',
    'start_',
    'start_x',
    'paid_B0000000000000000001_crypto',
    'delete_B000000000000',
    '💣',
  ])('the forged button %j', async (data) => {
    await anna.taps(data);
    expect(telegram.taps.at(-1)).toMatchObject({ alert: true });
  });

  it('a stale button, whose card then shows the truth', async () => {
    const booking = await make('09:00');
    const card = only(await anna.says('today'));
    const actor = { kind: 'member', id: 'owner' } as const;
    await cancel({ project, bookingId: booking.bookingId, actor, now: at('08:10') });
    const cancelled = await stored(booking);
    await anna.taps(`start_${booking.bookingId}`, card);
    expect(telegram.taps.at(-1)).toMatchObject({
      text: 'Not possible: the booking is CANCELLED. Nothing was changed.',
      alert: true,
    });
    expect(shownAgain(card).html).toContain('Status: CANCELLED');
    expect(buttonsOf(shownAgain(card))).toEqual([]);
    await untouched(cancelled);
  });

  it('the wrong state or a time too early', async () => {
    const booking = await make('15:00', { serviceId: COLORING });
    await anna.taps(`complete_${booking.bookingId}`);
    expect(telegram.taps.at(-1)?.text).toContain('the booking is CONFIRMED');
    await anna.taps(`start_${booking.bookingId}`);
    expect(telegram.taps.at(-1)?.text).toMatch(/possible from 16:00, /);
    expect(only(await anna.says('complete', 'nonsense!')).html).toContain('/complete ID');
    await untouched(booking);
  });

  it('a stranger: one polite refusal a day, in her language, and no button', async () => {
    const booking = await make('09:00');
    const stranger = phone(telegram, project.projectId, STRANGER, clock, 'uk');
    const first = [...(await stranger.says('today')), ...(await stranger.writes('hello?'))];
    expect(only(first).html).toContain('/start КОД');
    clock.now = at('09:00');
    await stranger.taps(`start_${booking.bookingId}`);
    expect(telegram.taps.at(-1)).toMatchObject({ alert: true });
    clock.now = new Date(Date.parse(at('09:00')) + 86_400_000).toISOString();
    expect(await stranger.says('start')).toHaveLength(1);
    await untouched(booking);
  });
});

describe('an update that comes again', () => {
  it('says and changes nothing more', async () => {
    const booking = await make('09:00');
    await make('12:00');
    clock.now = at('09:00');
    const updates = [
      anna.command('today'),
      anna.command('upcoming'),
      anna.command('help'),
      anna.tap(`start_${booking.bookingId}`),
      anna.command('complete', booking.code),
      anna.tap(`part_${booking.bookingId}`),
    ];
    for (const update of updates) await anna.deliver(update);
    const [said, after] = [telegram.shown.length, await stored(booking)];
    for (const update of updates) await anna.deliver(update);
    expect(telegram.shown).toHaveLength(said);
    expect(await stored(booking)).toEqual(after);
    const question = telegram.shown.find(({ html }) => html.includes('🆔')) as Shown;
    const amount = {
      ...anna.command('x'),
      ...{ kind: 'text', text: '100', repliesTo: { messageId: '1', text: question.html } },
    } as never;
    for (const copy of [amount, amount]) await anna.deliver(copy);
    expect((await stored(booking)).payments).toHaveLength(1);
  });

  it('goes on with the cards that Telegram did not take', async () => {
    for (const time of ['09:00', '10:00', '11:00']) await make(time);
    telegram.failures.push({
      kind: 'not_now',
      why: 'slow down',
      untouched: true,
      retryAfterSeconds: 7,
    });
    const update = anna.command('today');
    await expect(anna.deliver(update)).rejects.toMatchObject({ retryAfterSeconds: 7 });
    await anna.deliver(update);
    expect(telegram.in(ANNA_CHAT)).toHaveLength(3);
  });

  it('ends the waiting of its button also when the work fails', async () => {
    vi.stubEnv('TABLE_NAME', 'gone');
    const tap = anna.tap('start_B0000000000000000001');
    await expect(anna.deliver(tap)).rejects.toThrow();
    vi.unstubAllEnvs();
    expect(telegram.taps).toMatchObject([{ text: 'One moment, please: I am working on it.' }]);
  });
});
