import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { Desk } from './desk.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

let count = 0;
let desk: Desk;
beforeEach(async () => {
  count += 1;
  desk = await new Desk(dynoxide, `board_${count}`).open();
});
afterEach(() => desk.close());

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Everything is shown, once, and nothing is left to do. */
async function settled(): Promise<void> {
  expect(desk.board.shown()).toEqual(desk.truth());
  expect(await desk.marks()).toEqual([]);
  expect(desk.queue).toEqual([]);
}

describe('a destination that only tests know', () => {
  it('shows every booking once it is a folder and a line of the door', async () => {
    await desk.change('anna');
    await desk.change('maria');
    await desk.runUntilIdle();
    await settled();
    expect(desk.board.calls).toEqual([{ place: 'wall', bookings: ['anna', 'maria'] }]);
  });

  it('gets a hundred changes that come together in a few calls', async () => {
    for (let each = 0; each < 100; each += 1) await desk.change(`client${each}`);
    // As the queue hands them out: ten to a worker, several workers at once.
    const batches = Array.from({ length: 10 }, (_, ten) =>
      desk.queue.slice(ten * 10, ten * 10 + 10).map(({ body }) => body),
    );
    desk.queue = [];
    await Promise.all(batches.map((batch) => desk.work(batch)));
    await desk.runUntilIdle();
    await settled();
    expect(desk.board.most).toBe(1);
    expect(desk.board.calls.length).toBeLessThanOrEqual(4);
  });

  it('is not asked again for what it shows already', async () => {
    await desk.change('anna', {}, 3);
    await desk.deliver(false);
    await desk.runUntilIdle();
    expect(desk.board.calls).toHaveLength(1);
    await desk.change('anna', { code: 'OTHER1' });
    await desk.runUntilIdle();
    expect(await desk.records(await desk.change('anna', { reminders: 1 }))).toHaveLength(1);
    expect(desk.queue).toEqual([]);
    await settled();
  });
});

describe('a change while a call is under way', () => {
  it('is written after it, by the worker that has the lease', async () => {
    await desk.change('anna');
    desk.board.meanwhile = async () => {
      await desk.change('anna', { status: 'CONFIRMED' });
      await desk.deliver();
    };
    await desk.deliver();
    expect(desk.board.shown()).toEqual(desk.truth());
    expect(desk.board.most).toBe(1);
    await desk.runUntilIdle();
    await settled();
  });
});

describe('what fails', () => {
  it('is tried again, ever later, and counted; an hour passes without giving anything up', async () => {
    const booking = await desk.change('anna');
    desk.board.endings = Array(7).fill('refused');
    const seconds = await desk.runUntilIdle();
    await settled();
    expect(seconds).toBeGreaterThan(HOUR);
    expect(desk.board.calls).toHaveLength(8);
    expect(desk.parked).toEqual([]);
    const records = await desk.records(booking);
    expect(records.map(({ status, attempt }) => [status, attempt])).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((attempt) => ['FAILED', attempt]),
      ['SUCCESS', 8],
    ]);
    expect(records.at(-1)).toMatchObject({
      kind: 'BOOKING',
      action: 'Add',
      payload: { card: desk.truth()[0] },
      response: 'ok',
    });
  });

  it('never holds up its neighbours, and is given up after eight tries', async () => {
    desk.board.never.add('bad');
    await desk.change('bad');
    await desk.change('good');
    await desk.deliver();
    expect(desk.board.shown()).toEqual([expect.stringContaining('good')]);
    await desk.change('other');
    await desk.runUntilIdle();
    expect(desk.board.shown()).toHaveLength(2);
    expect(desk.parked).toEqual([expect.objectContaining({ destination: 'board', again: true })]);
    expect(await desk.marks()).toEqual([]);
    expect(await desk.records(await desk.change('bad'))).toHaveLength(8);
  });

  it('is brought there when it is put back, or when it changes', async () => {
    desk.board.never.add('bad');
    await desk.change('bad');
    await desk.runUntilIdle();
    desk.board.never.clear();
    desk.put(desk.parked[0] as never);
    await desk.runUntilIdle();
    await settled();
  });

  it('waits as long as the service asks, and others with it', async () => {
    desk.board.endings = ['refused'];
    desk.board.retryAfterSeconds = 2 * HOUR;
    await desk.change('anna');
    await desk.deliver();
    await desk.change('maria');
    await desk.deliver();
    expect(desk.board.calls).toHaveLength(1);
    expect(await desk.runUntilIdle()).toBeGreaterThanOrEqual(2 * HOUR);
    await settled();
    expect(desk.board.calls).toHaveLength(2);
  });

  it('does not come back once for each change of an outage', async () => {
    desk.board.endings = Array(30).fill('refused');
    for (let each = 0; each < 20; each += 1) {
      await desk.change(`client${each}`);
      await desk.deliver();
    }
    expect(desk.queue.length).toBeLessThanOrEqual(6);
    desk.board.endings = [];
    await desk.runUntilIdle();
    await settled();
  });

  it('is told from what was done and not answered', async () => {
    desk.board.endings = ['well', 'lost'];
    await desk.change('anna');
    await desk.runUntilIdle();
    await desk.change('anna', { status: 'CONFIRMED' });
    await desk.deliver();
    // Back to what is remembered of the last answer: the board shows something else by now.
    await desk.change('anna', { status: 'PENDING' });
    await desk.runUntilIdle();
    await settled();
  });

  it('is told from a bug of the destination, which spares the neighbours', async () => {
    desk.board.endings = ['throws', 'throws'];
    await desk.change('anna');
    await desk.change('maria');
    await desk.deliver();
    expect(desk.board.shown()).toHaveLength(1);
    await desk.runUntilIdle();
    await settled();
  });
});

