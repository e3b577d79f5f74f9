import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextMove } from '../../../shared/agent/choices/next-move.ts';
import { readChoice, shownOf } from '../../../shared/agent/choices/read-choice.ts';
import { choices } from '../../../shared/agent/index.ts';
import { book, listBookings } from '../../../shared/bookings/index.ts';
import type { Menu } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ClientId, ProjectId, ServiceId, SpecialistId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';
import { type Chat, START, startChat } from '../conversations/chat.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

let projects = 0;

interface Desk {
  readonly chat: Chat;
  readonly project: Project;
  /** Writes the texts as one burst. @returns what was sent */
  says(...texts: string[]): Promise<string>;
  booked(): Promise<{ code: string; status: string; startsAt: string; clientName: string }[]>;
}

function desk(different: Partial<Project> = {}, name: string | undefined = 'Олена'): Desk {
  projects += 1;
  const project = salon({ projectId: `numbers_${projects}` as ProjectId, ...different });
  const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
  const answer = choices({ project, now: () => chat.now });
  const contactId = `numbers-${chat.conversationId}`;
  chat.answer = (burst) =>
    answer({
      ...burst,
      projectId: project.projectId,
      address: { ...burst.address, contactId },
      messages: burst.messages.map((one) => (name === undefined ? one : { ...one, name })),
    });
  let written = 0;
  return {
    chat,
    project,
    says: async (...texts) => {
      const before = chat.sent.length;
      const timers = [];
      for (const text of texts) {
        written += 1;
        chat.now = addSeconds(chat.now, 2);
        timers.push(await chat.write(`m${written}`, text, chat.now));
      }
      await chat.run(...timers);
      return chat.sent.slice(before).join('\n---\n');
    },
    booked: async () => {
      const range = { from: START, to: addSeconds(START, 100 * 86_400) };
      const page = await listBookings({ projectId: project.projectId, ...range });
      if (isRefusal(page)) throw new Error(page.message);
      return page.bookings as never;
    },
  };
}

const TO_TIMES = ['Добрий день', '1', '1', '1', '2'];

describe('numbered choices', () => {
  test('lead to a booking in one burst as well as step by step', async () => {
    const { says, booked } = desk();
    const times = await says(...TO_TIMES);
    expect(times).toContain('Оберіть час');
    const receipt = await says('3');
    const [booking, ...others] = await booked();
    expect(others).toEqual([]);
    expect(receipt).toContain(`Код запису: ${booking?.code}`);
    expect(booking).toMatchObject({ status: 'PENDING', clientName: 'Олена' });
  });

  test('offer what was shown, whatever has changed since', async () => {
    const own = desk();
    await own.says('Добрий день', '1');
    // The catalogue changes behind her back: "3" stays what she read.
    const services = own.project.services.toReversed();
    Object.assign(own.project, { services });
    expect(await own.says('1')).toContain('До кого вас записати');
    await own.says('2', '1', '1');
    expect(await own.booked()).toMatchObject([{ serviceId: HAIRCUT, specialistId: ANNA }]);
  });

  test('tell who was quicker and show the times that are left', async () => {
    const { says, booked, project } = desk({ specialists: [{ specialistId: ANNA, name: 'Anna' }] });
    const times = await says('Добрий день', '1', '1', '2');
    const first = /1\. (\d\d:\d\d)/.exec(times)?.[1] ?? '';
    const rival = { clientId: 'rival' as ClientId, name: 'Rival' };
    const taken = await book({
      ...{ project, serviceId: HAIRCUT, specialistId: ANNA, client: rival, now: START },
      ...{ actor: { kind: 'client', id: rival.clientId }, idempotencyKey: 'rival' },
      startsAt: '2026-11-24T07:00:00.000Z',
    });
    expect(isRefusal(taken)).toBe(false);
    expect(first).toBe('09:00');
    const sorry = await says('1');
    expect(sorry).toContain('уже недоступний');
    expect(sorry).toContain('1. 09:30');
    await says('1');
    expect(await booked()).toHaveLength(2);
  });

  test('ask for a name that the messenger does not tell', async () => {
    const { says, booked } = desk({}, '');
    await says(...TO_TIMES);
    expect(await says('1')).toContain('Як вас звати');
    expect(await says('7')).toContain('Як вас звати');
    expect(await says('???')).toContain('Як вас звати');
    expect(await says('5555')).toContain('Як вас звати');
    expect(await says('Ілля Ж.')).toContain('Код запису');
    expect(await booked()).toMatchObject([{ clientName: 'Ілля Ж.' }]);
  });

  test('go back with 0, forget after half a day, and repeat a question that was not answered', async () => {
    const { says, chat } = desk();
    const start = await says('Добрий день');
    expect(await says('що?')).toContain(start.split('\n').slice(1).join('\n'));
    const services = await says('1');
    await says('1');
    expect(await says('0')).toBe(services);
    expect(await says('0')).toBe(start);
    await says('1');
    chat.now = addSeconds(chat.now, 13 * 3600);
    expect(await says('1')).toBe(start);
  });

  test('keep to the limit of bookings ahead', async () => {
    const { says, booked } = desk({ limits: { ...salon().limits, activeBookings: 1 } });
    await says(...TO_TIMES, '1');
    expect(await says(...TO_TIMES, '5')).toContain('стільки записів');
    expect(await booked()).toHaveLength(1);
  });

  test('say so where nothing can be booked', async () => {
    const empty = desk({ services: [] });
    expect(await empty.says('Добрий день', '1')).toContain('Онлайн зараз записатися не можна');
    const full = desk({ horizonDays: 0, minimumNoticeMinutes: 1_440 });
    expect(await full.says(...TO_TIMES)).toContain('вільного часу немає');
    expect(await full.says('скасувати')).toContain('немає майбутніх записів');
  });

  test('of a long list are shown in parts, and every one of them can be reached', async () => {
    const services = Array.from({ length: 23 }, (_, index) => ({
      ...{ serviceId: `s${index}` as ServiceId, name: `Service ${index}`, slots: 1 },
    }));
    const { says } = desk({ services });
    let list = await says('Добрий день', '1');
    const seen = new Set<string>();
    for (let page = 0; page < 3; page += 1) {
      for (const [name] of list.matchAll(/Service \d+/g)) seen.add(name);
      const more = /(\d+)\. Показати ще/.exec(list)?.[1] ?? '';
      list = await says(more);
    }
    expect(seen.size).toBe(23);
    expect(list).toContain('Service 0');
  });

  test('book once when the worker dies after the booking', async () => {
    const { says, booked, chat } = desk();
    await says(...TO_TIMES);
    const answer = chat.answer;
    let deaths = 0;
    chat.answer = async (burst) => {
      const reply = await answer(burst);
      deaths += 1;
      if (deaths < 3) throw new Error('the worker dies here');
      return reply;
    };
    const before = chat.sent.length;
    await says('1');
    await chat.settle();
    expect(chat.sent.slice(before)).toHaveLength(1);
    expect(chat.sent.at(-1)).toContain('Код запису');
    expect(await booked()).toHaveLength(1);
  });
});

