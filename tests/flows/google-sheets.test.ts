import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { type Google, google, type Spreadsheet } from '../steps/google.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** What people see in the spreadsheet of the demo salon while bookings change. */

const PROJECT = 'demo-salon';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

let cloud: TestCloud;
let desk: Reception;
let world: Google;
let book: Spreadsheet;
let specialists: Row[];
let services: Row[];

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  world = google(cloud);
  book = await world.spreadsheet({ title: 'Salon', sheets: ['Sheet1'] });
  const config = await cloud.api('POST', `/projects/${PROJECT}/config`, {
    token: desk.token,
    body: {
      auto_confirm: true,
      google_sheet_id: book.id,
      google: { credentials: await world.credentials() },
    },
  });
  expect(config.status).toBe(200);
  // What was just connected is compared at once: then the calls of a test are its own.
  await cloud.settle();
  ({ specialists, services } = config.body);
});
beforeEach(async () => {
  desk = await reception(cloud);
});
afterAll(() => cloud?.stop());

async function booked(name: string, time: string): Promise<Row> {
  const answer = await cloud.api('POST', `/projects/${PROJECT}/bookings`, {
    token: desk.token,
    body: {
      specialist_id: specialists[0]?.id,
      service_id: services[0]?.id,
      starts_at: await kyiv(cloud, 3, time),
      client: { name, phone: '+380501112233' },
    },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function changed({ booking_id }: Row, body: object): Promise<void> {
  const path = `/projects/${PROJECT}/bookings/${booking_id}`;
  expect((await cloud.api('PATCH', path, { token: desk.token, body })).status).toBe(200);
  await cloud.settle();
}

/** Everything that people see is a booking as it stands, once, in the worksheet of its specialist; nothing waits. */
async function shown(): Promise<void> {
  const truth = (await rows(cloud, 'Booking'))
    .filter(({ status }) => status !== 'CANCELLED')
    .map(({ specialistName, startsAt, clientName }) => {
      const [day, time] = CLOCK.format(new Date(startsAt)).split(', ');
      return [specialistName, day, time, clientName].join(' ');
    });
  const screen: string[] = [];
  for (const title of ['Anna', 'Maria']) {
    for (const row of (await book.sheet(title).rows()).slice(1)) {
      if (row[4] !== 'mine') screen.push([title, row[1], row[2], row[4]].join(' '));
    }
  }
  expect(screen.sort()).toEqual(truth.sort());
  expect(await rows(cloud, 'SyncMark')).toEqual([]);
  expect(await rows(cloud, 'Parked')).toEqual([]);
}
const CLOCK = new Intl.DateTimeFormat('de-DE', {
  ...{ timeZone: 'Europe/Kyiv', hour: '2-digit', minute: '2-digit' },
  ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
});

/** Time passes in steps, so that what fails again is tried again. */
async function minutes(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 5) await cloud.clock.advance(5 * MINUTE);
}

const elsewhere = ({ starts_at }: Row) => ({ starts_at, specialist_id: specialists[1]?.id });
const CANCELLED = { status: 'CANCELLED' };

const names = async (title: string) =>
  (await book.sheet(title).rows()).slice(1).map((row) => `${row[2]} ${row[4]}`);

test('a booking appears in the worksheet of its specialist, moves with it, and goes with it', async () => {
  const ivanna = await booked('Ivanna', '10:00');
  const olha = await booked('=1+1', '11:00');
  await cloud.settle();
  expect(await names('Anna')).toEqual(['10:00 Ivanna', '11:00 =1+1']);
  expect(await book.sheet('Anna').hiddenColumns()).toEqual(['G']);
  await book.sheet('Anna').sorts({ by: 'C', descending: true, columns: 'A:F' });
  await book.sheet('Anna').types(['', '', '', '', 'mine']);
  await changed(ivanna, { starts_at: ivanna.starts_at, specialist_id: specialists[1]?.id });
  expect(await names('Anna')).toEqual(['11:00 =1+1', ' mine']);
  expect(await names('Maria')).toEqual(['10:00 Ivanna']);
  await changed(olha, { status: 'CANCELLED' });
  expect(await names('Anna')).toEqual([' mine']);
  expect(await rows(cloud, 'SyncMark')).toEqual([]);
});

describe('Google', () => {
  test('is away for an hour: nothing is lost, nothing is given up, and it is not asked all the time', async () => {
    const [stays, moves, goes] = [
      await booked('Anna', '12:00'),
      await booked('Bohdana', '12:30'),
      await booked('Vira', '13:00'),
    ];
    await cloud.settle();
    await cloud.providers.clear('google');
    await world.fails('sheets', { status: 503, times: 1_000 });
    await changed(moves, elsewhere(moves));
    await changed(goes, CANCELLED);
    const fresh = await booked('Halyna', '13:30');
    await minutes(30);
    await changed(stays, { starts_at: await kyiv(cloud, 4, '12:00') });
    await changed(fresh, elsewhere(fresh));
    await minutes(30);
    // One call a try, and ever fewer of them.
    expect((await world.calls('sheets')).length).toBeLessThanOrEqual(24);
    expect(await names('Maria')).toEqual(['10:00 Ivanna']);
    await world.recovers();
    await cloud.clock.advance(2.5 * HOUR);
    await shown();
  });

  test('says that its quota is spent: it is asked again after a minute, and once for all', async () => {
    await world.limits({ sheetsPerUser: 0 });
    const first = await booked('Daryna', '14:00');
    await cloud.settle();
    await cloud.providers.clear('google');
    await booked('Emma', '14:30');
    await changed(first, elsewhere(first));
    await cloud.clock.advance(MINUTE - 10);
    expect(await world.calls('sheets')).toEqual([]);
    await world.limits({ sheetsPerUser: 60 });
    await cloud.clock.advance(2 * MINUTE);
    await shown();
    expect((await world.calls('sheets')).length).toBeLessThanOrEqual(6);
  });

  test('does what it was asked and does not say so', async () => {
    await world.fails('sheets requests', { status: 500, applyThenFail: true, times: 1 });
    const [first, second] = [await booked('Zhanna', '15:00'), await booked('Zlata', '15:30')];
    await cloud.settle();
    await world.fails('sheets requests', { status: 502, applyThenFail: true, times: 2 });
    await changed(first, elsewhere(first));
    await changed(second, CANCELLED);
    await minutes(15);
    await shown();
  });

  test('gets everything, once, although messages come twice and a worker dies', async () => {
    await cloud.duplicate('sync', { times: 3 });
    await cloud.kill('sync-destinations', { when: 'after-call', action: 'TransactWriteItems' });
    const [first, second] = [await booked('Ivha', '16:00'), await booked('Kira', '16:30')];
    await changed(first, elsewhere(first));
    await changed(second, CANCELLED);
    await cloud.clock.advance(HOUR);
    await shown();
  });
});

test('people sort, put in, copy and clear rows between changes, and their own rows stay', async () => {
  const sheet = book.sheet('Anna');
  const [first, second] = [await booked('Lesia', '17:00'), await booked('Mira', '17:30')];
  await cloud.settle();
  await sheet.sorts({ by: 'C', descending: true });
  await sheet.inserts(2, ['', '', '', '', 'mine']);
  await changed(first, { starts_at: await kyiv(cloud, 5, '11:00') });
  const rowOf = async (name: string) =>
    (await sheet.rows()).findIndex((row) => row[4] === name) + 1;
  await sheet.clears(await rowOf('Mira'), 'G');
  await sheet.copies(await rowOf('Lesia'));
  await (await sheet.renames('Anna 2')).sorts({ by: 'E' });
  await (await book.sheet('Anna 2').renames('Anna')).rows();
  await changed(second, elsewhere(second));
  await changed(first, { starts_at: await kyiv(cloud, 5, '11:30') });
  await shown();
  expect((await names('Anna')).filter((row) => row.endsWith('mine'))).toHaveLength(2);
});
