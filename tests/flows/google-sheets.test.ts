import { afterAll, beforeAll, expect, test } from 'vitest';
import { kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { type Google, google, type Spreadsheet } from '../steps/google.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** What people see in the spreadsheet of the demo salon while bookings change. */

const PROJECT = 'demo-salon';

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
  ({ specialists, services } = config.body);
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
