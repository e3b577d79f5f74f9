import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Booking } from '../../../shared/bookings/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import type { BookingId, ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import {
  keepReconciled,
  reconcileForCaller,
  showReconciled,
  type UpkeepMessage,
} from '../../../shared/sync/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { Desk } from './desk.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

let projects = 0;

/** A desk whose board shows these clients' bookings, all of them settled long ago. */
async function opened(...names: string[]): Promise<Desk> {
  projects += 1;
  const desk = await new Desk(dynoxide, `reconcile_${projects}`).open();
  for (const name of names) await desk.change(name);
  await desk.runUntilIdle();
  pass(desk);
  return desk;
}

/** So much that nothing counts as just written any more. */
const pass = (desk: Desk) => {
  desk.now = addSeconds(desk.now, 600);
};

const portsOf = (desk: Desk) => ({
  put: async (message: Parameters<Desk['put']>[0]) => desk.put(message),
  now: () => desk.now,
});

/** What a member sees: `kind booking entry`, sorted. */
async function compared(desk: Desk, dryRun = true) {
  const { projectId } = desk.project;
  const query = { dryRun, destination: undefined };
  const request = { access: { projectId }, query };
  const answer = await reconcileForCaller(request, [desk.board.destination], portsOf(desk));
  if ('refused' in answer) throw new Error(answer.message);
  const found = answer.places.flatMap((place) =>
    (['missing', 'extra', 'different'] as const).flatMap((kind) =>
      place[kind].bookings.map(({ booking_id: id }) => `${kind} ${nameOf(desk, id)}`),
    ),
  );
  return { found: found.sort(), places: answer.places };
}

const nameOf = (desk: Desk, id: string): string =>
  [...desk.bookings.values()].find(({ bookingId }) => bookingId === id)?.clientName ?? 'nobody';

const idOf = (desk: Desk, name: string): BookingId => {
  const booking = desk.bookings.get(name);
  if (!booking) throw new Error(`There is no booking of ${name}.`);
  return booking.bookingId;
};

/** The cards of a wall, to be changed by hand. */
const wallOf = ({ board }: Desk, place = 'wall') => {
  const cards = board.places.get(place) ?? new Map();
  board.places.set(place, cards);
  return cards;
};

const cardOf = (desk: Desk, name: string, place = 'wall') => {
  const found = [...wallOf(desk, place)].find(([, one]) => one.bookingId === idOf(desk, name));
  if (!found) throw new Error(`${name} has no card.`);
  return { id: found[0], card: found[1] };
};

const STRANGER = 'BSTRANGERXXXXXXXXXXX';

