import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnthropic } from '../../../infra/local/providers/anthropic/index.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { clockDoubt, doubtOfDate } from '../../../shared/agent/date-doubt.ts';
import { type DateExpression, resolveDate } from '../../../shared/agent/dates.ts';
import { agent, type Model } from '../../../shared/agent/index.ts';
import { claude } from '../../../shared/providers/anthropic/index.ts';
import { readAll } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { everyDay, salon } from '../../steps/salon.ts';
import { type Chat, PROJECT, startChat } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

const KYIV = 'Europe/Kyiv';
/** A Thursday, noon in Kyiv. */
const THURSDAY = '2026-11-26T10:00:00.000Z';

const doubt = (expression: DateExpression, words: string, now = THURSDAY) => {
  const resolved = resolveDate(expression, now, KYIV);
  if (resolved.kind !== 'date') return resolved.kind;
  return doubtOfDate(expression, resolved, words, now, KYIV)?.dates;
};

describe('a date that may be meant in two ways', () => {
  test.each<[string, DateExpression, string[] | string | undefined]>([
    // A weekday that differs wins, however far away the date is.
    ['Friday the 24th', { day: 24, month: 12, weekday: 'fri' }, ['2026-12-25', '2026-12-24']],
    ['п’ятниця 7 грудня', { day: 7, month: 12, weekday: 'fri' }, ['2026-12-04', '2026-12-07']],
    ['пятница, 8 декабря', { day: 8, month: 12, weekday: 'fri' }, ['2026-12-11', '2026-12-08']],
    ['п’ятниця, 4 грудня', { day: 4, month: 12, weekday: 'fri' }, undefined],
    // Yesterday by its date, tomorrow by its weekday.
    ['Friday the 25th', { day: 25, month: 11, weekday: 'fri' }, ['2026-11-27', '2026-11-25']],
    // Day and month, typed with a slash.
    ['on 05/06', { day: 5, month: 6 }, ['2027-06-05', '2027-05-06']],
    ['на 5/6, будь ласка', { day: 6, month: 5 }, ['2027-05-06', '2027-06-05']],
    ['на 05/06/2027', { date: '2027-06-05' }, ['2027-06-05', '2027-05-06']],
    ['on 25/06', { day: 25, month: 6 }, undefined],
    ['06/06', { day: 6, month: 6 }, undefined],
    ['05.06', { day: 5, month: 6 }, undefined],
    ['5 червня, 1/2 години', { day: 5, month: 6 }, undefined],
    ['Saturday 05/06', { day: 5, month: 6, weekday: 'sat' }, undefined],
    // "Next Friday", the day before one.
    ['next Friday', { weekday: 'fri', weeks_ahead: 1 }, ['2026-12-04', '2026-11-27']],
    ['на наступну п’ятницю', { weekday: 'fri', weeks_ahead: 1 }, ['2026-12-04', '2026-11-27']],
    ['в следующую пятницу', { weekday: 'fri', weeks_ahead: 1 }, ['2026-12-04', '2026-11-27']],
    ['Friday next week', { weekday: 'fri', weeks_ahead: 1 }, undefined],
    ['п’ятниця наступного тижня', { weekday: 'fri', weeks_ahead: 1 }, undefined],
    ['пятница на следующей неделе', { weekday: 'fri', weeks_ahead: 1 }, undefined],
    ['next Wednesday', { weekday: 'wed', weeks_ahead: 1 }, undefined],
    ['next Thursday', { weekday: 'thu', weeks_ahead: 1 }, undefined],
    // A day that was over lately was not meant for next year.
    ['20 листопада', { day: 20, month: 11 }, 'past'],
    ['1 September', { day: 1, month: 9 }, 'past'],
    ['20 июля', { day: 20, month: 7 }, undefined],
    ['31 квітня', { day: 31, month: 4 }, 'no_such_date'],
    ['30 February', { day: 30, month: 2, weekday: 'mon' }, 'no_such_date'],
  ])('%s', (words, expression, expected) => {
    expect(doubt(expression, words)).toEqual(expected);
  });

  test('in January a day of December is over, not eleven months away', () => {
    const january = '2027-01-10T10:00:00.000Z';
    expect(resolveDate({ day: 20, month: 12 }, january, KYIV)).toEqual({
      ...{ kind: 'past', date: '2026-12-20' },
    });
    expect(resolveDate({ day: 9, month: 2 }, january, KYIV)).toEqual({
      ...{ kind: 'date', date: '2027-02-09' },
    });
  });
});

