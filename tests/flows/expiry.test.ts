import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chat, codeIn, kyiv, morning, type Reception, reception } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;
let desk: Reception;

beforeAll(async () => {
  cloud = await startCloud();
});
// The next story begins on its own day, when nothing of the former is due any more.
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
});
afterEach(async () => {
  await cloud.duplicate('*', { times: 0 });
  await cloud.api('POST', '/_local/scheduler', { body: { fireTwice: false } });
  await cloud.clock.advance(2 * 24 * 3600);
});
afterAll(() => cloud?.stop());

/** Moves the clock to a second after an instant. */
async function goTo(instant: string): Promise<void> {
  const seconds = (Date.parse(instant) - Date.parse(await cloud.clock.now())) / 1000;
  await cloud.clock.advance(Math.ceil(seconds) + 1);
  await cloud.runUntilIdle(120);
}

const bookingOf = async (code: string) => {
  const range = { from: await kyiv(cloud, -1, '00:00'), to: await kyiv(cloud, 5, '00:00') };
  return (await desk.bookings(range)).find((booking) => booking.code === code);
};

test.each([
  ['Ukrainian', 'Запишіть мене на масаж до Anna завтра о 10:00', /не встигли підтвердити/],
  ['English', 'Book me a massage with Anna tomorrow at 10:00, please', /did not get to confirm/],
  ['Russian', 'Запишите меня на массаж к Anna завтра в 10:00', /не успели подтвердить/],
])(
  'a request nobody confirmed ends at its start and the client is told once, in %s',
  async (language, ask, told) => {
    const client = chat(cloud, `expiry-${language}`);
    const code = codeIn(await client.asks(ask));
    const start = await kyiv(cloud, 1, '10:00');
    await goTo(new Date(Date.parse(start) - 300_000).toISOString());
    expect(await client.hears()).toEqual([]);
    expect(await bookingOf(code)).toMatchObject({ status: 'PENDING' });

    await goTo(start);
    const news = await client.hears();
    expect(news).toHaveLength(1);
    expect(news[0]).toMatch(told);
    expect(news[0]).toContain(code);
    expect(await bookingOf(code)).toMatchObject({ status: 'CANCELLED', actor: { kind: 'timer' } });
    await cloud.clock.advance(3 * 3600);
    expect(await client.hears()).toEqual([]);
  },
);

test('a time whose request expired is free again', async () => {
  const client = chat(cloud, 'expiry-free');
  // Three slots from 10:00: at 10:01 the last of them can still be sold, if the salon takes people on short notice.
  const changed = await cloud.api('POST', '/projects/demo-salon/config', {
    token: desk.token,
    body: { minimum_notice_minutes: 15 },
  });
  expect(changed.status).toBe(200);
  const code = codeIn(await client.asks('Запишіть мене на фарбування до Elena завтра о 10:00'));
  const [start, later] = [await kyiv(cloud, 1, '10:00'), await kyiv(cloud, 1, '11:00')];
  await goTo(new Date(Date.parse(start) - 300_000).toISOString());
  const config = await desk.config();
  const named = (list: { id: string; name: string }[], name: string) =>
    list.find((one) => one.name === name)?.id;
  const walkIn = () =>
    cloud.api('POST', '/projects/demo-salon/bookings', {
      token: desk.token,
      body: {
        service_id: named(config.services, 'Haircut'),
        specialist_id: named(config.specialists, 'Elena'),
        starts_at: later,
        client: { name: 'Walk-in' },
      },
    });
  expect(await walkIn()).toMatchObject({ status: 409, body: { error: { code: 'slot_taken' } } });
  await goTo(start);
  expect(await bookingOf(code)).toMatchObject({ status: 'CANCELLED' });
  expect(await walkIn()).toMatchObject({ status: 201 });
});

test('the old timer of a moved booking does nothing; the new one ends it', async () => {
  const client = chat(cloud, 'expiry-moved');
  const code = codeIn(await client.asks('Запишіть мене на стрижку до Maria завтра о 10:00'));
  expect(codeIn(await client.asks('Перенесіть мій запис на 16:00'))).toBe(code);
  const [old, start] = [await kyiv(cloud, 1, '10:00'), await kyiv(cloud, 1, '16:00')];
  await goTo(old);
  expect(await client.hears()).toEqual([]);
  expect(await bookingOf(code)).toMatchObject({ status: 'PENDING', starts_at: start });
  await goTo(start);
  expect(await client.hears()).toHaveLength(1);
  expect(await bookingOf(code)).toMatchObject({ status: 'CANCELLED' });
});