describe('a comparison', () => {
  it('finds nothing wrong with what is right, and leaves cards of nobody alone', async () => {
    const desk = await opened('anna', 'maria');
    wallOf(desk).set('note', { bookingId: '', says: 'buy milk' });
    const { found, places } = await compared(desk);
    expect(found).toEqual([]);
    expect(places).toMatchObject([{ place: 'wall', checked: 2, in_flight: 0, healing: 0 }]);
  });

  it('finds what is missing, different, twice there and of nobody, and changes nothing when dry', async () => {
    const desk = await opened('anna', 'maria', 'elena', 'olha');
    wallOf(desk).delete(cardOf(desk, 'anna').id);
    cardOf(desk, 'maria').card.says = 'typed over';
    wallOf(desk).set('copy', { ...cardOf(desk, 'elena').card });
    wallOf(desk).set('stranger', { bookingId: STRANGER, says: 'who?' });
    const before = structuredClone(wallOf(desk));
    const expected = ['different maria', 'extra elena', 'extra nobody', 'missing anna'];
    expect((await compared(desk)).found).toEqual(expected);
    expect((await compared(desk)).found).toEqual(expected);
    expect(wallOf(desk)).toEqual(before);
    expect(await desk.marks()).toEqual([]);
    const healing = await compared(desk, false);
    expect(healing.places).toMatchObject([{ healing: 4 }]);
    await desk.runUntilIdle();
    pass(desk);
    expect((await compared(desk)).found).toEqual([]);
    expect(desk.board.shown()).toEqual(desk.truth());
    expect(await desk.marks()).toEqual([]);
  });

  it('leaves cards of nobody where they are unless a member asked for it', async () => {
    const desk = await opened('anna');
    wallOf(desk).set('stranger', { bookingId: STRANGER, says: 'who?' });
    await night(desk, '2026-11-22');
    await desk.runUntilIdle();
    expect(wallOf(desk).has('stranger')).toBe(true);
    desk.board.endings.push('refused');
    await compared(desk, false);
    await desk.runUntilIdle();
    expect(wallOf(desk).has('stranger')).toBe(false);
    expect(await desk.marks()).toEqual([]);
  });

  it('takes out what is left of a booking that shows nowhere any more', async () => {
    const desk = await opened('anna', 'maria');
    desk.board.hides.add('CANCELLED');
    const { id, card } = cardOf(desk, 'anna');
    await desk.change('anna', { status: 'CANCELLED' });
    await desk.runUntilIdle();
    pass(desk);
    expect(wallOf(desk).size).toBe(1);
    wallOf(desk).set(id, card);
    expect((await compared(desk, false)).found).toEqual(['extra anna']);
    await desk.runUntilIdle();
    expect(wallOf(desk).size).toBe(1);
  });

  it('finds a card at another wall than its own, and one that hangs at both', async () => {
    const desk = await opened();
    const { board } = desk;
    board.all = ['Anna', 'Maria'];
    board.placeOf = (_, booking) => booking.specialistName;
    for (const name of ['ivanna', 'olha']) await desk.change(name, { specialistName: 'Anna' });
    await desk.runUntilIdle();
    pass(desk);
    const moved = cardOf(desk, 'ivanna', 'Anna');
    wallOf(desk, 'Anna').delete(moved.id);
    wallOf(desk, 'Maria').set(moved.id, moved.card);
    wallOf(desk, 'Maria').set('copy', { ...cardOf(desk, 'olha', 'Anna').card });
    const expected = ['extra ivanna', 'extra olha', 'missing ivanna'];
    expect((await compared(desk, false)).found).toEqual(expected);
    await desk.runUntilIdle();
    pass(desk);
    expect(board.shown('Anna')).toHaveLength(2);
    expect(board.shown('Maria')).toEqual([]);
    expect((await compared(desk)).found).toEqual([]);
  });

  it('knows nothing of a wall that cannot be read, and finds nothing missing there', async () => {
    const desk = await opened('anna', 'maria');
    wallOf(desk).clear();
    desk.board.dark.add('wall');
    const { found, places } = await compared(desk, false);
    expect(found).toEqual([]);
    expect(places).toMatchObject([{ place: 'wall', failed: 'it is dark', healing: 0 }]);
    expect(desk.queue).toEqual([]);
  });

  it('asks nothing of a booking that is on its way, or changed while the wall was read', async () => {
    const desk = await opened('anna', 'maria', 'elena');
    desk.board.never.add('anna');
    await desk.change('anna', { status: 'CONFIRMED' });
    await desk.deliver();
    pass(desk);
    desk.board.whileRead = async () => {
      await desk.change('maria', { status: 'CONFIRMED' });
      await desk.deliver();
      // Nobody has heard of this one yet.
      await desk.change('elena', { status: 'CONFIRMED' });
    };
    const during = await compared(desk);
    expect(during.found).toEqual([]);
    expect(during.places).toMatchObject([{ checked: 3, in_flight: 3 }]);
  });

  it('does not bring back what a member took out, nor what somebody deleted there on purpose', async () => {
    const desk = await opened('anna', 'maria');
    const { projectId } = desk.project;
    const flag = { kind: 'deleted_elsewhere', source: 'board', at: desk.now } as const;
    const wish = { action: 'Remove', version: 1 } as const;
    desk.put({ projectId, bookingId: idOf(desk, 'anna'), destination: 'board', wish, attempt: 0 });
    await desk.change('maria', { flags: [flag] } as Partial<Booking>);
    await desk.runUntilIdle();
    wallOf(desk).clear();
    pass(desk);
    expect((await compared(desk)).found).toEqual([]);
  });

  it('judges no history: what is long past is neither missing nor too much', async () => {
    const desk = await opened('anna');
    const longAgo = { startsAt: '2026-08-01T10:00:00.000Z', endsAt: '2026-08-01T11:00:00.000Z' };
    const lately = { startsAt: '2026-11-18T10:00:00.000Z', endsAt: '2026-11-18T11:00:00.000Z' };
    await desk.change('old', longAgo);
    await desk.change('older', longAgo);
    await desk.change('never', lately);
    desk.queue = desk.queue.filter(({ body }) => body.bookingId === idOf(desk, 'old'));
    await desk.runUntilIdle();
    wallOf(desk).set('by hand', { bookingId: idOf(desk, 'older'), says: 'x' });
    cardOf(desk, 'old').card.says = 'y';
    pass(desk);
    expect((await compared(desk)).found).toEqual([]);
  });

  it('is refused to a project without a place', async () => {
    const desk = await opened('anna');
    desk.board.all = [];
    await expect(compared(desk)).rejects.toThrow('not connected');
  });
});

