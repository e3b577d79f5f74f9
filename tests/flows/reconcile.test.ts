import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../infra/local/control/seeded-random.ts';
import { type AppSheetTable, appsheet } from '../steps/appsheet.ts';
import { kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { type Google, type GoogleCalendar, google, type Spreadsheet } from '../steps/google.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { SEED } from '../steps/seed.ts';

/** What people do to the places that show the demo salon's bookings, and how it is found and put right. */

const PROJECT = 'demo-salon';
const HEADS = 1;

let cloud: TestCloud;
let desk: Reception;
let world: Google;
let book: Spreadsheet;
let table: AppSheetTable;
let calendars: GoogleCalendar[];
let specialists: Row[];
let services: Row[];
/** Bookings over three days, an hour each: every fourth is cancelled. */
const bookings: Row[] = [];

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  world = google(cloud);
  table = appsheet(cloud);
  book = await world.spreadsheet({ title: 'Salon', sheets: ['Sheet1'] });
  const credentials = await world.credentials();
  calendars = await Promise.all(['Anna', 'Maria'].map(() => world.calendar({})));
  const known = await asked('GET', '/config');
  ({ specialists, services } = known);
  // Two have calendars; all have a worksheet and stand in the table.
  const people = specialists.map((one: Row, at: number) =>
    calendars[at] ? { ...one, google_calendar_id: calendars[at].id } : one,
  );
  await asked('POST', '/config', { auto_confirm: true, specialists: people });
  for (let at = 0; at < 28; at += 1) await bookOne(at);
  await cloud.settle();
  await cloud.clock.advance(600);
  // Only now the spreadsheet and the calendars are connected.
  await asked('POST', '/config', { google_sheet_id: book.id, google: { credentials } });
  await cloud.settle();
  await cloud.clock.advance(600);
});
afterAll(() => cloud?.stop());

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
async function asked(method: string, path: string, body?: object): Promise<any> {
  const answer = await cloud.api(method, `/projects/${PROJECT}${path}`, {
    ...{ token: desk.token },
    ...(body ? { body } : {}),
  });
  if (answer.status > 201) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function bookOne(at: number): Promise<void> {
  const booking = await asked('POST', '/bookings', {
    specialist_id: specialists[at % specialists.length]?.id,
    service_id: services[0]?.id,
    starts_at: await kyiv(cloud, 2 + (at % 4), `${10 + Math.floor(at / 4)}:00`),
    client: { name: `Client ${at}`, phone: '+380501112233' },
  });
  bookings.push(booking);
  if (at % 4 === 3)
    await asked('PATCH', `/bookings/${booking.booking_id}`, { status: 'CANCELLED' });
}

const compared = (dryRun: boolean) => asked('POST', `/reconcile?dryRun=${dryRun}`);

/** `destination kind booking`, of all that was found. */
function findings(answer: { places: Row[] }): string[] {
  return answer.places
    .flatMap((place) =>
      ['missing', 'extra', 'different'].flatMap((kind) =>
        place[kind].bookings.map(
          (one: Row) => `${place.destination} ${kind} ${one.known ? one.booking_id : 'nobody'}`,
        ),
      ),
    )
    .sort();
}

/** Everything that people see anywhere. */
async function seen(): Promise<unknown> {
  const sheets = await Promise.all((await book.titles()).map((title) => book.sheet(title).all()));
  const events = await Promise.all(calendars.map((calendar) => calendar.events()));
  return structuredClone({
    sheets: sheets.map((sheet) => sheet.map((row) => row.join('|')).sort()),
    events: events.map((list) => list.map(({ id, summary, start }) => [id, summary, start]).sort()),
    table: (await table.rows()).map((row) => JSON.stringify(row)).sort(),
  });
}

const isCancelled = (at: number): boolean => at % 4 === 3;
const titleOf = (at: number): string => specialists[at % specialists.length]?.name;
const idOf = (at: number): string => bookings[at]?.booking_id;
const stranger = (at: number): string => `BSTRANGER${at}`.padEnd(20, 'X');

/** The row of a booking in its worksheet, counted from 1. */
async function rowOf(at: number): Promise<number> {
  const all = await book.sheet(titleOf(at)).all();
  return all.findIndex((row) => row[6] === idOf(at)) + 1;
}

const whole = (at: number, id: string): string[] => {
  const day = `0${1 + (at % 9)}`;
  return [`${day}.12`, `${day}.12.2026`, '10:00', `C${at}`, `By hand ${at}`, 'Haircut', id];
};

type Drift = (at: number, random: () => number) => Promise<string>;

/** What goes wrong in the table: what is found of it. */
const TABLE: readonly Drift[] = [
  async (at) => {
    await table.deletes(idOf(at));
    return `missing ${idOf(at)}`;
  },
  async (at, random) => {
    const edits = [{ Time: '07:15' }, { ClientName: 'Somebody else' }, { Status: 'NO_SHOW' }];
    await table.edits(idOf(at), edits[Math.floor(random() * edits.length)] ?? {});
    return `different ${idOf(at)}`;
  },
  async (at) => {
    await table.adds({ BookingID: stranger(at), ClientName: 'Of nobody' });
    return 'extra nobody';
  },
];

/** The same in the spreadsheet. */
const SHEET: readonly Drift[] = [
  async (at) => {
    await book.sheet(titleOf(at)).deletes(await rowOf(at));
    return `missing ${idOf(at)}`;
  },
  async (at, random) => {
    const column = ['B', 'C', 'E', 'F'][Math.floor(random() * 4)] ?? 'E';
    await book.sheet(titleOf(at)).edits(await rowOf(at), column, 'typed over');
    return `different ${idOf(at)}`;
  },
  async (at) => {
    await book.sheet(titleOf(at)).copies(await rowOf(at));
    return `extra ${idOf(at)}`;
  },
  async (at) => {
    const from = book.sheet(titleOf(at));
    const index = await rowOf(at);
    const cells = (await from.all())[index - 1] ?? [];
    await from.deletes(index);
    await book.sheet(titleOf(at + 1)).types(cells);
    return `different ${idOf(at)}`;
  },
  async (at) => {
    await book.sheet(titleOf(at)).types(whole(at, stranger(at)));
    return 'extra nobody';
  },
];

/** The same in the calendars. */
const CALENDAR: readonly Drift[] = [
  async (at) => {
    await calendarOf(at).deletes(await eventOf(at));
    return `missing ${idOf(at)}`;
  },
  async (at, random) => {
    const changes = [{ summary: 'Renamed' }, { location: 'Elsewhere' }, { description: '' }];
    const change = changes[Math.floor(random() * changes.length)] ?? {};
    await calendarOf(at).changes(await eventOf(at), change);
    return `different ${idOf(at)}`;
  },
];

const calendarOf = (at: number): GoogleCalendar => {
  const found = calendars[at % specialists.length];
  if (!found) throw new Error(`Booking ${at} has no calendar.`);
  return found;
};

async function eventOf(at: number): Promise<string> {
  const events = await calendarOf(at).events();
  return events.find((event) => event.extendedProperties?.private?.bookingId === idOf(at))?.id;
}

test('a place that is connected gets what is to come, and 50 drifts are found, none false, and put right', async () => {
  const right = await compared(true);
  expect(findings(right)).toEqual([]);
  expect(right.places.map(({ failed, in_flight }: Row) => [failed, in_flight])).toEqual(
    right.places.map(() => [undefined, 0]),
  );
  expect(right.places).toHaveLength(4);

  const random = seededRandom(SEED);
  const pick = (drifts: readonly Drift[]): Drift =>
    drifts[Math.floor(random() * drifts.length)] as Drift;
  const all = bookings.map((_, at) => at);
  const shown = all.filter((at) => !isCancelled(at));
  const expected: string[] = [];
  const drift = async (
    destination: string,
    drifts: readonly Drift[],
    among: number[],
    n: number,
  ) => {
    const left = [...among];
    for (let made = 0; made < n; made += 1) {
      const [at = 0] = left.splice(Math.floor(random() * left.length), 1);
      expected.push(`${destination} ${await pick(drifts)(at, random)}`);
    }
  };
  await drift('appsheet', TABLE, all, 18);
  await drift('google-sheets', SHEET, shown, 18);
  // A row and an event of visits that were cancelled are left.
  for (const at of all.filter(isCancelled).slice(0, 4)) {
    await book.sheet(titleOf(at)).types(whole(at, idOf(at)));
    expected.push(`google-sheets extra ${idOf(at)}`);
  }
  const inCalendars = shown.filter((at) => calendars[at % specialists.length]);
  await drift('google-calendar', CALENDAR, inCalendars, 10);
  expect(expected).toHaveLength(50);
  // What people have of their own, beside.
  await table.adds({ BookingID: 'my own row', ClientName: 'Mine' });
  await book.sheet('Anna').types(['05.12', '05.12.2026', '10:00', '', 'My own', 'Haircut']);
  await calendars[0]?.adds({
    summary: 'Dentist',
    start: '2027-01-10T10:00',
    end: '2027-01-10T11:00',
  });

  const drifted = await seen();
  expect(findings(await compared(true))).toEqual(expected.sort());
  expect(await seen()).toEqual(drifted);
  expect(await rows(cloud, 'SyncMark')).toEqual([]);

  const healing = await compared(false);
  expect(findings(healing)).toEqual(expected);
  expect(healing.places.reduce((sum: number, one: Row) => sum + one.healing, 0)).toBe(50);
  await cloud.settle();
  await cloud.clock.advance(600);
  expect(findings(await compared(true))).toEqual([]);
  expect(await rows(cloud, 'SyncMark')).toEqual([]);
  expect((await table.rows()).filter(({ key }) => key === 'my own row')).toHaveLength(1);
  const names = (await book.sheet('Anna').rows()).map((row) => row[4]);
  expect(names.filter((name) => name === 'My own')).toHaveLength(1);
  expect((await calendars[0]?.events())?.map(({ summary }) => summary)).toContain('Dentist');
});

test('every night the places are compared once, and a place that cannot be read is told of', async () => {
  await book.sheet(titleOf(0)).deletes(await rowOf(0));
  const now = await cloud.clock.now();
  const three = Date.parse(await kyiv(cloud, 1, '03:05'));
  await cloud.clock.advance((three - Date.parse(now)) / 1000);
  await book.shares(null);
  for (let sweeps = 0; sweeps < 3; sweeps += 1) {
    await cloud.sweep();
    await cloud.clock.advance(400);
  }
  desk = await reception(cloud);
  const reports: Row[] = (await asked('GET', '/reconcile')).places;
  expect(reports.map(({ destination, cause, failed }) => [destination, cause, !!failed])).toEqual(
    expect.arrayContaining([
      ['appsheet', 'night', false],
      ['google-sheets', 'night', true],
    ]),
  );
  const alerts = (await rows(cloud, 'Alert')).filter(({ kind }) => kind === 'destination_differs');
  expect(alerts.map(({ subject }) => subject)).toEqual(['google-sheets:unread']);
  await book.shares('writer');
  await cloud.clock.advance(86_400);
  await cloud.sweep();
  expect(await rowOf(0)).toBeGreaterThan(HEADS);
});
