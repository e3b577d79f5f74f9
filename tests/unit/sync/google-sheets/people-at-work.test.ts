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
  type SyncItem,
  sheetsDestination,
} from '../../../../shared/sync/index.ts';
import { hooked, placeOf } from '../../../steps/places.ts';
import { aBooking } from './a-booking.ts';

/** People move rows after we have read a sheet and before we write to it. */

const PROJECT = {
  projectId: 'salon' as ProjectId,
  language: 'en',
  specialists: [{ specialistId: 'S1' as SpecialistId, name: 'Anna' }],
  googleAccount: 'front@desk.example',
} as unknown as Project;

const place = placeOf(createGoogle());
let served: Awaited<ReturnType<typeof serveProvider>>;
let destination: Destination;
let project: Project;
let sheets = 0;
let remotes: Map<BookingId, NonNullable<SyncItem['remote']>>;

beforeAll(async () => {
  served = await serveProvider(hooked(place));
  process.env.GOOGLE_API_ROOT = served.url;
  const { credentials } = await place.by('POST', '/accounts');
  const account = readServiceAccount(JSON.stringify(credentials));
  destination = sheetsDestination({ api: google, connectionOf: async () => account });
  await place.by('POST', '/limits', { sheetsPerUser: null, sheetsPerProject: null });
});
afterAll(async () => {
  delete process.env.GOOGLE_API_ROOT;
  await served.close();
});
beforeEach(async () => {
  sheets += 1;
  project = { ...PROJECT, googleSheetId: `sheet-${sheets}` };
  remotes = new Map();
  place.before = undefined;
  await place.by('POST', '/spreadsheets', { id: `sheet-${sheets}`, sheets: ['Sheet1'] });
  await write(...[1, 2, 3, 4, 5].map((hour) => visit(hour)));
  await by('type', { values: ['24.11', '24.11.2026', '15:00', '', 'mine', 'Haircut'] });
  place.provider.clearRequests();
});

const visit = (hour: number, changes: Partial<Booking> = {}): Booking =>
  aBooking({
    bookingId: `BOOKING${hour}` as BookingId,
    clientName: `Client ${hour}`,
    startsAt: `2026-11-21T0${hour}:00:00.000Z`,
    ...changes,
  });

async function write(...bookings: readonly Booking[]) {
  const items = bookings.map((booking): SyncItem => {
    const remote = remotes.get(booking.bookingId);
    return { booking, ...(remote ? { remote } : {}) };
  });
  const request = { project, place: `sheet-${sheets}`, items, now: '2026-11-20T10:00:00.000Z' };
  const outcomes = await destination.write(request);
  for (const [id, outcome] of outcomes) {
    if ('remote' in outcome) remotes.set(id, outcome.remote);
  }
  return [...outcomes.values()].map(({ kind }) => kind);
}

const by = (verb: string, body: object) =>
  place.by('POST', `/sheet/${verb}`, { spreadsheet: `sheet-${sheets}`, sheet: 'Anna', ...body });

/** Somebody does this before the next calls that write. */
function meanwhile(...deeds: readonly (readonly [verb: string, body: object])[]): void {
  const left = [...deeds];
  place.before = async ({ path }) => {
    if (!path.endsWith(':batchUpdate')) return false;
    const [verb, body] = left.shift() ?? [];
    if (verb && body) await by(verb, body);
    return left.length === 0;
  };
}

/** Time, name and hidden id of every row below the heading, sorted. */
async function rows(): Promise<string[]> {
  const query = new URLSearchParams({ spreadsheet: `sheet-${sheets}`, sheet: 'Anna' });
  const { all } = await place.by('GET', `/sheet?${query}`);
  return (all as string[][])
    .slice(1)
    .map((row) => [row[2], row[4], row[6] ?? ''].join(' '))
    .sort();
}
const calls = () => place.provider.requests().filter(({ path }) => path.startsWith('/v4'));

const AS_IT_WAS = [1, 2, 3, 4, 5].map((hour) => `0${hour + 2}:00 Client ${hour} BOOKING${hour}`);
const MINE = '15:00 mine ';
const without = (hour: number) => AS_IT_WAS.filter((row) => !row.includes(`Client ${hour} `));
const LATER = { startsAt: '2026-11-21T10:30:00.000Z', version: 2 };

describe('while people sort the sheet', () => {
  const upsideDown = ['sort', { by: 'C', descending: true }] as const;

  it('a booking that moves shows its new time once, and no other row is lost', async () => {
    meanwhile(upsideDown);
    expect(await write(visit(1, LATER))).toEqual(['written']);
    expect(await rows()).toEqual([...without(1), '12:30 Client 1 BOOKING1', MINE].sort());
  });

  it('a booking that goes takes no other row with it', async () => {
    meanwhile(upsideDown);
    expect(await write(visit(2, { status: 'CANCELLED', version: 2 }))).toEqual(['gone']);
    expect(await rows()).toEqual([...without(2), MINE].sort());
  });

  it('nothing is lost either when the hidden column stays behind', async () => {
    meanwhile(['sort', { by: 'C', descending: true, columns: 'A:F' }]);
    await write(visit(1, LATER));
    expect((await rows()).map((row) => row.split(' ').slice(0, -1).join(' '))).toEqual(
      [...without(1), '12:30 Client 1 BOOKING1', MINE]
        .map((row) => row.split(' ').slice(0, -1).join(' '))
        .sort(),
    );
  });

  it('over and over, it is right in the end', async () => {
    meanwhile(upsideDown, ['sort', { by: 'C' }], upsideDown);
    expect(await write(visit(1, LATER), visit(4, { status: 'CANCELLED', version: 2 }))).toEqual([
      'written',
      'gone',
    ]);
    const right = [...without(1).filter((row) => !row.includes('Client 4')), MINE];
    expect(await rows()).toEqual([...right, '12:30 Client 1 BOOKING1'].sort());
  });

  it('costs no call that nobody needs', async () => {
    await write(visit(1, LATER));
    expect(calls()).toHaveLength(3);
  });
});

describe('while people put in or take out rows', () => {
  it('a booking that moves shows its new time once, and no other row is lost', async () => {
    meanwhile(['insert', { row: 2, values: ['', '24.11.2026', '16:00', '', 'other', ''] }]);
    await write(visit(3, LATER));
    const right = [...without(3), MINE, '16:00 other ', '12:30 Client 3 BOOKING3'];
    expect(await rows()).toEqual(right.sort());
  });

  it('what they took out elsewhere stays out', async () => {
    meanwhile(['delete', { row: 7 }]);
    await write(visit(3, LATER));
    expect(await rows()).toEqual([...without(3), '12:30 Client 3 BOOKING3'].sort());
  });

  it('what they edit stays as they want it', async () => {
    meanwhile(['type', { row: 7, column: 'C', values: ['17:00'] }]);
    await write(visit(3, LATER));
    expect(await rows()).toEqual([...without(3), '17:00 mine ', '12:30 Client 3 BOOKING3'].sort());
  });
});