const alertsOf = async (desk: Desk) =>
  (await desk.items(keys.alerts(desk.project.projectId), 'ALERT#')).map(({ subject }) => subject);

async function night(desk: Desk, date: string, attempt = 0): Promise<void> {
  const { projectId } = desk.project;
  const message: UpkeepMessage = { projectId, task: 'reconcile', night: date, attempt };
  await keepReconciled(desk.project, message, [desk.board.destination], portsOf(desk));
}

describe('a night', () => {
  it('is compared once, heals, tells the project and keeps what it found', async () => {
    const desk = await opened('anna', 'maria');
    await night(desk, '2026-11-21');
    expect(await alertsOf(desk)).toEqual([]);
    wallOf(desk).clear();
    pass(desk);
    await night(desk, '2026-11-21');
    expect(desk.queue).toEqual([]);
    await night(desk, '2026-11-22');
    expect(await alertsOf(desk)).toEqual(['board']);
    await desk.runUntilIdle();
    expect(desk.board.shown()).toEqual(desk.truth());
    const { projectId } = desk.project;
    expect(await showReconciled({ access: { projectId } })).toMatchObject({
      places: [{ destination: 'board', cause: 'night', dry_run: false, missing: { total: 2 } }],
    });
    await night(desk, '2026-11-21');
    expect(desk.queue).toEqual([]);
  });

  it('is taken up by another worker when its first one died', async () => {
    const desk = await opened('anna');
    wallOf(desk).clear();
    const dying = { ...portsOf(desk), put: () => Promise.reject(new Error('died')) };
    const { projectId } = desk.project;
    const message: UpkeepMessage = {
      ...{ projectId, task: 'reconcile', night: '2026-11-22', attempt: 0 },
    };
    await expect(
      keepReconciled(desk.project, message, [desk.board.destination], dying),
    ).rejects.toThrow('died');
    await night(desk, '2026-11-22');
    expect(desk.queue).toEqual([]);
    pass(desk);
    // What the first one marked waits for somebody to wake the worker.
    await night(desk, '2026-11-22');
    await desk.runUntilIdle();
    expect(desk.board.shown()).toEqual(desk.truth());
  });

  it('asks a wall that cannot be read again, then tells that nothing is known', async () => {
    const desk = await opened('anna');
    desk.board.dark.add('wall');
    for (const attempt of [0, 1]) {
      await expect(night(desk, '2026-11-22', attempt)).rejects.toMatchObject({
        name: 'PassingFault',
      });
    }
    await night(desk, '2026-11-22', 2);
    expect(await alertsOf(desk)).toEqual(['board:unread']);
    expect(desk.queue).toEqual([]);
  });
});

describe('a place that was just connected', () => {
  it('gets what changed a moment before it was, when nobody brought it there', async () => {
    const desk = await opened();
    await desk.change('anna');
    desk.queue = [];
    const { projectId } = desk.project;
    const message = { projectId, task: 'reconcile', destination: 'board', attempt: 0 } as const;
    await keepReconciled(desk.project, message, [desk.board.destination], portsOf(desk));
    await desk.runUntilIdle();
    expect(desk.board.shown()).toEqual(desk.truth());
  });

  it('gets all that is to come, and nothing of the past; nobody is alarmed', async () => {
    const desk = await opened();
    const past = { startsAt: '2026-11-10T10:00:00.000Z', endsAt: '2026-11-10T11:00:00.000Z' };
    await desk.change('past', past);
    await desk.change('anna');
    await desk.change('maria', { status: 'CANCELLED' });
    desk.queue = [];
    pass(desk);
    const { projectId } = desk.project;
    const message = { projectId, task: 'reconcile', destination: 'board', attempt: 0 } as const;
    await keepReconciled(desk.project, message, [desk.board.destination], portsOf(desk));
    await desk.runUntilIdle();
    const coming = ['anna', 'maria'].flatMap((name) => desk.bookings.get(name) ?? []);
    expect(desk.board.shown()).toEqual(coming.map(desk.board.says).sort());
    expect(await alertsOf(desk)).toEqual([]);
  });
});

