import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent, type Model, type ModelRequest } from '../../../shared/agent/index.ts';
import { readAll } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { salon } from '../../steps/salon.ts';
import { type Chat, PROJECT, startChat } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

/** A conversation of a project whose people have a sheet: `asked` counts how often a turn looked. */
function chatWith(model: Model, outdated: readonly string[] = []): Chat & { asked: number } {
  const chat = Object.assign(startChat(dynoxide.endpoint, dynoxide.tableName), { asked: 0 });
  const freshBusyTimes = async () => {
    chat.asked += 1;
    return { outdated };
  };
  const project = salon({ horizonDays: 365 });
  const answer = agent({ project, model, now: () => chat.now, freshBusyTimes });
  chat.answer = (burst) => answer({ ...burst, address: { ...burst.address, contactId: 'me' } });
  return chat;
}
const say = async (chat: Chat) => chat.run(await chat.write('a', 'hello'));
const slots = (request: ModelRequest, call = 0) =>
  (results(request)[call]?.slots ?? []) as { slot_id: string }[];
const find = (relative_days: number) =>
  calls('find_slots', { service: 'Haircut', specialist: 'Anna', from: { relative_days } });

/** Looks twice, books, and moves what it has booked. */
const busy = (day: number) =>
  scriptedModel((request) => {
    const told = results(request);
    if (told.length < 2) return find(day);
    const slot = (index: number) => slots(request)[index]?.slot_id;
    if (told.length === 2) return calls('create_booking', { slot_id: slot(0) });
    const { code } = (told[2]?.booked ?? {}) as { code?: string };
    if (told.length === 3) return calls('change_booking', { booking_code: code, slot_id: slot(2) });
    return says('');
  });
async function bookingOf(chat: Chat) {
  const { bookings } = await readAll(dynoxide.endpoint, dynoxide.tableName, PROJECT);
  return bookings.find((one) => one.conversationId === chat.conversationId);
}

test('a turn looks once what people have elsewhere, however many times it offers and takes', async () => {
  const chat = chatWith(busy(1));
  await say(chat);
  expect(chat.asked).toBe(1);
  expect(await bookingOf(chat)).toMatchObject({ version: 2 });
  expect(await bookingOf(chat)).not.toHaveProperty('flags');
});

test('a turn that offers and takes nothing does not look', async () => {
  const chat = chatWith(
    scriptedModel((request) =>
      results(request).length === 0 ? calls('list_my_bookings', {}) : says('Hello!'),
    ),
  );
  await say(chat);
  expect(chat.asked).toBe(0);
});

test('what is booked or moved while nobody knows what people have elsewhere says so', async () => {
  const chat = chatWith(busy(2), ['google-sheets']);
  await say(chat);
  const booking = await bookingOf(chat);
  expect(booking).toMatchObject({ version: 2 });
  expect(booking?.flags).toEqual([
    { kind: 'busy_times_unknown', source: 'google-sheets', at: expect.any(String) },
  ]);
});
