import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BookingId } from '../../../../shared/platform/ids.ts';
import { ANNA, MARIA, type SalonMeetings, startMeetings, type World } from './salon-meetings.ts';

/** Few, since each takes half a second. */
const RUNS = 12;

let world: World;
beforeAll(async () => {
  world = await startMeetings();
});
afterAll(() => world.close());

type Step =
  | { readonly book: number; readonly who: number }
  | { readonly move: number; readonly to: number; readonly who: number }
  | { readonly cancel: number }
  | { readonly hand: 'copy' | 'delete' | 'change' | 'start' | 'end'; readonly at: number }
  | { readonly fails: Call; readonly lost: boolean }
  | { readonly dies: number; readonly after: boolean }
  | { readonly deliver: true }
  | { readonly pass: number };

type Call = 'list' | 'create' | 'write';

/** Which calls of Zoom; a list and a creation differ by the body alone. */
const CALLS = {
  list: { path: '/v2/users/me/meetings' },
  create: { path: '/v2/users/me/meetings', where: { type: 2 } },
  write: { path: '/v2/meetings/' },
} as const;

const some = (max: number) => fc.nat({ max });

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ book: some(4), who: some(1) }) },
  { weight: 3, arbitrary: fc.record({ move: some(9), to: some(4), who: some(1) }) },
  { weight: 2, arbitrary: fc.record({ cancel: some(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      hand: fc.constantFrom('copy', 'delete', 'change', 'start', 'end'),
      at: some(9),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      fails: fc.constantFrom<Call>('list', 'create', 'write'),
      lost: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ dies: fc.integer({ min: 3, max: 24 }), after: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ deliver: fc.constant(true as const) }) },
  { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 1_500 }) }) },
);

async function play(desk: SalonMeetings, day: readonly Step[]): Promise<BookingId[]> {
  const bookings: BookingId[] = [];
  const chosen = (index: number) => bookings[index % bookings.length];
  for (const step of day) {
    if ('book' in step) {
      const booked = await desk.tries(step.book, step.who ? MARIA : ANNA);
      if (booked) bookings.push(booked.bookingId);
    } else if ('move' in step) {
      const one = chosen(step.move);
      if (one) await desk.moves(one, step.to, step.who ? MARIA : ANNA);
    } else if ('cancel' in step) {
      const one = chosen(step.cancel);
      if (one) await desk.cancels(one);
    } else if ('hand' in step) await work(desk, step.hand, step.at);
    else if ('fails' in step) {
      world.zoom.provider.fail({
        ...{ ...CALLS[step.fails], times: 1 },
        ...(step.lost ? { status: 500, applyThenFail: true } : { status: 503 }),
      });
    } else if ('dies' in step) desk.dies(step.dies, step.after);
    else if ('deliver' in step) await desk.delivers();
    else world.pass(step.pass);
  }
  return bookings;
}

async function work(desk: SalonMeetings, hand: string, at: number): Promise<void> {
  const meetings = await desk.meetings();
  const meeting = meetings[at % meetings.length];
  if (!meeting) return;
  const change = hand === 'change' ? { duration: 90 } : {};
  await world.zoom.tell(`/meetings/${hand}`, { id: meeting.id, ...change });
}

/** What Zoom should show, and what the bookings should say. */
async function expectRight(desk: SalonMeetings, bookings: readonly BookingId[]): Promise<void> {
  const all = await Promise.all(bookings.map((one) => desk.current(one)));
  const active = all.filter(({ status }) => status === 'CONFIRMED');
  const time = (instant: string) => instant.slice(11, 16);
  const topics = active.map((one) => `${time(one.startsAt)} ${one.clientName} · Advice`);
  expect(await desk.seen()).toEqual(topics.sort());
  const links = (await desk.meetings()).map(({ join_url: url }) => url).sort();
  expect(active.map(({ meetingUrl }) => meetingUrl).sort()).toEqual(links);
  expect(await desk.marks()).toEqual([]);
}

it('has one meeting for each booking in the end, with its link, whatever failed while people worked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 14 }), async (day) => {
      const desk = await world.open();
      let bookings: BookingId[] = [];
      try {
        bookings = await play(desk, day);
      } finally {
        desk.recovers();
        await world.zoom.control('DELETE', '/fail');
      }
      for (const { id } of await desk.meetings()) await world.zoom.tell('/meetings/end', { id });
      await desk.syncs();
      world.pass(600);
      await desk.compares();
      await desk.syncs();
      await expectRight(desk, bookings);
    }),
    { numRuns: RUNS },
  );
}, 120_000);
