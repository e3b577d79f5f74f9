import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent, type Model, ModelUnavailable } from '../../../shared/agent/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
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

/** What a client writes, what the model answers, and what it adds after a booking. */
const LANGUAGES = [
  ['pl', 'Chcę umówić się na wtorek', 'Na jaką godzinę?', 'Parking jest za domem.'],
  ['es', 'Quiero una cita para el martes', '¿A qué hora?', 'Hay aparcamiento detrás de la casa.'],
  ['de', 'Ich hätte gern einen Termin', 'Um wie viel Uhr?', 'Parken können Sie hinter dem Haus.'],
  ['ka', 'მინდა ჩაწერა', 'რომელ საათზე?', 'პარკინგი სახლის უკანაა.'],
  ['he', 'אני רוצה לקבוע תור', 'באיזו שעה?', 'יש חניה מאחורי הבית.'],
] as const;

let contacts = 0;
function chatOf(model: Model): Chat {
  contacts += 1;
  const contactId = `abroad-${contacts}`;
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  const project = salon({ horizonDays: 365 });
  const answer = agent({ project, model, now: () => chat.now });
  chat.answer = (burst) => answer({ ...burst, address: { ...burst.address, contactId } });
  return chat;
}
const detected = (language: string) => ({ intent: 'booking', service: 'Haircut', language });
const say = async (chat: Chat, words: string) => {
  chat.now = addSeconds(chat.now, 60);
  await chat.run(await chat.write(`m${chat.sent.length}`, words, chat.now));
  return chat.sent.at(-1) ?? '';
};

describe.each(LANGUAGES)('a client who writes %s', (language, words, question, aside) => {
  test('is answered in her language, and it is kept while her words tell none', async () => {
    const model = scriptedModel(() => says(question), detected(language));
    const chat = chatOf(model);
    expect(await say(chat, words)).toBe(question);
    expect((await chat.turns()).map((turn) => turn.language)).toEqual([language]);
    expect(JSON.stringify(model.requests.at(-1))).toContain(`The client writes: ${language}.`);

    // The small model takes "15:00 👍" for English: nothing in it is.
    const later = scriptedModel(() => says(question), detected('en'));
    const project = salon({ horizonDays: 365 });
    chat.answer = agent({ project, model: later, now: () => chat.now });
    await say(chat, '15:00 👍');
    expect((await chat.turns()).map((turn) => turn.language)).toEqual([language, language]);
    expect(JSON.stringify(later.requests.at(-1))).toContain(`The client writes: ${language}.`);
  });

  test('gets receipts in English, with no other language beside them', async () => {
    const relative_days = 3 + contacts;
    const find = { service: 'Haircut', from: { relative_days } };
    const model = scriptedModel((request) => {
      const told = results(request);
      if (told.length === 0) return calls('find_slots', find);
      const [slot] = (told[0]?.slots ?? []) as { slot_id: string }[];
      if (told.length === 1) return calls('create_booking', { slot_id: slot?.slot_id });
      return says(aside);
    }, detected(language));
    const chat = chatOf(model);
    const reply = await say(chat, words);
    expect(reply).toMatch(/^Your (?:booking )?request .*\n[\s\S]*Booking code: \w{6}$/);
    const { bookings } = await readAll(dynoxide.endpoint, dynoxide.tableName, PROJECT);
    const own = bookings.filter((one) => one.conversationId === chat.conversationId);
    expect(own).toMatchObject([{ language }]);
  });

  test('gets the texts of code in English, and alone', async () => {
    const english = /^[\p{Script=Latin}\p{P}\p{Z}\n\d]+$/u;
    const lies = scriptedModel(() => says(`${question} You are booked!`), detected(language));
    expect(await say(chatOf(lies), words)).toMatch(english);
    const silent = scriptedModel(() => says(''), detected(language));
    expect(await say(chatOf(silent), words)).toMatch(/^Just to be sure: which service/);
    const handing = scriptedModel(
      (request) => (results(request).length === 0 ? calls('hand_over', {}) : says('')),
      detected(language),
    );
    expect(await say(chatOf(handing), words)).toMatch(english);
    const down: Model = {
      open: () => ({
        ask: async ({ tools }) => {
          if (tools !== undefined) throw new ModelUnavailable('down');
          return {
            ...{ stopReason: 'end_turn', tokens: { input: 1, output: 1 } },
            content: [{ type: 'text', text: JSON.stringify(detected(language)) }],
          };
        },
      }),
    };
    expect(await say(chatOf(down), words)).toMatch(/^Sorry/);
  });
});

test('words of the model in English stay beside an English receipt', async () => {
  const model = scriptedModel((request) => {
    const told = results(request);
    const find = { service: 'Haircut', from: { relative_days: 40 } };
    if (told.length === 0) return calls('find_slots', find);
    const [slot] = (told[0]?.slots ?? []) as { slot_id: string }[];
    if (told.length === 1) return calls('create_booking', { slot_id: slot?.slot_id });
    return says('The parking is behind the house.');
  }, detected('pl'));
  expect(await say(chatOf(model), 'Chcę umówić się')).toMatch(
    /Booking code: \w{6}\n\nThe parking is behind the house\.$/,
  );
});
