import { afterAll, beforeAll, expect, test } from 'vitest';
import { kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { type Google, type GoogleCalendar, google } from '../steps/google.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** What specialists of the demo salon see in their calendars while bookings change, and what they do there. */

const PROJECT = 'demo-salon';
const HOUR = 3_600;
const DAY = 24 * HOUR;

let cloud: TestCloud;
let desk: Reception;
let world: Google;
let anna: GoogleCalendar;
let maria: GoogleCalendar;
let stranger: GoogleCalendar;
let specialists: Row[];
let services: Row[];

const configure = async (body: object): Promise<Row> => {
  const path = `/projects/${PROJECT}/config`;
  const answer = await cloud.api('POST', path, { token: desk.token, body });
  expect(answer.status).toBe(200);
  return answer.body;
};

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  world = google(cloud);
  anna = await world.calendar({ id: 'anna@salon.example' });
  maria = await world.calendar({ id: 'maria@salon.example' });
  stranger = await world.calendar({ id: 'stranger@elsewhere.example' });
  const config = await cloud.api('GET', `/projects/${PROJECT}/config`, { token: desk.token });
  const calendars: Record<string, string> = { Anna: anna.id, Maria: maria.id };
  ({ specialists, services } = (await configure({
    auto_confirm: true,
    google: { credentials: await world.credentials() },
    specialists: config.body.specialists.map((one: Row) => ({
      ...one,
      ...(calendars[one.name] ? { google_calendar_id: calendars[one.name] } : {}),
    })),
    services: config.body.services.map((one: Row, index: number) => ({
      ...one,
      ...(index === 1 ? { online: true } : {}),
    })),
  })) as { specialists: Row[]; services: Row[] });
  await cloud.settle();
});
afterAll(() => cloud?.stop());

async function asks(name: string, time: string, { days = 3, service = 0 } = {}) {
  return await cloud.api('POST', `/projects/${PROJECT}/bookings`, {
    token: desk.token,
    body: {
      specialist_id: specialists[0]?.id,
      service_id: services[service]?.id,
      starts_at: await kyiv(cloud, days, time),
      client: { name, phone: '+380501112233' },
    },
  });
}