describe('a booking that moves to another place', () => {
  it('hangs there and nowhere else, also when the first try is lost half way', async () => {
    desk.board.all = ['Anna', 'Maria'];
    desk.board.placeOf = (_, booking) => booking.specialistName;
    await desk.change('anna');
    await desk.runUntilIdle();
    desk.board.endings = ['well', 'lost'];
    await desk.change('anna', { specialistName: 'Maria' });
    await desk.runUntilIdle();
    expect(desk.board.shown('Anna')).toEqual([]);
    expect(desk.board.shown('Maria')).toEqual(desk.truth());
    expect(await desk.marks()).toEqual([]);
  });

  it('hangs there and nowhere else, also when nobody knows where the first try hung it', async () => {
    desk.board.all = ['Anna', 'Maria'];
    desk.board.placeOf = (_, booking) => booking.specialistName;
    desk.board.endings = ['lost'];
    await desk.change('anna');
    await desk.deliver();
    await desk.change('anna', { specialistName: 'Maria' });
    await desk.runUntilIdle();
    expect(desk.board.shown('Anna')).toEqual([]);
    expect(desk.board.shown('Maria')).toEqual(desk.truth());
  });

  it('hangs there and nowhere else, also when the first place was given up', async () => {
    desk.board.all = ['Anna', 'Maria'];
    desk.board.placeOf = (_, booking) => booking.specialistName;
    desk.board.endings = Array(8).fill('lost');
    await desk.change('anna');
    await desk.runUntilIdle();
    expect(desk.parked).toHaveLength(1);
    await desk.change('anna', { specialistName: 'Maria' });
    await desk.runUntilIdle();
    expect(desk.board.shown('Anna')).toEqual([]);
    expect(desk.board.shown('Maria')).toEqual(desk.truth());
  });
});

describe('what somebody asks for', () => {
  it('takes a booking out until it changes, whatever old news come late', async () => {
    const { projectId, bookingId, version } = await desk.change('anna');
    await desk.runUntilIdle();
    const wish = { action: 'Remove', version } as const;
    desk.put({ projectId, bookingId, wish, destination: 'board', attempt: 0 });
    desk.put({ projectId, bookingId, attempt: 0 });
    await desk.runUntilIdle();
    expect(desk.board.shown()).toEqual([]);
    desk.put({ projectId, bookingId, attempt: 0 });
    await desk.runUntilIdle();
    expect(desk.board.shown()).toEqual([]);
    await desk.change('anna', { status: 'CONFIRMED' });
    await desk.runUntilIdle();
    await settled();
  });

  it('writes a booking again although it is believed to be there', async () => {
    const { projectId, bookingId, version } = await desk.change('anna');
    await desk.runUntilIdle();
    desk.board.places.get('wall')?.clear();
    const wish = { action: 'Write', version } as const;
    desk.put({ projectId, bookingId, wish, attempt: 0 });
    await desk.runUntilIdle();
    await settled();
  });
});

describe('what came from a destination', () => {
  const there = { kind: 'sync', id: 'board' } as const;
  /** Somebody turns the card over by hand. */
  const byHand = (says: string) => {
    for (const card of desk.board.places.get('wall')?.values() ?? []) card.says = says;
  };

  it('is not sent back to it', async () => {
    const anna = await desk.change('anna');
    await desk.runUntilIdle();
    desk.now = addSeconds(desk.now, MINUTE);
    byHand(desk.board.says({ ...anna, status: 'CONFIRMED' }));
    await desk.change('anna', { status: 'CONFIRMED', actor: there });
    await desk.runUntilIdle();
    expect(desk.board.calls).toHaveLength(1);
    await settled();
    // What was there by hand is no longer what we remember having written.
    await desk.change('anna', { status: 'PENDING' });
    await desk.runUntilIdle();
    await settled();
  });

  it('is written when an older write of ours may have covered it', async () => {
    const anna = await desk.change('anna');
    await desk.runUntilIdle();
    desk.now = addSeconds(desk.now, MINUTE);
    await desk.change('anna', { clientPhone: '+380501112233' });
    desk.board.meanwhile = async () => {
      byHand(desk.board.says({ ...anna, status: 'CONFIRMED' }));
      await desk.change('anna', { status: 'CONFIRMED', actor: there });
    };
    await desk.runUntilIdle();
    await settled();
  });
});

describe('a worker that dies', () => {
  it.each(['before', 'after'] as const)('%s any call loses and doubles nothing', async (when) => {
    let died = 0;
    for (let nth = 1; nth <= 22; nth += 1) {
      desk.close();
      desk = await new Desk(dynoxide, `dies_${when}_${nth}`).open();
      await desk.change('anna');
      await desk.change('maria');
      await desk.runUntilIdle();
      await desk.change('anna', { status: 'CONFIRMED' });
      desk.dieAt(nth, when);
      await desk.deliver();
      died += desk.queue.length > 0 ? 1 : 0;
      await desk.change('anna', { status: 'PENDING' });
      await desk.runUntilIdle();
      await settled();
    }
    expect(died).toBeGreaterThan(5);
  });

  it('while the destination works loses and doubles nothing', async () => {
    for (const ending of ['dies', 'dies after'] as const) {
      await desk.change('anna');
      desk.board.endings = [ending];
      await desk.deliver();
      await desk.change('anna', { status: 'CONFIRMED' });
      await desk.runUntilIdle();
      await settled();
    }
  });
});