const NAMES = ['anna', 'maria', 'elena', 'olha', 'ivanna'] as const;
const drift = fc.oneof(
  fc.record({ loses: fc.constantFrom(...NAMES) }),
  fc.record({ edits: fc.constantFrom(...NAMES), says: fc.string({ maxLength: 5 }) }),
  fc.record({ copies: fc.constantFrom(...NAMES), to: fc.constantFrom('Anna', 'Maria') }),
  fc.record({ moves: fc.constantFrom(...NAMES), to: fc.constantFrom('Anna', 'Maria') }),
  fc.record({ stranger: fc.nat(9), to: fc.constantFrom('Anna', 'Maria') }),
  fc.record({ note: fc.nat(9), to: fc.constantFrom('Anna', 'Maria') }),
);

it('makes any wall right again, touches nothing of people, and then finds nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(drift, { maxLength: 12 }), async (drifts) => {
      const desk = await opened();
      const { board } = desk;
      board.all = ['Anna', 'Maria'];
      board.hides.add('CANCELLED');
      board.placeOf = (_, booking) => booking.specialistName;
      for (const [index, name] of NAMES.entries()) {
        const specialistName = index % 2 === 0 ? 'Anna' : 'Maria';
        const status = index === 4 ? 'CANCELLED' : 'CONFIRMED';
        await desk.change(name, { specialistName, status });
      }
      await desk.runUntilIdle();
      pass(desk);
      expect((await compared(desk)).found).toEqual([]);
      const before = new Map(board.all.map((wall) => [wall, board.shown(wall)]));
      const notes: string[] = [];
      for (const [index, one] of drifts.entries()) {
        const entries = (name: string) =>
          board.all.flatMap((wall) =>
            [...wallOf(desk, wall)].flatMap(([id, card]) =>
              card.bookingId === idOf(desk, name) ? [{ wall, id, card }] : [],
            ),
          );
        const put = (wall: string, bookingId: string, says: string) =>
          wallOf(desk, wall).set(`hand ${index}`, { bookingId, says });
        if ('loses' in one) {
          for (const { wall, id } of entries(one.loses)) wallOf(desk, wall).delete(id);
        } else if ('edits' in one) {
          for (const { card } of entries(one.edits)) card.says = one.says;
        } else if ('copies' in one) {
          put(one.to, idOf(desk, one.copies), 'a copy');
        } else if ('moves' in one) {
          for (const { wall, id, card } of entries(one.moves)) {
            wallOf(desk, wall).delete(id);
            wallOf(desk, one.to).set(id, card);
          }
        } else if ('stranger' in one) {
          put(one.to, `BSTRANGER${one.stranger}`.padEnd(20, 'X'), 'stranger');
        } else {
          notes.push(`${one.to} ${one.note}`);
          put(one.to, '', `${one.to} ${one.note}`);
        }
      }
      await compared(desk, false);
      await desk.runUntilIdle();
      pass(desk);
      expect((await compared(desk)).found).toEqual([]);
      for (const [wall, shown] of before) {
        const own = notes.filter((note) => note.startsWith(wall));
        expect(board.shown(wall)).toEqual([...shown, ...own].sort());
      }
      desk.close();
    }),
    { numRuns: 20 },
  );
}, 60_000);

it('never looks at another project', async () => {
  const desk = await opened('anna');
  const other = await opened('maria');
  const { board } = desk;
  for (const [id, card] of wallOf(other)) board.places.get('wall')?.set(`other ${id}`, card);
  wallOf(other).clear();
  const { found } = await compared(desk);
  expect(found).toEqual(['extra nobody']);
  const projectId = 'reconcile_none' as ProjectId;
  expect(await showReconciled({ access: { projectId } })).toEqual({ places: [] });
});