test('of a night when the clocks change some times are none and some are two', () => {
  const kyiv = (date: string, time: string) => clockDoubt(date, time, KYIV);
  expect([kyiv('2027-03-28', '02:59'), kyiv('2027-03-28', '04:00')]).toEqual([
    undefined,
    undefined,
  ]);
  expect([kyiv('2027-03-28', '03:00'), kyiv('2027-03-28', '03:59')]).toEqual(['none', 'none']);
  expect([kyiv('2026-10-25', '02:59'), kyiv('2026-10-25', '04:00')]).toEqual([
    undefined,
    undefined,
  ]);
  expect([kyiv('2026-10-25', '03:00'), kyiv('2026-10-25', '03:30')]).toEqual(['twice', 'twice']);
  expect(clockDoubt('2026-11-01', '01:30', 'America/New_York')).toBe('twice');
  expect(clockDoubt('2026-11-01', '24:00', 'America/New_York')).toBeUndefined();
  expect(clockDoubt('2026-11-01', '01:30', 'Asia/Kathmandu')).toBeUndefined();
});

let dynoxide: Dynoxide;
const anthropic = createAnthropic();
let served: Awaited<ReturnType<typeof serveProvider>>;
beforeAll(async () => {
  dynoxide = await startTable();
  served = await serveProvider(anthropic);
});
afterAll(() => Promise.all([dynoxide.close(), served.close()]));

let contacts = 0;
function chatOf(model: Model, now: string, different = {}): Chat {
  contacts += 1;
  const contactId = `doubtful-${contacts}`;
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  chat.now = now;
  const project = salon({ horizonDays: 365, ...different });
  const answer = agent({ project, model, now: () => chat.now });
  chat.answer = (burst) => answer({ ...burst, address: { ...burst.address, contactId } });
  return chat;
}
const bookingsOf = async ({ conversationId }: Chat) =>
  (await readAll(dynoxide.endpoint, dynoxide.tableName, PROJECT)).bookings.filter(
    (booking) => booking.conversationId === conversationId,
  );
const receptionist = () =>
  claude({ PLATFORM_KEY: 'k', CLAUDE_API_KEY_1: 'sk-stand-in-a' }, { baseURL: served.url });

