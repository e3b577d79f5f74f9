import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent } from '../../../shared/agent/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { salon } from '../../steps/salon.ts';
import { startChat } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

test('a client who asks again for the time she has is told that it is hers, not that it was taken', async () => {
  const asked = { service: 'Haircut', specialist: 'Anna', from: { relative_days: 3 } };
  let slot = '';
  const heard: Record<string, unknown>[] = [];
  const model = scriptedModel((request) => {
    const told = results(request);
    if (told.length === 0) return calls('find_slots', asked);
    if (told.length === 1) {
      const [first] = (told[0]?.slots ?? []) as { slot_id: string }[];
      slot ||= first?.slot_id ?? '';
      return calls('create_booking', { slot_id: slot });
    }
    heard.push(...told);
    const { code } = (told[1]?.already_booked ?? {}) as { code?: string };
    return code === undefined
      ? says('')
      : says('You already have an appointment then.', [{ kind: 'has_booking', reference: code }]);
  });
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  const answer = agent({ project: salon({ horizonDays: 365 }), model, now: () => chat.now });
  chat.answer = answer;

  await chat.run(await chat.write('a', 'a haircut, please'));
  const code = /Booking code: (\w{6})/.exec(chat.sent.at(-1) ?? '')?.[1];
  expect(code).toBeDefined();

  chat.now = addSeconds(chat.now, 60);
  heard.length = 0;
  await chat.run(await chat.write('b', 'yes, that one', chat.now));
  expect(heard[0]?.already_booked).toMatchObject([{ code }]);
  expect(heard[1]?.already_booked).toMatchObject({ code });
  expect(chat.sent.at(-1)).toBe('You already have an appointment then.');
});
