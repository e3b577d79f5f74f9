import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Client,
  chat,
  codeIn,
  kyiv,
  morning,
  type Reception,
  type Row,
  reception,
  rows,
} from '../steps/chat.ts';
import { type Google, type GoogleCalendar, google } from '../steps/google.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { signsIn } from '../steps/sign-in.ts';

/** Where clients of the demo salon meet online: first at Google Meet, then at Zoom, and what becomes of their links. */

const PROJECT = 'demo-salon';
const OWNER = 'owner@gmail.example';
const HOUR = 3_600;

let cloud: TestCloud;
let desk: Reception;
let world: Google;
let anna: GoogleCalendar;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  world = google(cloud);
  anna = await world.calendar({ id: 'anna@salon.example' });
  const { services, specialists } = await desk.config();
  const body = {
    google: { credentials: await world.credentials() },
    specialists: specialists.map((one: Row) =>
      one.name === 'Anna' ? { ...one, google_calendar_id: anna.id } : one,
    ),
    services: services.map((one: Row) => ({ ...one, online: one.name === 'Manicure' })),
  };
  const path = `/projects/${PROJECT}/config`;
  expect((await cloud.api('POST', path, { token: desk.token, body })).status).toBe(200);
});
afterAll(() => cloud?.stop());

const integration = async (slug: string): Promise<Row> =>
  (await cloud.api('GET', `/api/integrations/api/${slug}`, { token: desk.token })).body;
const meetings = async (): Promise<Row[]> =>
  (await cloud.api('GET', '/_local/providers/zoom/meetings')).body;
const path = ({ booking_id }: Row) => `/projects/${PROJECT}/bookings/${booking_id}`;
const stands = async (booking: Row): Promise<Row> =>
  (await cloud.api('GET', path(booking), { token: desk.token })).body;

async function changes(booking: Row, body: object): Promise<void> {
  const answer = await cloud.api('PATCH', path(booking), { token: desk.token, body });
  expect(answer.status).toBe(200);
  await cloud.runUntilIdle(120);
}

/** A client asks for an online visit in three days, and reception confirms it. */
async function booked(client: Client, specialist: string, time: string): Promise<Row> {
  const reply = await client.asks(
    `I would like a manicure with ${specialist} in 3 days at ${time}`,
  );
  const code = codeIn(reply);
  const range = { from: await kyiv(cloud, 3, '00:00'), to: await kyiv(cloud, 4, '00:00') };
  const booking = (await desk.bookings(range)).find((one) => one.code === code);
  if (!booking) throw new Error(`no booking ${code}`);
  await changes(booking, { status: 'CONFIRMED' });
  return booking;
}

const links = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.match(/https:\/\/\S+/g) ?? []);

test('with Google Meet connected the link is told once, from an event in its owner’s calendar', async () => {
  expect((await signsIn(cloud, desk, { slug: 'google-meet' })).body).toContain(OWNER);
  const emma = chat(cloud, 'emma', 'Emma');
  const booking = await booked(emma, 'Maria', '11:00');
  const { meeting_url: url } = await stands(booking);
  expect(url).toMatch(/^https:\/\/meet\.google\.com\//);
  expect(links(await emma.received())).toEqual([url]);
  const calendar = await world.calendar({ id: OWNER });
  expect((await calendar.events()).map(({ hangoutLink }) => hangoutLink)).toEqual([url]);
});

test('with Zoom connected it is Zoom’s: the same when the visit moves, gone when it is cancelled', async () => {
  expect((await signsIn(cloud, desk, { slug: 'zoom' })).body).toContain('owner@zoom.example');
  await cloud.runUntilIdle(HOUR);
  // Who was told where to meet meets there.
  expect(await meetings()).toEqual([]);

  const ivy = chat(cloud, 'ivy', 'Ivy');
  const booking = await booked(ivy, 'Anna', '12:00');
  const [meeting] = await meetings();
  expect(await stands(booking)).toMatchObject({ meeting_url: meeting?.join_url });
  expect(links(await ivy.received())).toEqual([meeting?.join_url]);
  const [event] = await anna.events();
  expect(event).toMatchObject({ location: meeting?.join_url });
  expect(event).not.toHaveProperty('hangoutLink');

  await changes(booking, { starts_at: await kyiv(cloud, 3, '15:00') });
  const [moved, ...others] = await meetings();
  expect(others).toEqual([]);
  expect(moved).toMatchObject({ id: meeting?.id, join_url: meeting?.join_url });
  expect(new Date(moved?.start_time).toISOString()).toBe(await kyiv(cloud, 3, '15:00'));
  expect(links(await ivy.received())).toEqual([meeting?.join_url]);

  await changes(booking, { status: 'CANCELLED' });
  expect([await meetings(), await anna.events()]).toEqual([[], []]);
  const kept = JSON.stringify([await rows(cloud), await cloud.logs()]);
  expect(kept).not.toMatch(/zak=|zoom-(access|refresh|code)-/);
});

test('when she ends it at Zoom, the integration says so, and Google Meet stands in until she is back', async () => {
  await cloud.api('POST', '/_local/providers/zoom/end-consent', { body: {} });
  const zoe = chat(cloud, 'zoe', 'Zoe');
  const booking = await booked(zoe, 'Elena', '13:00');
  await cloud.runUntilIdle(HOUR);
  expect(await integration('zoom')).toMatchObject({
    ...{ status: 'needs_attention', reason: { code: 'sign_in_over' } },
  });
  const { meeting_url: url } = await stands(booking);
  expect(url).toMatch(/^https:\/\/meet\.google\.com\//);
  expect(links(await zoe.received())).toEqual([url]);

  await signsIn(cloud, desk, { slug: 'zoom' });
  expect(await integration('zoom')).toMatchObject({ status: 'connected' });
  await cloud.runUntilIdle(HOUR);
  expect(await meetings()).toEqual([]);
  await booked(chat(cloud, 'mia', 'Mia'), 'Maria', '16:00');
  expect(await meetings()).toHaveLength(1);
});
