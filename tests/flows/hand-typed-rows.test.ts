import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chat, kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { type Google, google, type Sheet } from '../steps/google.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** What people type into the spreadsheet of the demo salon, and what clients can book then. */

const PROJECT = 'demo-salon';
const MINUTE = 60;

let cloud: TestCloud;
let desk: Reception;
let world: Google;
let anna: Sheet;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  world = google(cloud);
  const book = await world.spreadsheet({ title: 'Salon', sheets: ['Anna'] });
  anna = book.sheet('Anna');
  await anna.types(['Дата', 'Повна дата', 'Час', 'ID', 'Ім’я', 'Послуга']);
  const body = { google_sheet_id: book.id, google: { credentials: await world.credentials() } };
  const config = await cloud.api('POST', `/projects/${PROJECT}/config`, {
    ...{ token: desk.token, body },
  });
  expect(config.status).toBe(200);
  // What is named anew is read at once; a place is read once a minute.
  await cloud.settle();
});
afterAll(() => cloud?.stop());

/** Upkeep comes; a turn would have it come and wait, but not longer than a client does, however busy a machine is. */
async function kept(seconds = MINUTE): Promise<void> {
  await cloud.clock.advance(seconds);
  await cloud.sweep();
}

/** Tomorrow as people write it. */
async function tomorrow(): Promise<[string, string]> {
  const [year, month, day] = (await kyiv(cloud, 1, '12:00')).slice(0, 10).split('-');
  return [`${day}.${month}`, `${day}.${month}.${year}`];
}

async function places(): Promise<Row[]> {
  const answer = await cloud.api('GET', `/projects/${PROJECT}/busy-times`, { token: desk.token });
  expect(answer.status).toBe(200);
  return answer.body.places;
}

async function bookingOf(name: string): Promise<Row | undefined> {
  const day = { from: await kyiv(cloud, 0, '00:00'), to: await kyiv(cloud, 8, '00:00') };
  return (await desk.bookings(day)).find(({ client }) => client.name === name);
}

describe('a row that somebody typed', () => {
  test('makes its time unbookable in the chat within a minute, and free again when it is deleted', async () => {
    const [olena, ira] = [chat(cloud, 'typed-olena', 'Олена'), chat(cloud, 'typed-ira', 'Іра')];
    await anna.types([...(await tomorrow()), '11:00-12:30', '', 'Пані Марія', 'дзвонила']);
    await cloud.clock.advance(2 * MINUTE);
    const before = (await places())[0]?.imported_at ?? '';
    // A turn has it read, whoever comes.
    await ira.asks('Хочу на манікюр до Anna завтра о 17:00');
    await cloud.settle();
    expect((await places())[0]?.imported_at > before).toBe(true);
    const taken = await olena.asks('Хочу на манікюр до Anna завтра об 11:00');
    expect(taken).toMatch(/\d\d:\d\d/);
    expect(taken).not.toMatch(/(^|\s)(11:00|11:30|12:00) \(/);
    expect(await places()).toMatchObject([
      { source: 'google-sheets', status: 'ok', unreadable: [], collisions: [] },
    ]);
    await anna.deletes(2);
    await kept();
    expect(await olena.asks('Хочу на манікюр до Anna завтра об 11:00')).toMatch(/11:00/);
    expect(await bookingOf('Олена')).toMatchObject({ starts_at: await kyiv(cloud, 1, '11:00') });
  });

  test('is told of when nobody can say what it means, until somebody mends it', async () => {
    await anna.types([...(await tomorrow()), 'після обіду', '', 'Пані Марія', 'манікюр']);
    await kept(2 * MINUTE);
    expect((await places())[0]?.unreadable).toMatchObject([
      { where: 'Anna, рядок 4', why: 'bad_time' },
    ]);
    const [alert] = await rows(cloud, 'Alert');
    expect(alert).toMatchObject({ kind: 'unreadable_rows', projectId: PROJECT });
    expect(alert?.text).toContain('Anna, рядок 4: Час не вдалося прочитати');
    await anna.edits(4, 'C', '15:00');
    await kept(5 * MINUTE);
    expect(await rows(cloud, 'Alert')).toEqual([]);
    expect((await places())[0]?.unreadable).toEqual([]);
  });

  test('still counts while Google is down, and what is booked then is flagged', async () => {
    const ivanna = chat(cloud, 'typed-ivanna', 'Іванна');
    await world.fails('sheets', { status: 503, times: 100 });
    await kept(2 * MINUTE);
    const offer = await ivanna.asks('Хочу на манікюр до Anna завтра о 15:00');
    expect(offer).not.toMatch(/15:00 \(/);
    await ivanna.asks('1');
    expect((await bookingOf('Іванна'))?.flags).toMatchObject([
      { kind: 'busy_times_unknown', source: 'google-sheets' },
    ]);
    expect(await places()).toMatchObject([{ status: 'failed', reason: expect.any(String) }]);
    await world.recovers();
    await kept(5 * MINUTE);
    const katia = chat(cloud, 'typed-katia', 'Катя');
    await katia.asks('Хочу на манікюр до Anna завтра о 09:00');
    await katia.asks('1');
    expect(await bookingOf('Катя')).toBeDefined();
    expect(await bookingOf('Катя')).not.toHaveProperty('flags');
    expect(await places()).toMatchObject([{ status: 'ok' }]);
  });

  test('that takes the time of a booking flags it, and leaves everybody else in peace', async () => {
    const booking = await bookingOf('Катя');
    const said = (await cloud.providers.requests('sendpulse')).length;
    await anna.types([...(await tomorrow()), '08:00-10:00', '', 'Пані Ольга', 'манікюр']);
    await kept(5 * MINUTE);
    expect((await bookingOf('Катя'))?.flags).toMatchObject([{ kind: 'busy_elsewhere' }]);
    expect((await places())[0]?.collisions).toEqual([{ booking_id: booking?.booking_id }]);
    expect((await rows(cloud, 'Alert')).map(({ kind }) => kind)).toEqual(['busy_elsewhere']);
    expect((await cloud.providers.requests('sendpulse')).length).toBe(said);
    expect(await rows(cloud, 'Parked')).toEqual([]);
  });
});
