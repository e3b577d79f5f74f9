import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chat, modelCalls, morning, type Reception, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;
let desk: Reception;

beforeAll(async () => {
  cloud = await startCloud();
});
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
});
afterAll(() => cloud?.stop());

/** Changes the limits of the demo salon and lets every container learn of it. */
async function limit(limits: Record<string, number>): Promise<void> {
  const body = { limits };
  const { status } = await cloud.api('POST', '/projects/demo-salon/config', {
    token: desk.token,
    body,
  });
  expect(status).toBe(200);
  await cloud.clock.advance(61);
}

test('a flood is answered for a while, then told once, stored, and costs nothing more', async () => {
  await limit({ messages_per_hour: 3 });
  const client = chat(cloud, 'limits-flood');
  for (let i = 0; i < 3; i += 1) await client.asks('Скільки коштує масаж?');
  expect(await client.asks('Скільки коштує масаж?')).toMatch(/дуже багато повідомлень/);
  await cloud.providers.clear('anthropic');
  for (let i = 0; i < 5; i += 1) {
    expect(await client.says('Агов?')).toEqual([200]);
    expect(await client.hears()).toEqual([]);
  }
  expect(await modelCalls(cloud)).toEqual([]);
  const stored = (await rows(cloud, 'Message')).filter(
    ({ contactId }) => contactId === client.contactId,
  );
  expect(stored).toHaveLength(9);
  await cloud.clock.advance(3_600);
  expect(await client.asks('Скільки коштує масаж?')).toContain('800');
});

test('a client with enough bookings is told so and gets no other', async () => {
  await limit({ active_bookings: 1 });
  const client = chat(cloud, 'limits-bookings');
  expect(await client.asks('Запишіть мене на масаж до Anna завтра о 10:00')).toContain(
    'Код запису',
  );
  const refused = await client.asks('Запишіть мене на стрижку до Maria завтра о 15:00');
  expect(refused).not.toContain('Код запису');
  const own = (await rows(cloud, 'Booking')).filter(({ clientName }) => clientName === 'Олена');
  expect(own).toHaveLength(1);
});

test('a client beyond her share of the day’s money is handed to people, who are alerted', async () => {
  await limit({ client_usd_per_day: 0.001 });
  const client = chat(cloud, 'limits-money');
  const heard: string[] = [];
  // A turn of the stand-in costs some hundredths of a cent.
  for (let i = 0; i < 60 && !heard.at(-1)?.includes('адміністратор'); i += 1) {
    heard.push(await client.asks('Скільки коштує масаж?'));
  }
  expect(heard.at(-1)).toContain('адміністратор');
  expect(heard.length).toBeGreaterThan(2);
  expect((await rows(cloud, 'Alert')).map(({ kind }) => kind)).toContain('client_budget');
  await cloud.providers.clear('anthropic');
  await client.says('Агов?');
  expect(await client.hears()).toEqual([]);
  expect(await modelCalls(cloud)).toEqual([]);
});

test('the limits are kept, shown and refused field by field', async () => {
  await limit({ messages_per_day: 40, project_usd_per_day: 3.5 });
  expect((await desk.config()).limits).toEqual({
    messages_per_hour: 60,
    messages_per_day: 40,
    active_bookings: 5,
    client_usd_per_day: 0.5,
    project_usd_per_day: 3.5,
  });
  const bad = await cloud.api('POST', '/projects/demo-salon/config', {
    token: desk.token,
    body: { limits: { messages_per_hour: 0, other: 1 } },
  });
  expect(bad.status).toBe(400);
  expect(JSON.stringify(bad.body)).toContain('limits.messages_per_hour');
});
