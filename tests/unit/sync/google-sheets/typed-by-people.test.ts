import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Booked,
  type Booking,
  book,
  cancel,
  reschedule,
} from '../../../../shared/bookings/index.ts';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import type { ClientId, ProjectId } from '../../../../shared/platform/ids.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { parseRows } from '../../../../shared/sync/google-sheets/parse-rows.ts';
import { rowOf } from '../../../../shared/sync/google-sheets/row.ts';
import { typedByPeople } from '../../../../shared/sync/google-sheets/typed-by-people.ts';
import { type CellValue, GOOGLE_SHEETS } from '../../../../shared/sync/index.ts';
import { markDirty } from '../../../../shared/sync/mark.ts';
import { type Dynoxide, startTable } from '../../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, MARIA, salon } from '../../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-23T08:00:00.000Z';
/** Whatever was on its way then has arrived. */
const LATER = addSeconds(NOW, 3_600);
const FROM = '2026-11-23T00:00:00.000Z';
const MEMBER = { kind: 'member', id: 'owner' } as const;
const HEADS = ['Дата', 'Повна дата', 'Час'];

let project: Project;
let made = 0;
beforeEach(() => {
  made += 1;
  project = salon({ projectId: `typed_${made}` as ProjectId });
});

const at = (time: string) => new Date(`2026-11-24T${time}:00.000+02:00`).toISOString();

async function booked(time: string, client = 'olena', specialistId = ANNA): Promise<Booking> {
  made += 1;
  const answer = await book({
    ...{ project, serviceId: HAIRCUT, specialistId, startsAt: at(time), now: NOW },
    ...{ client: { clientId: client as ClientId, name: client }, actor: MEMBER },
    idempotencyKey: `request-${made}`,
  });
  return (answer as Booked).booking;
}

/** The row that we write of a booking; what differs is what somebody did to it. */
function rowFor(booking: Booking, ...different: (CellValue | undefined)[]): CellValue[] {
  const cells: CellValue[] = [...rowOf(booking), booking.bookingId];
  return cells.map((cell, column) => different[column] ?? cell);
}

/** What of Anna's and Maria's worksheets people typed: `3 10:00`, or `3 bad_time`. */
async function typed(anna: CellValue[][], maria: CellValue[][] = [], now = LATER) {
  const grids = [
    { specialistId: ANNA, grid: [HEADS, ...anna] },
    { specialistId: MARIA, grid: [HEADS, ...maria] },
  ];
  const rows = parseRows(project, grids, FROM, () => false);
  const { busy, unreadable } = await typedByPeople(project, rows, { from: FROM, now });
  const clock = new Intl.DateTimeFormat('de-DE', {
    ...{ timeZone: project.timeZone, hour: '2-digit', minute: '2-digit' },
  });
  return [
    ...busy.map(({ row, startsAt }) => `${row} ${clock.format(new Date(startsAt))}`),
    ...unreadable.map(({ row, why }) => `${row} ${why}`),
  ].sort();
}

const STRANGE = 'ZZZZZZZZZZZZZZZZZZZZ';
const hand = (time: string, id = '') => ['24.11', '24.11.2026', time, 'x', 'Марія', '', id];