describe('in a whole turn doubt is asked back before anything is booked', () => {
  test.each<[string, string, RegExp, string, string]>([
    [
      'Haircut на п’ятницю 24 грудня о 12:00',
      'uk',
      /24 грудня чи .*25 грудня\?/,
      'п’ятниця 25 грудня',
      '2026-12-25T10:00:00.000Z',
    ],
    [
      'Haircut on Friday, 24 December at 12:00',
      'en',
      /24 December or .*25 December\?/,
      'Friday 25 December',
      '2026-12-25T10:00:00.000Z',
    ],
    [
      'Haircut на пятницу, 24 декабря, в 12:00',
      'ru',
      /24 декабря или .*25 декабря\?/,
      'пятница 25 декабря',
      '2026-12-25T10:00:00.000Z',
    ],
    [
      'Запишіть на Haircut 05/06 о 10:00',
      'uk',
      /6 травня чи .*5 червня\?/,
      '5 червня',
      '2027-06-05T07:00:00.000Z',
    ],
    [
      'Book a Haircut on 05/06 at 10:00',
      'en',
      /6 May or .*5 June\?/,
      '6 May',
      '2027-05-06T07:00:00.000Z',
    ],
    [
      'Запишите на Haircut 05/06 в 11:00',
      'ru',
      /6 мая или .*5 июня\?/,
      '5 июня',
      '2027-06-05T08:00:00.000Z',
    ],
    [
      'Haircut на наступну п’ятницю о 14:00',
      'uk',
      /27 листопада чи .*4 грудня\?/,
      '4 грудня',
      '2026-12-04T12:00:00.000Z',
    ],
    [
      'A haircut next Friday at 14:30, please',
      'en',
      /27 November or .*4 December\?/,
      '27 November',
      '2026-11-27T12:30:00.000Z',
    ],
    [
      'Haircut в следующую пятницу в 15:00',
      'ru',
      /27 ноября или .*4 декабря\?/,
      '4 декабря',
      '2026-12-04T13:00:00.000Z',
    ],
  ])('%s (%s)', async (words, _language, question, then, startsAt) => {
    const chat = chatOf(receptionist(), THURSDAY);
    await chat.run(await chat.write('a', words));
    expect(chat.sent.at(-1)).toMatch(question);
    expect(await bookingsOf(chat)).toEqual([]);
    chat.now = '2026-11-26T10:01:00.000Z';
    await chat.run(await chat.write('b', then));
    expect(await bookingsOf(chat)).toMatchObject([{ startsAt }]);
  });

  test.each([
    ['Haircut на 31 квітня о 12:00', /день/],
    ['A haircut on 31 April at 12:00', /day/],
    ['Haircut на 31 апреля в 12:00', /день/],
    ['Haircut на 20 листопада о 12:00', /Цей день уже минув/],
    ['A haircut on 20 November at 12:00', /already over/],
    ['Haircut на 20 ноября в 12:00', /Этот день уже прошёл/],
  ])('%s: another day is asked for', async (words, question) => {
    const chat = chatOf(receptionist(), THURSDAY);
    await chat.run(await chat.write('a', words));
    expect(chat.sent.at(-1)).toMatch(question);
    expect(chat.sent.at(-1)).toContain('?');
    expect(await bookingsOf(chat)).toEqual([]);
  });

  test('a model that books all the same is refused, and may after the answer', async () => {
    let refused: unknown;
    let slot = '';
    const model = scriptedModel((request) => {
      const told = results(request);
      const asked = { day: 24, month: 12, weekday: 'fri' };
      if (request.messages.length > 2 && told.length === 0 && slot !== '') {
        return calls('create_booking', { slot_id: slot });
      }
      if (told.length === 0) return calls('find_slots', { service: 'Haircut', from: asked });
      if (slot === '') {
        const [first] = (told[0]?.slots ?? []) as { slot_id: string }[];
        slot = first?.slot_id ?? '';
        return calls('create_booking', { slot_id: slot });
      }
      refused ??= told[1]?.problem;
      return says(refused === undefined ? '' : 'Friday 25 or Thursday 24 December?');
    });
    const chat = chatOf(model, THURSDAY);
    await chat.run(await chat.write('a', 'a haircut on Friday the 24th of December'));
    expect(refused).toBe('ask_first');
    expect(await bookingsOf(chat)).toEqual([]);
    chat.now = '2026-11-26T10:01:00.000Z';
    await chat.run(await chat.write('b', 'Friday'));
    expect(await bookingsOf(chat)).toMatchObject([
      { startsAt: expect.stringMatching('2026-12-25') },
    ]);
  });

  test.each([
    ['does not exist', { day: 28, month: 3 }, '03:30', /03:30 does not exist on 2027-03-28/, 0],
    ['comes twice', { date: '2027-10-31' }, '03:30', /03:30 comes twice on 2027-10-31/, 1],
  ])('a time of the night that %s is told so', async (_, from, time, why, offered) => {
    let told: Record<string, unknown> | undefined;
    const model = scriptedModel((request) => {
      [told] = results(request);
      const window = { from: time, to: time };
      if (told === undefined) {
        return calls('find_slots', { service: 'Haircut', specialist: 'Anna', from, window });
      }
      return says('Which time do you mean?');
    });
    const workHours = everyDay('00:00', '24:00');
    const chat = chatOf(model, THURSDAY, { workHours, horizonDays: 365 });
    await chat.run(await chat.write('a', 'a haircut at night'));
    expect(told?.doubt).toMatch(why);
    expect(told?.slots).toHaveLength(offered);
  });
});
