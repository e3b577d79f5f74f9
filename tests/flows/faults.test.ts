import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, codeIn, morning, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
});
afterAll(() => cloud?.stop());

const SERVICES = ['масаж', 'стрижку', 'манікюр'];
const SPECIALISTS = ['Anna', 'Maria', 'Elena'];
const HOURS = [10, 12, 14, 16];

test('while AWS fails at random and delivers twice, every client gets one reply and no time is sold twice', async () => {
  const seed = 20_261_121;
  for (const failure of [
    { action: 'dynamodb.TransactWriteItems', error: 'TransactionConflictException', rate: 0.1 },
    { action: 'dynamodb.*', error: 'ProvisionedThroughputExceededException', rate: 0.05 },
    { action: 'dynamodb.*', mode: 'lost-response', rate: 0.05 },
    { action: 'sqs.SendMessage', error: 'ServiceUnavailable', rate: 0.05 },
    { action: 'sqs.SendMessage', mode: 'lost-response', rate: 0.05 },
    { action: 'scheduler.*', error: 'ThrottlingException', rate: 0.1 },
  ] as const) {
    await cloud.failAws({ ...failure, seed });
  }
  await cloud.duplicate('*', { rate: 0.3, seed });

  // Twice as many clients as there are times, each wanting one of them.
  const clients = Array.from({ length: 24 }, (_, index) => ({
    client: chat(cloud, `fault-${index}`, `Клієнтка ${index}`),
    text: `Запишіть мене на ${SERVICES[index % 3]} до ${SPECIALISTS[(index + Math.floor(index / 12)) % 3]} завтра о ${HOURS[Math.floor(index / 3) % 4]}:00`,
  }));
  for (let at = 0; at < clients.length; at += 6) {
    await Promise.all(
      clients.slice(at, at + 6).map(async ({ client, text }, index) => {
        const event = { text, messageId: 1_000 + at + index };
        // SendPulse sends again what was not taken.
        for (let tries = 0; tries < 10; tries += 1) {
          if ((await client.sends(event))[0] === 200) return;
        }
        throw new Error('Ten times in a row the webhook took nothing.');
      }),
    );
  }
  await cloud.runUntilIdle(2 * 3600);
  await cloud.clearFailures();
  await cloud.duplicate('*', { times: 0 });
  await cloud.runUntilIdle(2 * 3600);

  const codes: string[] = [];
  for (const { client } of clients) {
    const [answer = '', ...later] = await client.hears();
    const booked = /Код запису/.test(answer);
    if (booked) codes.push(codeIn(answer));
    // Nobody confirms: at an hour she is told once that her request still waits.
    const told = booked ? [expect.stringContaining(codeIn(answer))] : [];
    expect(later, client.contactId).toEqual(told);
    expect(answer).not.toBe('');
    expect((await turnsOf(cloud, client)).flatMap(({ answered }) => answered)).toHaveLength(1);
  }
  const bookings = (await rows(cloud, 'Booking')).sort((a, b) =>
    a.startsAt < b.startsAt ? -1 : 1,
  );
  // Told means booked, booked means told.
  expect(bookings.map(({ code }) => code).sort()).toEqual(codes.sort());
  expect(bookings.length).toBeGreaterThanOrEqual(12);
  for (const specialist of SPECIALISTS) {
    const own = bookings.filter(({ specialistName }) => specialistName === specialist);
    for (const [index, booking] of own.entries()) {
      const next = own[index + 1];
      if (next) expect(booking.endsAt <= next.startsAt, specialist).toBe(true);
    }
  }
  const held = (await rows(cloud, 'SpecialistDay'))
    .flatMap(({ taken }) => taken as { bookingId: string }[])
    .map(({ bookingId }) => bookingId);
  expect(held.sort()).toEqual(bookings.map(({ bookingId }) => bookingId).sort());
  // Nothing is parked, and every request that waits has its timer.
  const left = Object.entries(await cloud.queues()).filter(([, counts]) => counts.visible > 0);
  expect(left).toEqual([]);
  const timers = (await cloud.api('GET', '/_local/schedules')).body as { Name: string }[];
  const expiries = timers.filter(({ Name }) => Name.startsWith('expiry-'));
  expect(expiries).toHaveLength(bookings.length);
});