describe('a row', () => {
  it('without an id, or with one that no booking has, was typed', async () => {
    expect(await typed([hand('10:00'), hand('11:00', STRANGE)])).toEqual(['2 10:00', '3 11:00']);
  });

  it('that says what its booking says is ours, whatever became of the visit', async () => {
    const booking = await booked('10:00');
    expect(await typed([rowFor(booking)])).toEqual([]);
    // Sheets may have made numbers of texts that somebody touched.
    expect(await typed([rowFor(booking, 46_350, 46_350, 10 / 24)])).toEqual([]);
  });

  it('of the same time as a booking, but of somebody else, was typed', async () => {
    const booking = await booked('10:00');
    expect(await typed([rowFor(booking), hand('10:00')])).toEqual(['3 10:00']);
  });

  it('that was copied with its id and changed was typed, at once', async () => {
    const booking = await booked('10:00');
    const rows = [rowFor(booking), rowFor(booking, undefined, undefined, '15:00')];
    expect(await typed(rows, [], NOW)).toEqual(['3 15:00']);
    expect(await typed([rowFor(booking)], [rowFor(booking)], NOW)).toEqual(['2 10:00']);
  });

  it('whose visible columns were sorted without the hidden one stays ours', async () => {
    const [first, second] = [await booked('10:00'), await booked('11:00', 'ivanna')];
    const rows = [
      [...rowOf(second), first.bookingId],
      [...rowOf(first), ''],
      hand('12:00', second.bookingId),
    ];
    expect(await typed(rows)).toEqual(['4 12:00']);
  });

  it('of a booking that has moved is ours until a worker had the time to follow', async () => {
    const booking = await booked('10:00');
    const startsAt = at('15:00');
    const move = { project, bookingId: booking.bookingId, startsAt, actor: MEMBER, now: NOW };
    await reschedule({ ...move, idempotencyKey: 'move' });
    const old = [rowFor(booking)];
    expect(await typed(old, [], addSeconds(NOW, 60))).toEqual([]);
    const scope = { projectId: project.projectId, destination: GOOGLE_SHEETS };
    await markDirty(scope, booking.bookingId, { wish: undefined, again: false });
    // The service has been down for an hour.
    expect(await typed(old)).toEqual([]);
  });

  it('of a booking that moved long ago was put there by somebody', async () => {
    const booking = await booked('10:00');
    expect(await typed([rowFor(booking, undefined, undefined, '15:00')])).toEqual(['2 15:00']);
  });

  it('of a cancelled booking is on its way out; once it was out, somebody brought it back', async () => {
    const booking = await booked('10:00');
    await cancel({ project, bookingId: booking.bookingId, actor: MEMBER, now: NOW });
    expect(await typed([rowFor(booking)], [], addSeconds(NOW, 60))).toEqual([]);
    expect(await typed([rowFor(booking)])).toEqual(['2 10:00']);
  });

  it('of ours that somebody spoilt is no row of his, but a copy of it is', async () => {
    const booking = await booked('10:00');
    const spoilt = rowFor(booking, undefined, undefined, 'завтра');
    expect(await typed([spoilt])).toEqual([]);
    expect(await typed([rowFor(booking), spoilt])).toEqual(['3 bad_time']);
    expect(await typed([hand('вранці', STRANGE)])).toEqual(['2 bad_time']);
  });

  it('of another project’s booking was typed', async () => {
    const booking = await booked('10:00');
    made += 1;
    project = salon({ projectId: `typed_${made}` as ProjectId });
    expect(await typed([rowFor(booking)])).toEqual(['2 10:00']);
  });

  it('is ours also across UTC midnight and in the hour that comes twice', async () => {
    project = { ...project, timeZone: 'America/New_York' };
    const night = { ...project.workHours.weekly };
    for (const day of Object.keys(night) as (keyof typeof night)[]) {
      night[day] = [{ start: '00:00', end: '24:00' }];
    }
    project = { ...project, workHours: { weekly: night, exceptions: [] } };
    const now = '2026-10-25T10:00:00.000Z';
    const rows: CellValue[][] = [];
    // 19:30 to 20:30 goes over UTC midnight; 01:30 comes twice in this night, and the first is booked.
    for (const startsAt of ['2026-10-31T23:30:00.000Z', '2026-11-01T05:30:00.000Z']) {
      const client = { clientId: 'olena' as ClientId, name: 'olena' };
      const asked = { project, serviceId: 'manicure' as typeof HAIRCUT, specialistId: ANNA };
      const wish = { ...asked, startsAt, client, actor: MEMBER, idempotencyKey: startsAt, now };
      rows.push(rowFor(((await book(wish)) as Booked).booking));
    }
    const from = '2026-10-25T00:00:00.000Z';
    const all = parseRows(project, [{ specialistId: ANNA, grid: rows }], from, () => false);
    expect(all.busy).toHaveLength(2);
    const { busy } = await typedByPeople(project, all, { from, now: addSeconds(now, 3_600) });
    expect(busy).toEqual([]);
  });
});
