import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appsheet } from '../steps/appsheet.ts';
import { kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { projectCommand } from '../steps/project.ts';

/** What people see in the AppSheet app of the demo salon while bookings change and AppSheet does what it does. */

const PROJECT = 'demo-salon';
const HOUR = 3_600;

let cloud: TestCloud;
let desk: Reception;
let table: ReturnType<typeof appsheet>;
let specialists: Row[];
let services: Row[];
let webhook: string;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  table = appsheet(cloud);
  // Confirmed at once, so that no reminder of reception's keeps the clock busy.
  const config = await cloud.api('POST', `/projects/${PROJECT}/config`, {
    ...{ token: desk.token, body: { auto_confirm: true } },
  });
  ({ specialists, services } = config.body);
  const paths = await projectCommand(cloud, 'webhook', '--id', PROJECT);
  webhook = (paths as { appSheetWebhookPath: string }).appSheetWebhookPath;
});
beforeEach(async () => {
  desk = await reception(cloud);
  await cloud.providers.clear('appsheet');
});
afterAll(() => cloud?.stop());

let slots = 0;
/** Books another half hour of Anna's or Maria's for a client, over the API. */
async function booked(name: string): Promise<Row> {
  slots += 1;
  const time = `${String(9 + Math.floor(slots / 2)).padStart(2, '0')}:${slots % 2 ? '30' : '00'}`;
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

async function changed({ booking_id }: Row, body: object): Promise<Row> {
  const path = `/projects/${PROJECT}/bookings/${booking_id}`;
  const answer = await cloud.api('PATCH', path, { token: desk.token, body });
  expect(answer.status).toBe(200);
  return answer.body;
}

const attempts = async ({ booking_id }: Row): Promise<Row[]> =>
  (
    await cloud.api('GET', `/projects/${PROJECT}/bookings/${booking_id}/sync`, {
      token: desk.token,
    })
  ).body.attempts;

/** The table shows every booking as it stands, once, and no mark is left. */
async function shown(): Promise<void> {
  const stored = await rows(cloud, 'Booking');
  const screen = await table.rows();
  const brief = (row: Row) => `${row.key} ${row.ModelName} ${row.ClientName} ${row.Status}`;
  const truth = stored.map(
    (one) => `${one.bookingId} ${one.specialistName} ${one.clientName} ${one.status}`,
  );
  expect(screen.map(brief).sort()).toEqual(truth.sort());
  expect(await rows(cloud, 'SyncMark')).toEqual([]);
}

/** Two hours in which whatever waits for another try gets it. */
const patience = (): Promise<unknown> => cloud.clock.advance(2.5 * HOUR);

describe('a booking', () => {
  test('appears, changes, moves to another specialist and is cancelled, in one row', async () => {
    const booking = await booked('Ivanna');
    await cloud.settle();
    expect(await table.row(booking.booking_id)).toMatchObject({
      ...{ ModelName: 'Anna', ClientName: 'Ivanna', Status: 'CONFIRMED' },
      ...{ Time: '09:30:00', Duration: '30', ConfirmationCode: booking.code },
    });
    await changed(booking, { starts_at: booking.starts_at, specialist_id: specialists[1]?.id });
    await cloud.settle();
    expect(await table.row(booking.booking_id)).toMatchObject({ ModelName: 'Maria' });
    await changed(booking, { status: 'CANCELLED' });
    await cloud.settle();
    expect(await table.row(booking.booking_id)).toMatchObject({ Status: 'CANCELLED' });
    await shown();
    const tried = await attempts(booking);
    expect(tried.map(({ action, status }) => [action, status])).toEqual([
      ['Edit', 'SUCCESS'],
      ['Edit', 'SUCCESS'],
      ['Add', 'SUCCESS'],
    ]);
  });
});

describe('AppSheet', () => {
  test('is away for an hour: nothing is lost, and nothing is given up', async () => {
    await cloud.providers.fail('appsheet', { status: 503, times: 1_000 });
    const [first, second] = [await booked('Olena'), await booked('Petra')];
    await cloud.settle();
    await cloud.clock.advance(HOUR / 2);
    await changed(second, { status: 'CANCELLED' });
    await cloud.clock.advance(HOUR / 2);
    expect(await table.row(first.booking_id)).toBeUndefined();
    await cloud.api('DELETE', '/_local/providers/appsheet/fail');
    await patience();
    await shown();
    expect((await attempts(first)).at(-1)).toMatchObject({ status: 'FAILED', attempt: 1 });
    expect(await rows(cloud, 'Parked')).toEqual([]);
  });

  test('asks for patience and gets it', async () => {
    await table.fails({ status: 429, headers: { 'retry-after': '600' }, times: 1 });
    await booked('Sofia');
    await cloud.settle();
    const before = (await table.calls()).length;
    await cloud.clock.advance(500);
    await booked('Tetiana');
    await cloud.settle();
    expect((await table.calls()).length).toBe(before);
    await patience();
    await shown();
  });

  test('does what it was asked and does not say so', async () => {
    await table.fails({ status: 503, applyThenFail: true, action: 'Add', times: 1 });
    await booked('Maryna');
    await table.empties({ action: 'Add', applied: true, times: 1 });
    await booked('Nadia');
    await table.empties({ action: 'Add', applied: false, times: 1 });
    await booked('Oksana');
    await cloud.settle();
    await patience();
    await shown();
  });

  test('gets everything, once, although messages come twice and a worker dies', async () => {
    await cloud.duplicate('sync', { times: 3 });
    await cloud.kill('sync-destinations', { when: 'after-call', action: 'TransactWriteItems' });
    const booking = await booked('Larysa');
    await changed(booking, { status: 'CANCELLED' });
    await cloud.settle();
    await patience();
    await shown();
  });
});

describe('a member', () => {
  const sync = (body: object): Promise<ApiAnswer> =>
    cloud.api('POST', '/api/integrations/appsheet/sync', { token: desk.token, body });

  test('has a row taken out and written again', async () => {
    const { booking_id: bookingId } = await booked('Halyna');
    await cloud.settle();
    const gone = await sync({ action: 'Delete', bookingId });
    expect([gone.status, gone.body]).toEqual([
      200,
      { success: true, queued: true, action: 'Delete', bookingId },
    ]);
    await cloud.settle();
    expect(await table.row(bookingId)).toBeUndefined();
    await sync({ action: 'Add', bookingId });
    await cloud.settle();
    await shown();
  });

  test('is told what is wrong', async () => {
    const { booking_id: bookingId } = await booked('Iryna');
    expect((await sync({ action: 'Upsert', bookingId })).status).toBe(400);
    expect((await sync({ action: 'Edit', bookingId: 'NOSUCHBOOKING' })).status).toBe(404);
    const nobody = { body: { action: 'Edit', bookingId } };
    expect((await cloud.api('POST', '/api/integrations/appsheet/sync', nobody)).status).toBe(401);
    await cloud.settle();
  });
});

describe('an edit in the app', () => {
  test('changes the booking, once, and is not sent back', async () => {
    await table.automates(`${cloud.cloud.api}${webhook}`);
    const booking = await booked('Valeria');
    await cloud.settle();
    await cloud.clock.advance(60);
    await cloud.providers.clear('appsheet');
    const edit = await table.edits(booking.booking_id, { Status: 'CANCELLED' });
    expect(edit.posted).toMatchObject([{ status: 200 }]);
    const again = await cloud.api('POST', webhook, { body: edit.posted[0]?.body });
    expect([again.status, again.body]).toEqual([200, { ok: true, changed: false }]);
    await cloud.settle();
    expect(await table.calls()).toEqual([]);
    await shown();
    const stored = (await rows(cloud, 'Booking')).find(
      ({ bookingId }) => bookingId === booking.booking_id,
    );
    expect(stored).toMatchObject({ status: 'CANCELLED', actor: { kind: 'sync', id: 'appsheet' } });
  });

  test('that cannot be is refused, and the row is put right', async () => {
    const booking = await booked('Yana');
    await cloud.settle();
    const edit = await table.edits(booking.booking_id, { Status: 'COMPLETED' });
    expect(edit.posted).toMatchObject([{ status: 409 }]);
    await cloud.settle();
    await shown();
  });

  test('with a misspelt status is refused, and the row is put right; that is the end of it', async () => {
    const booking = await booked('Nadia');
    await cloud.settle();
    await cloud.providers.clear('appsheet');
    const edit = await table.edits(booking.booking_id, { Status: 'CONFRIMED' });
    expect(edit.posted).toMatchObject([{ status: 400 }]);
    await cloud.settle();
    await shown();
    expect(await table.calls('Edit')).toHaveLength(1);
  });

  test('with a strange status, a strange booking or a strange secret changes nothing', async () => {
    const { booking_id: BookingID } = await booked('Zoia');
    await cloud.settle();
    const post = async (body: unknown, url = webhook) =>
      (await cloud.api('POST', url, { body })).status;
    expect(await post({ BookingID, Status: 'DONE' })).toBe(400);
    expect(await post('not json')).toBe(400);
    expect(await post({ BookingID: 'NOSUCHBOOKING', Status: 'CANCELLED' })).toBe(404);
    expect(await post({ BookingID, Status: 'CANCELLED' }, '/webhook/appsheet')).toBe(401);
    expect(await post({ BookingID, Status: 'CANCELLED' }, `${webhook}x`)).toBe(401);
    // The word that nobody understands is overwritten.
    await cloud.settle();
    await shown();
  });
});
