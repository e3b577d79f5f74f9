import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent } from '../../../shared/agent/index.ts';
import type { Booking } from '../../../shared/bookings/index.ts';
import type { TurnMessage } from '../../../shared/conversations/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { readAll } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { salon } from '../../steps/salon.ts';
import { type Chat, PROJECT, startChat } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

let dynoxide: Dynoxide;
/** Side effects until the worker dies, and whether it dies before or after that effect is applied. */
let dies: { at: number; after: boolean } | undefined;
let effects = 0;
let dead = false;

class Died extends Error {}

/** Stands around every side effect of a worker. */
async function effect<Result>(apply: () => Promise<Result>): Promise<Result> {
  if (dead) throw new Died();
  effects += 1;
  const now = dies?.at === effects;
  if (now && !dies?.after) {
    dead = true;
    throw new Died();
  }
  const result = await apply();
  if (now) {
    dead = true;
    throw new Died();
  }
  return result;
}

beforeAll(async () => {
  dynoxide = await startTable();
  dynamodb.middlewareStack.add((next) => (args) => effect(() => next(args)), {
    step: 'initialize',
    name: 'worker that may die',
  });
});
afterAll(() => dynoxide.close());

/** Each play has a day of its own. */
let day = 1;
const find = (relative_days: number) =>
  calls('find_slots', { service: 'Haircut', specialist: 'Anna', from: { relative_days } });
const first = (found: Record<string, unknown> | undefined) =>
  ((found?.slots ?? []) as { slot_id: string }[])[0]?.slot_id;
const own = (listed: Record<string, unknown> | undefined) =>
  ((listed?.bookings ?? []) as { code: string }[])[0]?.code ?? 'NONE';

/** Models that on a retry do everything again, although the facts tell them that it is done. */
const MODELS = {
  booked: scriptedModel((request) => {
    const [found, ...more] = results(request);
    if (found === undefined) return find(day);
    if (more.length === 0) return calls('create_booking', { slot_id: first(found) });
    return says('Anything else?');
  }),
  moved: scriptedModel((request) => {
    const [listed, found, ...more] = results(request);
    if (listed === undefined) return calls('list_my_bookings', {});
    if (found === undefined) return find(day + 30);
    if (more.length === 0) {
      return calls('change_booking', { booking_code: own(listed), slot_id: first(found) });
    }
    return says('Anything else?');
  }),
  cancelled: scriptedModel((request) => {
    const [listed, ...more] = results(request);
    if (listed === undefined) return calls('list_my_bookings', {});
    if (more.length === 0) return calls('cancel_booking', { booking_code: own(listed) });
    return says('Anything else?');
  }),
};

/** One worker's life; a dead one says nothing and its timer comes back from the queue. */
async function work(chat: Chat, timer: TurnMessage): Promise<void> {
  dead = false;
  effects = 0;
  try {
    await chat.run(timer);
  } catch (fault) {
    if (!(fault instanceof Died)) throw fault;
  }
}

interface Played {
  readonly chat: Chat;
  readonly steps: number;
  readonly taken: readonly string[];
  readonly bookings: readonly Booking[];
}

let plays = 0;

async function play(wish: keyof typeof MODELS, death: typeof dies): Promise<Played> {
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  plays += 1;
  day = 1 + (plays % 25);
  // So that no play remembers what another one read.
  chat.now = addSeconds(chat.now, plays * 120);
  const project = salon({ horizonDays: 90 });
  const contactId = `contact-${plays}`;
  const answerAs = (model: (typeof MODELS)['booked']) => {
    const answer = agent({ project, model, now: () => chat.now });
    chat.answer = (burst) => answer({ ...burst, address: { ...burst.address, contactId } });
  };
  const taken: string[] = [];
  chat.send = async (words) => {
    // What the channel took, the client has, whatever becomes of the worker.
    await effect(async () => taken.push(words));
    return { kind: 'delivered' };
  };
  dead = false;
  dies = undefined;
  if (wish !== 'booked') {
    answerAs(MODELS.booked);
    await chat.run(await chat.write('0', 'a haircut with Anna'));
    taken.length = 0;
    chat.now = addSeconds(chat.now, 60);
  }
  answerAs(MODELS[wish]);
  const timer = await chat.write('a', 'please', chat.now);
  dies = death;
  await work(chat, timer);
  const steps = effects;
  dies = undefined;
  // The visibility timeout is over, and so is the lease.
  for (let i = 0; i < 3; i += 1) {
    chat.now = addSeconds(chat.now, 600);
    await work(chat, timer);
    for (const { timer: again } of chat.requeued.splice(0)) await work(chat, again);
  }
  dead = false;
  const { conversationId } = chat;
  const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, PROJECT);
  const bookings = stored.bookings.filter((one) => one.conversationId === conversationId);
  return { chat, steps, taken, bookings };
}

test.each([
  // One step is the look at what the day has cost so far.
  ['booked', 10, 1],
  ['moved', 14, 2],
  ['cancelled', 11, 2],
] as const)(
  'a worker may die around every side effect of a turn that %s: one effect, one outcome, one reply',
  async (wish, expectedSteps, version) => {
    const calm = await play(wish, undefined);
    expect(calm.taken).toHaveLength(1);
    expect(calm.steps).toBe(expectedSteps);
    const { steps } = calm;
    for (let at = 1; at <= steps; at += 1) {
      for (const after of [false, true]) {
        const point = `died ${after ? 'after' : 'before'} effect ${at} of ${steps}`;
        const { chat, taken, bookings } = await play(wish, { at, after });
        expect(bookings, point).toHaveLength(1);
        expect(bookings[0]?.version, point).toBe(version);
        const turns = wish === 'booked' ? 1 : 2;
        expect(await chat.turns(), point).toHaveLength(turns);
        const state = await chat.state();
        expect(state, point).toMatchObject({ turns });
        expect(state, point).not.toHaveProperty('delivery');
        expect(state, point).not.toHaveProperty('leaseToken');
        expect(new Set(taken).size, point).toBe(1);
        expect(taken[0], point).toContain(`Booking code: ${bookings[0]?.code}`);
        // Between the channel's acceptance (the last but one) and our mark (the last) lies the one honest gap.
        const gap = (at === steps - 1 && after) || (at === steps && !after);
        expect(taken.length, point).toBe(gap ? 2 : 1);
      }
    }
  },
  120_000,
);
