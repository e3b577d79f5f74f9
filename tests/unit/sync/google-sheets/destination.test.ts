import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGoogle } from '../../../../infra/local/providers/google/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import type { Booking } from '../../../../shared/bookings/index.ts';
import type { BookingId, ProjectId, SpecialistId } from '../../../../shared/platform/ids.ts';
import { readServiceAccount } from '../../../../shared/platform/service-account.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { google } from '../../../../shared/providers/google/index.ts';
import {
  type Destination,
  readTypedRows,
  type SyncItem,
  type SyncOutcome,
  sheetsDestination,
} from '../../../../shared/sync/index.ts';
import { aBooking } from './a-booking.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const PLACE = 'salon-sheet';
const PROJECT = {
  projectId: 'salon' as ProjectId,
  language: 'uk',
  timeZone: 'Europe/Kyiv',
  slotMinutes: 30,
  services: [{ serviceId: 'haircut', name: 'Стрижка', slots: 2 }],
  specialists: [
    { specialistId: 'S1' as SpecialistId, name: 'Анна' },
    { specialistId: 'S2' as SpecialistId, name: "O'Neil" },
  ],
  googleAccount: 'front@desk.example',
  googleSheetId: PLACE,
} as unknown as Project;

const standIn = createGoogle();
let served: Awaited<ReturnType<typeof serveProvider>>;
let destination: Destination;
let account: ReturnType<typeof readServiceAccount>;

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
async function control(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(served.control + path, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(answer));
  return answer;
}
const sheet = (title: string) =>
  control('GET', `/sheet?spreadsheet=${PLACE}&sheet=${encodeURIComponent(title)}`);
const calls = (part: string) =>
  standIn.requests().filter(({ path }) => path.startsWith('/v4') && path.includes(part));

beforeAll(async () => {
  served = await serveProvider(standIn);
  process.env.GOOGLE_API_ROOT = served.url;
});
afterAll(async () => {
  delete process.env.GOOGLE_API_ROOT;
  await served.close();
});
let names = 0;
beforeEach(async () => {
  standIn.reset();
  names += 1;
  // A name of its own: tokens of an account that was reset are remembered otherwise.
  const made = await control('POST', '/accounts', { email: `front-${names}@desk.example` });
  account = readServiceAccount(JSON.stringify(made.credentials));
  await control('POST', '/spreadsheets', { id: PLACE, sheets: ['Sheet1'] });
  standIn.clearRequests();
  destination = sheetsDestination({ api: google, connectionOf: async () => account });
});

/** Writes, and remembers what is there as the worker does. */
const remotes = new Map<BookingId, NonNullable<SyncItem['remote']>>();
beforeEach(() => remotes.clear());
async function write(...bookings: Booking[]): Promise<SyncOutcome[]> {
  const items = bookings.map((booking): SyncItem => {
    const remote = remotes.get(booking.bookingId);
    return { booking, ...(remote ? { remote } : {}) };
  });
  const outcomes = await destination.write({ project: PROJECT, place: PLACE, items, now: NOW });
  return bookings.map(({ bookingId }) => {
    const outcome = outcomes.get(bookingId);
    if (!outcome) throw new Error('no outcome');
    if ('remote' in outcome) remotes.set(bookingId, outcome.remote);
    if (outcome.kind === 'gone') remotes.delete(bookingId);
    return outcome;
  });
}
const first = aBooking();
const second = aBooking({
  bookingId: 'BOOKING0000000000002' as BookingId,
  specialistId: 'S2' as SpecialistId,
  specialistName: "O'Neil",
  clientName: '=1+1',
});
const ROW = ['21.11', '21.11.2026', '10:00', 'client-1', 'Олена', 'Стрижка'];

