import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Client,
  chat,
  codeIn,
  kyiv,
  morning,
  type Row,
  rows,
  timesIn,
} from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
});
afterAll(() => cloud?.stop());

const BOOKED = /Код запису: /;

/** Bookings that hold their time, of one specialist. */
async function heldBy(specialist: string): Promise<Row[]> {
  return (await rows(cloud, 'Booking'))
    .filter(({ specialistName, status }) => specialistName === specialist && status === 'PENDING')
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** Every client hears an offer, then all say yes to the same time at once. */
async function want(clients: Client[], offer: string, choice: string): Promise<string[][]> {
  await Promise.all(clients.map((client) => client.says(offer)));
  for (const client of clients) expect(await client.hears()).toHaveLength(1);
  await Promise.all(clients.map((client) => client.says(choice)));
  await cloud.runUntilIdle(60);
  return Promise.all(clients.map((client) => client.hears()));
}

test('two clients want one time at once: one is told yes, the other gets times that are free', async () => {
  const clients = [chat(cloud, 'race-a', 'Олена'), chat(cloud, 'race-b', 'Ірина')];
  const heard = await want(clients, 'Масаж завтра до Anna, які години вільні?', 'о 10:00');
  expect(heard.map(({ length }) => length)).toEqual([1, 1]);
  const yes = heard.findIndex(([reply]) => BOOKED.test(reply ?? ''));
  expect(heard.filter(([reply]) => BOOKED.test(reply ?? ''))).toHaveLength(1);
  const bookings = await heldBy('Anna');
  expect(bookings.map(({ startsAt }) => startsAt)).toEqual([await kyiv(cloud, 1, '10:00')]);
  expect(bookings[0]?.code).toBe(codeIn(heard[yes]?.[0] ?? ''));

  const [loser, told] = [clients[1 - yes], heard[1 - yes]?.[0] ?? ''];
  const alternatives = timesIn(told);
  expect(alternatives.length).toBeGreaterThan(0);
  expect(alternatives).not.toContain('10:00');
  // What is offered instead can really be had.
  const second = await loser?.asks(`давайте о ${alternatives[0]}`);
  expect(second).toMatch(BOOKED);
  expect(second).toContain(alternatives[0]);
  const after = await rows(cloud, 'Booking');
  expect(after.map(({ code }) => code).sort()).toEqual(
    [bookings[0]?.code, codeIn(second ?? '')].sort(),
  );
});

test('of ten clients who want one time at once exactly one gets it, and no two are booked over each other', async () => {
  const clients = Array.from({ length: 10 }, (_, index) =>
    chat(cloud, `race-10-${index}`, `Клієнтка ${index}`),
  );
  const heard = await want(clients, 'Стрижка завтра до Elena, які години вільні?', 'о 10:00');
  expect(heard.every((replies) => replies.length === 1)).toBe(true);
  const winners = heard.filter(([reply]) => BOOKED.test(reply ?? ''));
  expect(winners).toHaveLength(1);
  expect(winners[0]?.[0]).toContain('10:00');
  expect(await heldBy('Elena')).toHaveLength(1);
  const losers = clients.filter((_, index) => !BOOKED.test(heard[index]?.[0] ?? ''));
  expect(losers).toHaveLength(9);
  for (const [reply] of heard) expect(reply).toMatch(/\d\d:\d\d/);

  // The nine take what they were offered, the first of it, at once again: again only one of those can win.
  const offered = timesIn(heard.find(([reply]) => !BOOKED.test(reply ?? ''))?.[0] ?? '');
  await Promise.all(losers.map((client) => client.says('перший варіант')));
  await cloud.runUntilIdle(60);
  const replies = (await Promise.all(losers.map((client) => client.hears()))).map(
    ([one]) => one ?? '',
  );
  const second = replies.filter((reply) => BOOKED.test(reply));
  expect(second.length).toBeGreaterThan(0);
  expect(offered.some((time) => second[0]?.includes(time))).toBe(true);
  const bookings = await heldBy('Elena');
  expect(bookings).toHaveLength(1 + second.length);
  for (const [index, booking] of bookings.entries()) {
    const next = bookings[index + 1];
    if (next) expect(booking.endsAt <= next.startsAt).toBe(true);
  }
  // The days of the specialists hold exactly what is booked.
  const held = (await rows(cloud, 'SpecialistDay'))
    .flatMap(({ taken }) => taken as { bookingId: string }[])
    .map(({ bookingId }) => bookingId);
  const all = (await rows(cloud, 'Booking')).map(({ bookingId }) => bookingId);
  expect(held.sort()).toEqual(all.sort());
});