test('a timer of a booking that the client cancelled does nothing', async () => {
  const client = chat(cloud, 'expiry-cancelled');
  const code = codeIn(await client.asks('Запишіть мене на стрижку до Maria завтра о 12:00'));
  await client.asks('Скасуйте мій запис');
  const before = await bookingOf(code);
  await goTo(await kyiv(cloud, 1, '12:00'));
  expect(await client.hears()).toEqual([]);
  expect(await bookingOf(code)).toEqual(before);
});

test('timers that fire twice, over queues that deliver twice, do nothing more', async () => {
  const client = chat(cloud, 'expiry-twice');
  await cloud.api('POST', '/_local/scheduler', { body: { fireTwice: true } });
  await cloud.duplicate('*', { rate: 1, times: 1_000 });
  const code = codeIn(await client.asks('Запишіть мене на манікюр до Anna завтра о 13:00'));
  await goTo(await kyiv(cloud, 1, '13:00'));
  await cloud.runUntilIdle(300);
  expect(await client.hears()).toHaveLength(1);
  expect(await bookingOf(code)).toMatchObject({ status: 'CANCELLED', version: 2 });
});

test.each([
  ['Ukrainian', 'Запишіть мене на масаж до Elena завтра о 14:00', /скасовано/],
  ['English', 'Book me a massage with Elena tomorrow at 14:00, please', /cancelled/],
  ['Russian', 'Запишите меня на массаж к Elena завтра в 14:00', /отмен/],
])('a member who cancels tells the client once, in %s', async (language, ask, told) => {
  const client = chat(cloud, `member-${language}`);
  const code = codeIn(await client.asks(ask));
  const booking = await bookingOf(code);
  const path = `/projects/demo-salon/bookings/${booking?.booking_id}`;
  const change = { token: desk.token, body: { status: 'CANCELLED', reason: 'Майстер захворіла' } };
  await cloud.duplicate('*', { rate: 1, times: 100 });
  const statuses = [await cloud.api('PATCH', path, change), await cloud.api('PATCH', path, change)];
  expect(statuses[0]?.status).toBe(200);
  expect(statuses[0]?.body).toMatchObject({ status: 'CANCELLED', actor: { kind: 'member' } });
  const news = await client.hears();
  expect(news).toHaveLength(1);
  expect(news[0]).toMatch(told);
  expect(news[0]).toContain(code);
  expect(news[0]).toContain('Майстер захворіла');
  await goTo(await kyiv(cloud, 1, '14:00'));
  expect(await client.hears()).toEqual([]);
});

test('a member who moves a booking tells the client the new time, and its old timer is harmless', async () => {
  const client = chat(cloud, 'member-moves');
  const code = codeIn(await client.asks('Book me a haircut with Anna tomorrow at 9:00, please'));
  const booking = await bookingOf(code);
  const [old, start] = [await kyiv(cloud, 1, '09:00'), await kyiv(cloud, 1, '17:00')];
  const moved = await cloud.api('PATCH', `/projects/demo-salon/bookings/${booking?.booking_id}`, {
    token: desk.token,
    body: { starts_at: start },
  });
  expect(moved.status).toBe(200);
  const news = await client.hears();
  expect(news).toHaveLength(1);
  expect(news[0]).toMatch(/moved/);
  expect(news[0]).toContain('17:00');
  await goTo(old);
  expect(await client.hears()).toEqual([]);
  expect(await bookingOf(code)).toMatchObject({ starts_at: start });
});

test('where bookings need no confirmation none expires', async () => {
  const config = (body: object) =>
    cloud.api('POST', '/projects/demo-salon/config', { token: desk.token, body });
  expect((await config({ auto_confirm: true })).status).toBe(200);
  await cloud.clock.advance(61);
  const client = chat(cloud, 'confirmed-at-once');
  const receipt = await client.asks('Запишіть мене на масаж до Anna завтра о 10:00');
  expect(receipt).toMatch(/Вас записано/);
  await goTo(await kyiv(cloud, 1, '10:00'));
  expect(await client.hears()).toEqual([]);
  expect(await bookingOf(codeIn(receipt))).toMatchObject({ status: 'CONFIRMED', version: 1 });
  expect((await config({ auto_confirm: false })).status).toBe(200);
});