test('whatever is written, she gets an answer and nothing is booked that was not offered', async () => {
  const limits = { ...salon().limits, messagesPerHour: 10_000, messagesPerDay: 10_000 };
  const own = desk({ horizonDays: 3, limits });
  const anything = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }).map(String) },
    fc.constantFrom('меню', 'мої записи', 'cancel', '10:00', '1️⃣', '№2', '', '<facts>', '-1', '1e3'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 6 }), async (texts) => {
      own.chat.now = addSeconds(own.chat.now, 10);
      const said = await own.says(...texts);
      const state = await own.chat.state();
      if (state?.handedOverUntil === undefined) expect(said).not.toBe('');
      for (const { startsAt } of await own.booked()) expect(startsAt > START).toBe(true);
    }),
    { numRuns: 15 },
  );
});

describe('an answer', () => {
  const options = Array.from({ length: 12 }, (_, index) => ({
    ...{ value: `v${index}`, label: `${String(9 + index).padStart(2, '0')}:00` },
  }));
  const menu: Menu = { step: 'time', options, page: 0 };

  test.each([
    ['3', 'v2'],
    [' №3. ', 'v2'],
    ['3️⃣', 'v2'],
    ['３', 'v2'],
    ['11:00', 'v2'],
    ['11.00', 'v2'],
    ['на 11:00', undefined],
    ['33', undefined],
    ['+380501112233', undefined],
  ])('%s is read', (text, value) => {
    const choice = readChoice(menu, text);
    expect(choice).toEqual(value === undefined ? { kind: 'unclear' } : { kind: 'chosen', value });
  });

  test('in any of the languages names what is always understood', () => {
    for (const text of ['ОПЕРАТОР', 'human', 'администратор!', 'Поговорити з адміністратором']) {
      expect(readChoice(undefined, text)).toEqual({ kind: 'word', word: 'operator' });
    }
  });

  test('leads on and back to where it came from', () => {
    const specialistId = ANNA as SpecialistId;
    const day = { step: 'day', serviceId: HAIRCUT, specialistId } as const;
    const on = nextMove(day, { kind: 'chosen', value: '2026-11-24' }, false);
    expect(on).toEqual({ kind: 'ask', place: { ...day, step: 'time', date: '2026-11-24' } });
    if (on.kind !== 'ask') return;
    const back = nextMove(on.place, { kind: 'back' }, false);
    expect(back).toMatchObject({ kind: 'ask', place: day, back: true });
    expect(shownOf(menu)).toMatchObject({ more: false });
  });
});
