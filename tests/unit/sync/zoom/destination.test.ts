import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BookingId } from '../../../../shared/platform/ids.ts';
import { HAIRCUT, MARIA, type SalonMeetings, startMeetings, type World } from './salon-meetings.ts';

let world: World;
let desk: SalonMeetings;
beforeAll(async () => {
  world = await startMeetings();
});
afterAll(() => world.close());
beforeEach(async () => {
  desk = await world.open();
  world.zoom.provider.clearRequests();
});

/** How the next call that makes a meeting ends. */
const fails = (plan: object, path = '/v2/users/me/meetings', where: object = { type: 2 }) =>
  world.zoom.provider.fail({
    status: 500,
    times: 1,
    path,
    ...plan,
    where: where as { type: number },
  });

describe('an online booking', () => {
  it('has one meeting, whose link is the booking’s; it moves with it and goes with it', async () => {
    const { bookingId } = await desk.books(0);
    await desk.syncs();
    const [meeting] = await desk.meetings();
    expect(await desk.seen()).toEqual(['08:00 Client 1 · Advice']);
    expect(await desk.current(bookingId)).toMatchObject({
      meetingUrl: meeting.join_url,
      meetingBy: 'zoom',
    });
    await desk.moves(bookingId, 1);
    await desk.syncs();
    expect(await desk.seen()).toEqual(['08:30 Client 1 · Advice']);
    expect((await desk.current(bookingId)).meetingUrl).toBe(meeting.join_url);
    await desk.moves(bookingId, 2, MARIA);
    await desk.syncs();
    expect(await desk.seen()).toEqual(['09:00 Client 1 · Advice']);
    expect((await desk.current(bookingId)).meetingUrl).toBe(meeting.join_url);
    await desk.cancels(bookingId);
    await desk.syncs();
    expect(await desk.meetings()).toEqual([]);
    expect(desk.calls()).toEqual(['GET', 'POST', 'PATCH', 'PATCH', 'DELETE']);
  });

  it('is the only kind that has one', async () => {
    await desk.books(0, undefined, HAIRCUT);
    await desk.syncs();
    expect(desk.calls()).toEqual([]);
    expect(await desk.marks()).toEqual([]);
  });

  it('of a project that is not connected asks nothing of Zoom', async () => {
    const apart = await world.open({ connected: ['google-calendar'] });
    const booking = await apart.books();
    expect(await apart.destination.places(apart.project)).toEqual([]);
    expect(await apart.destination.placeOf(apart.project, booking)).toBeUndefined();
    await apart.syncs();
    expect(apart.calls()).toEqual([]);
  });

  it('that is not asked for anew costs no call', async () => {
    const { bookingId, projectId } = await desk.books();
    await desk.syncs();
    world.passUntil(desk.at(0));
    await desk.becomes(bookingId, 'IN_PROGRESS');
    await desk.syncs();
    desk.put({ projectId, bookingId, attempt: 0 });
    await desk.syncs();
    expect(desk.calls()).toEqual(['GET', 'POST']);
  });

  it('that took place keeps its meeting, and one that is over gets none any more', async () => {
    const held = await desk.books(0);
    await desk.syncs();
    desk.calls();
    world.passUntil(desk.at(0));
    await desk.becomes(held.bookingId, 'IN_PROGRESS');
    await desk.becomes(held.bookingId, 'COMPLETED');
    await desk.syncs();
    expect(desk.calls()).toEqual([]);
    const late = await desk.books(1);
    world.passUntil(desk.at(2));
    await desk.syncs();
    expect(await desk.current(late.bookingId)).not.toHaveProperty('meetingUrl');
    expect(await desk.seen()).toEqual(['08:00 Client 1 · Advice']);
  });

  it('whose meeting its host has deleted gets another one with its next change, or is cancelled with it', async () => {
    const moved = await desk.books(0);
    const cancelled = await desk.books(1);
    await desk.syncs();
    const before = (await desk.current(moved.bookingId)).meetingUrl;
    for (const { id } of await desk.meetings()) await world.zoom.tell('/meetings/delete', { id });
    desk.calls();
    await desk.moves(moved.bookingId, 2);
    await desk.delivers();
    await desk.cancels(cancelled.bookingId);
    await desk.delivers();
    expect(desk.calls()).toEqual(['PATCH', 'GET', 'POST', 'DELETE']);
    const [{ join_url: url }] = await desk.meetings();
    expect((await desk.current(moved.bookingId)).meetingUrl).toBe(url);
    expect(url).not.toBe(before);
    expect(await desk.marks()).toEqual([]);
  });

  it('never leaves the link of its host anywhere', async () => {
    const { bookingId, projectId } = await desk.books();
    await desk.syncs();
    const { listSyncRecords } = await import('../../../../shared/sync/list-sync-records.ts');
    const kept = JSON.stringify([
      await listSyncRecords({
        access: { projectId },
        path: { booking_id: bookingId },
        query: {},
      } as never),
      await desk.current(bookingId),
    ]);
    expect(kept).toContain('Advice');
    expect(kept).not.toMatch(/zak=|\/s\//);
  });
});

describe('making a meeting', () => {
  it.each([true, false])('an answer that was lost makes no second one (done: %s)', async (done) => {
    fails({ applyThenFail: done });
    const { bookingId } = await desk.books();
    await desk.syncs();
    expect(await desk.meetings()).toHaveLength(1);
    const [{ join_url: url }] = await desk.meetings();
    expect((await desk.current(bookingId)).meetingUrl).toBe(url);
    expect(await desk.marks()).toEqual([]);
  });

  it('is not done when the list cannot be read: there might be one', async () => {
    fails({ applyThenFail: true });
    world.zoom.provider.fail({ status: 503, times: 3, path: '/v2/users/me/meetings' });
    await desk.books();
    await desk.syncs();
    expect(await desk.meetings()).toHaveLength(1);
  });

  it('happens once, wherever the worker dies', async () => {
    let deaths = 0;
    // The calls before it reads the booking are those of every destination.
    for (let nth = 6; nth <= 14; nth += 1) {
      const salon = await world.open();
      salon.dies(nth, true);
      const { bookingId } = await salon.books();
      await salon.syncs();
      salon.recovers();
      const meetings = await salon.meetings();
      expect(meetings, `call ${nth}`).toHaveLength(1);
      expect((await salon.current(bookingId)).meetingUrl).toBe(meetings[0].join_url);
      expect(await salon.marks()).toEqual([]);
      deaths += salon.deaths;
    }
    expect(deaths).toBeGreaterThanOrEqual(6);
  });

  it('is taken back when the booking is cancelled meanwhile', async () => {
    const { bookingId } = await desk.books();
    const { destination } = desk;
    const booking = await desk.current(bookingId);
    await desk.cancels(bookingId);
    // A worker that read the booking before still makes its meeting.
    const at = world.now();
    await destination.write({
      project: desk.project,
      place: 'zoom',
      items: [{ booking }],
      now: at,
    });
    expect(await desk.meetings()).toHaveLength(1);
    await desk.syncs();
    expect(await desk.meetings()).toEqual([]);
  });

  it('waits when so many were made today, and goes on tomorrow', async () => {
    world.passUntil(`${world.now().slice(0, 10)}T23:30:00.000Z`);
    await desk.signsIn();
    await world.zoom.tell('/limits', { daily: 1 });
    for (const slot of [0, 1]) await desk.books(slot);
    await desk.syncs();
    expect(await desk.meetings()).toHaveLength(2);
    expect(desk.parked).toEqual([]);
    expect(desk.calls().length).toBeLessThanOrEqual(6);
  });

  it('that Zoom refuses keeps nobody waiting, and is given up after a while', async () => {
    world.zoom.provider.fail({
      ...{ status: 400, times: 8, path: '/v2/users/me/meetings' },
      where: { topic: 'Client 1 · Advice' },
    });
    await desk.books(0);
    await desk.books(1);
    await desk.syncs();
    expect(await desk.seen()).toEqual(['08:30 Client 2 · Advice']);
    expect(desk.parked).toHaveLength(1);
  });

  it('that Zoom does not let be made tells whose sign-in that was, and no later one', async () => {
    const booking = await desk.books();
    fails({ status: 401, times: 2, body: { code: 124, message: 'Invalid access token.' } });
    const outcomes = await desk.destination.write({
      ...{ project: desk.project, place: 'zoom', items: [{ booking }], now: world.now() },
    });
    expect(outcomes.get(booking.bookingId)).toMatchObject({
      ...{ kind: 'failed', refusedBy: 'zoom', connectedAt: world.now() },
    });
  });

  it('does not insist in an outage', async () => {
    for (const slot of [0, 1, 2, 3, 4]) await desk.books(slot);
    world.zoom.provider.fail({ status: 503, times: 8, path: '/v2' });
    await desk.delivers();
    expect(desk.calls().length).toBeLessThanOrEqual(4);
    await desk.syncs();
    expect(await desk.meetings()).toHaveLength(5);
  });
});

describe('a link', () => {
  it('that somebody else made first stays, and the meeting goes', async () => {
    const { bookingId, projectId } = await desk.books();
    const { setMeetingUrl } = await import('../../../../shared/bookings/index.ts');
    const booking = await desk.current(bookingId);
    const url = 'https://meet.google.com/abc-defg-hij';
    const actor = { kind: 'sync', id: 'google-calendar' } as const;
    await setMeetingUrl({
      ...{ projectId, bookingId, url, maker: 'google-meet', actor, now: world.now() },
    });
    const outcomes = await desk.destination.write({
      ...{ project: desk.project, place: 'zoom', items: [{ booking }], now: world.now() },
    });
    expect(outcomes.get(bookingId)).toMatchObject({ kind: 'gone' });
    expect(await desk.meetings()).toEqual([]);
    await desk.syncs();
    await desk.compares('connected');
    await desk.syncs();
    expect(await desk.meetings()).toEqual([]);
    expect((await desk.current(bookingId)).meetingUrl).toBe(url);
  });
});

describe('comparing', () => {
  /** Her meetings in the order in which clients booked: which was made first is chance. */
  const byClient = async () =>
    (await desk.meetings()).sort((one, other) => one.topic.localeCompare(other.topic));
  const settle = () => world.pass(600);

  it('makes a deleted meeting anew, with a link of its own, and puts a changed one back', async () => {
    const gone = await desk.books(0);
    const moved = await desk.books(1);
    await desk.syncs();
    const before = (await desk.current(gone.bookingId)).meetingUrl;
    const [first, second] = await byClient();
    await world.zoom.tell('/meetings/delete', { id: first.id });
    await world.zoom.tell('/meetings/change', {
      id: second.id,
      start_time: '2026-11-25T08:00:00Z',
    });
    settle();
    const report = await desk.compares();
    expect(report).toMatchObject({ missing: { total: 1 }, different: { total: 1 }, healing: 2 });
    await desk.syncs();
    expect(await desk.seen()).toEqual(['08:00 Client 1 · Advice', '08:30 Client 2 · Advice']);
    const after = (await desk.current(gone.bookingId)).meetingUrl;
    expect(after).not.toBe(before);
    expect((await desk.meetings()).map(({ join_url: url }) => url)).toContain(after);
    expect((await desk.current(moved.bookingId)).meetingUrl).toBe(second.join_url);
    settle();
    expect(await desk.compares()).toMatchObject({ missing: { total: 0 }, different: { total: 0 } });
  });

  it('leaves one of several meetings: the one whose link was told', async () => {
    const { bookingId } = await desk.books();
    await desk.syncs();
    const [told] = await desk.meetings();
    await world.zoom.tell('/meetings/copy', { id: told.id });
    await world.zoom.tell('/meetings/copy', { id: told.id });
    settle();
    expect(await desk.compares()).toMatchObject({ extra: { total: 2 } });
    await desk.syncs();
    expect((await desk.meetings()).map(({ id }) => id)).toEqual([told.id]);
    expect((await desk.current(bookingId)).meetingUrl).toBe(told.join_url);
  });

  it('finds a meeting again whose agenda somebody rewrote', async () => {
    await desk.books();
    await desk.syncs();
    const [meeting] = await desk.meetings();
    await world.zoom.tell('/meetings/change', { id: meeting.id, agenda: 'Принесіть фото' });
    settle();
    await desk.compares();
    await desk.syncs();
    const [after, ...more] = await desk.meetings();
    expect(more).toEqual([]);
    expect(after).toMatchObject({ id: meeting.id, agenda: meeting.agenda });
  });

  it('leaves her other meetings alone, and lists those of nobody until a member wants them gone', async () => {
    const own = { topic: 'Мама', start_time: '2026-11-24T08:00:00Z', duration: 30 };
    const stray = {
      ...own,
      agenda: `K7Q2\nfrontdesk ${desk.project.projectId}/BOOKING0000000000009`,
    };
    await desk.signsIn({
      id: 'KDcuGIm1QgePTO8WbOqwIQ',
      email: 'owner@zoom.example',
      name: 'Olena',
    });
    await world.zoom.tell('/meetings/add', own);
    await world.zoom.tell('/meetings/add', stray);
    expect(await desk.compares()).toMatchObject({ extra: { total: 1 }, healing: 0 });
    expect(await desk.meetings()).toHaveLength(2);
    expect(await desk.compares('member')).toMatchObject({ extra: { total: 1 }, healing: 1 });
    await desk.syncs();
    expect((await desk.meetings()).map(({ topic }) => topic)).toEqual(['Мама']);
  });

  it('misses nothing that is over, whatever Zoom still shows of it', async () => {
    await desk.books(0);
    await desk.books(1);
    await desk.syncs();
    world.pass(5 * 86_400);
    const [first, second] = await byClient();
    await world.zoom.tell('/meetings/delete', { id: first.id });
    await world.zoom.tell('/meetings/change', { id: second.id, duration: 90 });
    expect(await desk.compares()).toMatchObject({
      ...{ checked: 2, missing: { total: 0 }, different: { total: 0 }, extra: { total: 0 } },
    });
  });

  it('after she signed in with another account brings everything to that one', async () => {
    const { bookingId } = await desk.books();
    await desk.syncs();
    const before = (await desk.current(bookingId)).meetingUrl;
    await desk.signsIn({ id: 'second', email: 'second@zoom.example', name: 'Second' });
    expect(await desk.compares('connected')).toMatchObject({ missing: { total: 1 } });
    await desk.syncs();
    const [meeting] = await desk.meetings();
    const after = (await desk.current(bookingId)).meetingUrl;
    expect(after).toBe(meeting.join_url);
    expect(after).not.toBe(before);
    await desk.moves(bookingId as BookingId, 3);
    await desk.syncs();
    expect(await desk.seen()).toEqual(['09:30 Client 1 · Advice']);
  });

  it('says why when Zoom takes no token of hers, and misses nothing meanwhile', async () => {
    await desk.books();
    await desk.syncs();
    const failed = expect.stringContaining('Zoom does not take what');
    world.zoom.provider.fail({ status: 401, times: 9, path: '/v2/users/me/meetings' });
    expect(await desk.compares()).toMatchObject({ failed, missing: { total: 0 } });
  });
});