describe('a spreadsheet', () => {
  it('gets a worksheet for each specialist who has bookings, as asked for, with the id hidden', async () => {
    expect(await write(first)).toMatchObject([{ kind: 'written', action: 'Add' }]);
    const shown = await sheet('Анна');
    expect(shown.rows).toEqual([
      ['Дата', 'Повна дата', 'Час', 'ID клієнта', 'Ім’я клієнта', 'Послуга'],
      ROW,
    ]);
    expect(shown.all[1]).toEqual([...ROW, first.bookingId]);
    expect(shown).toMatchObject({ hidden_columns: ['G'], frozen_rows: 1 });
  });

  it('is written by one call for any number of bookings, after two that read', async () => {
    await write(first, second);
    const many = Array.from({ length: 100 }, (_, index) =>
      aBooking({
        bookingId: `MANY${String(index).padStart(6, '0')}` as BookingId,
        startsAt: new Date(Date.parse(first.startsAt) + (index + 1) * 3_600_000).toISOString(),
        specialistId: (index % 2 ? 'S1' : 'S2') as SpecialistId,
      }),
    );
    const before = calls('').length;
    expect((await write(...many)).every(({ kind }) => kind === 'written')).toBe(true);
    expect(calls('').length - before).toBe(3);
    expect((await sheet("O'Neil")).rows).toHaveLength(1 + 1 + 50);
    expect((await write(...many)).every(({ kind }) => kind === 'already there')).toBe(true);
    expect(calls(':batchUpdate')).toHaveLength(2);
  });

  it('keeps every text a text', async () => {
    await write(second);
    expect((await sheet("O'Neil")).rows[1][4]).toBe('=1+1');
  });

  it('follows a booking to another time, to another specialist and out of the sheet', async () => {
    await write(first, second);
    const later = { ...first, startsAt: '2026-11-21T10:30:00.000Z', version: 2 };
    expect(await write(later)).toMatchObject([{ kind: 'written', action: 'Edit' }]);
    expect((await sheet('Анна')).rows[1].slice(1, 3)).toEqual(['21.11.2026', '12:30']);
    const given = { ...later, specialistId: 'S2' as SpecialistId, version: 3 };
    expect(await write(given)).toMatchObject([{ kind: 'written', action: 'Edit' }]);
    expect((await sheet('Анна')).rows).toHaveLength(1);
    expect((await sheet("O'Neil")).all.map((row: string[]) => row[6])).toEqual([
      'ID',
      second.bookingId,
      first.bookingId,
    ]);
    const gone = { ...given, status: 'CANCELLED' as const, version: 4 };
    expect(await write(gone)).toMatchObject([{ kind: 'gone', action: 'Delete' }]);
    expect(await write(gone)).toMatchObject([{ kind: 'gone' }]);
    expect((await sheet("O'Neil")).rows).toHaveLength(2);
  });

  it('takes a worksheet that people made, and keeps one that they renamed', async () => {
    await control('POST', '/spreadsheets', {
      id: PLACE,
      sheets: [{ title: 'анна ', column_count: 5, rows: [['Дата', 'Повна', 'Час']] }],
    });
    await write(first, second);
    expect((await sheet('анна ')).all[1]).toEqual([...ROW, first.bookingId]);
    await control('POST', '/sheet/rename', { spreadsheet: PLACE, sheet: "O'Neil", title: 'Нил' });
    await write({ ...second, clientName: 'Ірина' });
    expect((await sheet('Нил')).rows[1][4]).toBe('Ірина');
  });

  it('is right again after a call that was carried out and not answered', async () => {
    await write(first);
    standIn.fail({
      status: 500,
      times: 1,
      applyThenFail: true,
      path: `/v4/spreadsheets/${PLACE}:`,
    });
    expect(await write({ ...first, clientName: 'Ірина' })).toMatchObject([{ kind: 'failed' }]);
    expect(await write({ ...first, clientName: 'Ірина' })).toMatchObject([
      { kind: 'already there' },
    ]);
    expect((await sheet('Анна')).rows).toHaveLength(2);
  });

  it('says when to come back, and what the owner can do', async () => {
    await control('POST', '/limits', { sheetsPerUser: 0 });
    expect(await write(first)).toMatchObject([{ kind: 'failed', retryAfterSeconds: 60 }]);
    await control('POST', '/limits', { sheetsPerUser: null });
    await control('POST', '/spreadsheets/share', {
      spreadsheet: PLACE,
      email: account?.clientEmail,
      role: 'reader',
    });
    expect(await write(first)).toMatchObject([
      { kind: 'failed', why: expect.stringContaining(account?.clientEmail ?? '-') },
    ]);
  });

  it('tells what it shows, and what people typed there', async () => {
    await write(first, second);
    await control('POST', '/sheet/type', {
      spreadsheet: PLACE,
      sheet: 'Анна',
      values: ['24.11', '24.11.2026', '15:00', '', 'Марія', 'стрижка'],
    });
    await control('POST', '/sheet/type', {
      spreadsheet: PLACE,
      sheet: 'Анна',
      values: ['завтра', null, 'після обіду'],
    });
    expect(await destination.read({ project: PROJECT, place: PLACE })).toEqual(
      [first, second].map(({ bookingId }) => {
        const { id, fingerprint } = remotes.get(bookingId) ?? {};
        return { id, bookingId, fingerprint, shows: expect.any(Function) };
      }),
    );
    if (!account) throw new Error('no account');
    const api = google(account).sheets;
    const request = { api, project: PROJECT, spreadsheetId: PLACE, from: NOW };
    expect(await readTypedRows(request)).toEqual({
      kind: 'ok',
      value: {
        busy: [
          {
            specialistId: 'S1',
            row: 3,
            startsAt: '2026-11-24T13:00:00.000Z',
            endsAt: '2026-11-24T14:00:00.000Z',
            client: '',
            name: 'Марія',
            service: 'стрижка',
            unknownService: false,
          },
        ],
        unreadable: [{ specialistId: 'S1', row: 4, why: 'bad_date' }],
        titles: new Map([
          ['S1', 'Анна'],
          ['S2', "O'Neil"],
        ]),
      },
    });
  });
});
