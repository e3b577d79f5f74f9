import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent } from '../../../shared/agent/index.ts';
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

const MODEL = scriptedModel((request) => {
  const told = results(request);
  // A retry finds in the facts what is already done, and books it again all the same.
  if (told.length === 0) {
    return calls('find_slots', {
      service: 'Haircut',
      specialist: 'Anna',
      from: { relative_days: day },
    });
  }
  if (told.length === 1) {
    const [slot] = (told[0]?.slots ?? []) as { slot_id: string }[];
    return calls('create_booking', { slot_id: slot?.slot_id });
  }
  return says('Anything else?');
});
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

async function play(
  death: typeof dies,
  number: number,
): Promise<{ chat: Chat; steps: number; taken: string[] }> {
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  day = 1 + number;
  chat.answer = agent({ project: salon(), model: MODEL, now: () => chat.now });
  const taken: string[] = [];
  chat.send = async (words) => {
    await effect(async () => {
      // What the channel took, the client has, whatever becomes of the worker.
      taken.push(words);
    });
    return { kind: 'delivered' };
  };
  dead = false;
  dies = undefined;
  const timer = await chat.write('a', 'Haircut with Anna tomorrow');
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
  return { chat, steps, taken };
}

test('a worker may die around every side effect of a booking turn: one booking, one outcome, one reply', async () => {
  const project = PROJECT;
  const { steps, taken: calm } = await play(undefined, 0);
  expect(calm).toHaveLength(1);
  expect(steps).toBe(9);
  let number = 1;
  for (let at = 1; at <= steps; at += 1) {
    for (const after of [false, true]) {
      const before = (await readAll(dynoxide.endpoint, dynoxide.tableName, project)).bookings
        .length;
      const { chat, taken } = await play({ at, after }, number);
      number += 1;
      const point = `died ${after ? 'after' : 'before'} effect ${at}`;
      const { bookings } = await readAll(dynoxide.endpoint, dynoxide.tableName, project);
      expect(bookings.length - before, point).toBe(1);
      const turns = await chat.turns();
      expect(turns, point).toHaveLength(1);
      const state = await chat.state();
      expect(state, point).toMatchObject({ turns: 1 });
      expect(state, point).not.toHaveProperty('delivery');
      expect(state, point).not.toHaveProperty('leaseToken');
      expect(new Set(taken).size, point).toBe(1);
      expect(taken[0], point).toContain('Booking code: ');
      // Between the channel's acceptance and our mark lies the one honest gap.
      const gap = (at === 8 && after) || (at === 9 && !after);
      expect(taken.length, point).toBe(gap ? 2 : 1);
    }
  }
}, 60_000);