async function books(...wish: Parameters<typeof asks>): Promise<Row> {
  const answer = await asks(...wish);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function changes({ booking_id }: Row, body: object): Promise<void> {
  const path = `/projects/${PROJECT}/bookings/${booking_id}`;
  expect((await cloud.api('PATCH', path, { token: desk.token, body })).status).toBe(200);
}

async function stands({ booking_id }: Row): Promise<Row> {
  const path = `/projects/${PROJECT}/bookings/${booking_id}`;
  return (await cloud.api('GET', path, { token: desk.token })).body;
}

/** Start and client of each event, as somebody reads them. */
const seen = async (calendar: GoogleCalendar) =>
  (await calendar.events()).map(
    ({ start, summary }) => `${start.dateTime?.slice(11, 16)} ${summary.split(' · ')[0]}`,
  );

test('a booking appears in the calendar of its specialist, moves with it, and goes with it', async () => {
  const ivanna = await books('Ivanna', '10:00');
  const olha = await books('Olha', '11:00');
  await cloud.settle();
  expect(await seen(anna)).toEqual(['10:00 Ivanna', '11:00 Olha']);
  await changes(ivanna, { starts_at: await kyiv(cloud, 3, '13:00') });
  await cloud.settle();
  expect(await seen(anna)).toEqual(['11:00 Olha', '13:00 Ivanna']);
  const to = { starts_at: await kyiv(cloud, 3, '13:00'), specialist_id: specialists[1]?.id };
  await changes(ivanna, to);
  await changes(olha, { status: 'CANCELLED' });
  await cloud.settle();
  expect(await seen(anna)).toEqual([]);
  expect(await seen(maria)).toEqual(['13:00 Ivanna']);
  expect(await stranger.events()).toEqual([]);
  expect(await rows(cloud, 'SyncMark')).toEqual([]);
  await changes(ivanna, { status: 'CANCELLED' });
  await cloud.settle();
});

test('an hour without Google, a quota and a lost answer leave exactly the truth, once', async () => {
  const stays = await books('Stays', '10:00');
  const goes = await books('Goes', '11:00');
  await cloud.settle();
  await world.fails('calendar', { status: 503, times: 1000 });
  await changes(stays, { starts_at: await kyiv(cloud, 3, '15:00') });
  await changes(goes, { status: 'CANCELLED' });
  const given = await books('Given', '12:00');
  await cloud.settle();
  const to = { starts_at: await kyiv(cloud, 3, '12:00'), specialist_id: specialists[1]?.id };
  await changes(given, to);
  await cloud.clock.advance(HOUR);
  expect(await seen(anna)).toEqual(['10:00 Stays', '11:00 Goes']);
  await world.recovers();
  await world.fails('calendar', { status: 500, times: 1, applyThenFail: true });
  await world.limits({ calendarPerUser: 5, calendarOver: 403 });
  await cloud.runUntilIdle(4 * HOUR);
  await world.limits({ calendarPerUser: 600 });
  expect(await seen(anna)).toEqual(['15:00 Stays']);
  expect(await seen(maria)).toEqual(['12:00 Given']);
  expect(await rows(cloud, 'SyncMark')).toEqual([]);
  for (const one of [stays, given]) await changes(one, { status: 'CANCELLED' });
  await cloud.settle();
});

test('what a specialist has in her calendar cannot be booked, as soon as she has written it there', async () => {
  const day = (await kyiv(cloud, 4, '10:00')).slice(0, 10);
  const dentist = await anna.adds({
    ...{ summary: 'Dentist', start: `${day}T10:00`, end: `${day}T11:00` },
  });
  await cloud.clock.advance(70);
  expect((await asks('Olena', '10:00', { days: 4 })).status).toBe(409);
  await anna.deletes(dentist.id);
  await cloud.clock.advance(70);
  await changes(await books('Olena', '10:00', { days: 4 }), { status: 'CANCELLED' });

  // Google forgets where we were, and does not tell of what is written.
  await anna.expiresSyncTokens();
  await world.loses(10);
  const end = (await kyiv(cloud, 5, '10:00')).slice(0, 10);
  await anna.adds({ summary: 'Away', start: day, end });
  await cloud.clock.advance(70);
  await cloud.sweep();
  await world.loses(0);
  expect((await asks('Olena', '15:00', { days: 4 })).status).toBe(409);
});

test('an event that somebody deletes flags its booking, or cancels it when the project says so', async () => {
  const flagged = await books('Flagged', '10:00', { days: 5 });
  const cancelled = await books('Cancelled', '11:00', { days: 5 });
  await cloud.settle();
  const deletes = async (client: string) => {
    const event = (await anna.events()).find(({ summary }) => summary.startsWith(client));
    await anna.deletes(event.id);
    await cloud.clock.advance(70);
  };
  await cloud.clock.advance(70);
  await deletes('Flagged');
  const flag = { kind: 'deleted_elsewhere', source: 'google-calendar' };
  expect(await stands(flagged)).toMatchObject({ status: 'CONFIRMED', flags: [flag] });
  expect(await configure({ google: { on_deleted_event: 'cancel' } })).toMatchObject({
    google: { connected: true, on_deleted_event: 'cancel' },
  });
  await deletes('Cancelled');
  expect(await stands(cancelled)).toMatchObject({
    status: 'CANCELLED',
    actor: { kind: 'sync', id: 'google-calendar' },
  });
  expect((await asks('Next', '11:00', { days: 5 })).status).toBe(201);
});

test('an online visit has a link, some seconds later', async () => {
  const online = await books('Online', '14:00', { days: 5, service: 1 });
  await cloud.settle();
  await cloud.runUntilIdle(60);
  const [event] = (await anna.events()).filter(({ summary }) => summary.startsWith('Online'));
  expect(event.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\//);
  expect(await stands(online)).toMatchObject({ meeting_url: event.hangoutLink });
});

test('Google is asked to tell of changes for as long as there is a calendar', async () => {
  const open = async () => {
    const now = await cloud.clock.now();
    return (await world.channels()).filter((one) => !one.stopped && one.expires_at > now);
  };
  const before = await open();
  expect(before.map(({ calendar }) => calendar).sort()).toEqual([anna.id, maria.id]);
  expect(before.every(({ sent }) => sent[0]?.answers[0] === 200)).toBe(true);
  await cloud.clock.advance(6.5 * DAY);
  await cloud.sweep();
  const after = await open();
  expect(after.map(({ calendar }) => calendar).sort()).toEqual([anna.id, maria.id]);
  expect(after.some(({ id }) => before.some((one) => one.id === id))).toBe(false);
  await cloud.clearCalls();
  const [{ address = '' } = {}] = after;
  const forged = await cloud.api('POST', address, {
    headers: { 'x-goog-channel-token': 'forged', 'x-goog-resource-state': 'exists' },
  });
  expect(forged.status).toBe(401);
  expect((await cloud.calls())['inbound-google-calendar'] ?? {}).toEqual({});
});
