import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../infra/local/control/seeded-random.ts';
import {
  type Client,
  chat,
  codeIn,
  modelCalls,
  morning,
  type Row,
  rows,
  turnsOf,
} from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { type CreatedProject, createProject } from '../steps/project.ts';
import { SEED } from '../steps/seed.ts';

/**
 * Claude as an enemy: the stand-in plays scripts instead of the receptionist, against the real bundles. Whatever the
 * model asks for, nothing happens outside the chat's own client and project, and it comes to an end.
 */

let cloud: TestCloud;
let other: CreatedProject;
let victim: { client: Client; code: string };
let stranger: { client: Client; code: string };
/** Everything that is not the attacker's, as it was before. */
let before: Row[];

const BOT = 'other-bot';
/** Requests to the model in one turn at most: the look at the intent and the rounds with tools. */
const MOST_REQUESTS = 9;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  other = await createProject(cloud, {
    id: 'other-salon',
    owner: 'owner@other.example',
    botId: BOT,
  });
  const victimChat = chat(cloud, 'victim', 'Жертва');
  victim = {
    client: victimChat,
    code: codeIn(await victimChat.asks('Запишіть мене на масаж до Anna завтра о 10:00')),
  };
  const strangerChat = chat(cloud, 'stranger-of-the-other', 'Чужа', {
    webhook: other.webhook,
    botId: BOT,
  });
  await strangerChat.says('Привіт');
  await strangerChat.hears();
  stranger = { client: strangerChat, code: 'NONE00' };
  before = await others();
  expect(before.length).toBeGreaterThan(4);
});
afterAll(() => cloud?.stop());

type Block = Record<string, unknown>;
let ids = 0;
const use = (name: string, input: unknown): Block => {
  ids += 1;
  return { type: 'tool_use', id: `toolu_hostile${ids}`, name, input };
};
const says = (text: string, claims: unknown[] = []): Block[] => [
  { type: 'text', text: JSON.stringify({ text, claims }) },
];

async function script(turns: Block[][]): Promise<void> {
  await cloud.api('DELETE', '/_local/providers/anthropic/script');
  const body = { for: 'main', turns };
  const answer = await cloud.api('POST', '/_local/providers/anthropic/script', { body });
  expect(answer.status).toBe(200);
}

/** Lets a fresh client write one message while the model plays `turns`. */
async function attack(id: string, turns: Block[][]) {
  const client = chat(cloud, `attacker-${id}`, `Нападник ${id}`);
  await script(turns);
  await cloud.providers.clear('anthropic');
  await client.says('Доброго дня');
  const heard = await client.hears();
  const requests = (await modelCalls(cloud)).filter(({ text }) => text.includes('Доброго дня'));
  await cloud.api('DELETE', '/_local/providers/anthropic/script');
  return { client, heard, requests };
}

/** All rows of bookings, days and conversations that are not an attacker's. */
async function others(): Promise<Row[]> {
  const all = await rows(cloud);
  const safe = new Set(
    all
      .filter(({ entity, contactId }) => entity === 'Message' && !/^attacker/.test(contactId))
      .map(({ conversationId }) => conversationId),
  );
  const kept = all.filter(
    ({ entity, conversationId }) =>
      ['Booking', 'Turn', 'Conversation', 'Message', 'Receipt'].includes(entity) &&
      safe.has(conversationId),
  );
  return kept.sort((a, b) => `${a.pk}${a.sk}`.localeCompare(`${b.pk}${b.sk}`));
}

const bookingsOf = async (id: string): Promise<Row[]> =>
  (await rows(cloud, 'Booking')).filter(({ clientName }) => clientName === `Нападник ${id}`);

const DAYS = [{ relative_days: 3 }, { weekday: 'fri', weeks_ahead: 0 }, { day: 1, month: 1 }];

/** Arguments that no honest model sends, and some that one would. */
function arguments_(random: () => number): unknown {
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const ids = [
    victim.code,
    stranger.code,
    '',
    '../..',
    'slot_1',
    '*',
    'null',
    '__proto__',
    'x'.repeat(3_000),
  ];
  const numbers = [-1, 0, -99_999, 2 ** 53, 1e308, 99_999, 0.5];
  const day = pick([
    ...DAYS,
    { relative_days: pick(numbers) },
    { weekday: pick(['fri', 'xyz', '']), weeks_ahead: pick(numbers) },
    { day: pick(numbers), month: pick(numbers) },
    { date: pick(['1999-01-01', '2026-13-45', '9999-12-31', '-000001-01-01', 'now()']) },
    pick<unknown>([null, 7, 'tomorrow', [], {}]),
  ]);
  return pick<unknown>([
    {
      service: pick(['Massage', 'Haircut', 'nothing', '', 5]),
      from: day,
      to: pick(DAYS),
      specialist: pick(['Anna', 'nobody', '']),
    },
    {
      service: 'Haircut',
      from: day,
      window: { from: pick(['25:99', '00:00', '-1:00', '']), to: '99:99' },
    },
    {
      slot_id: pick(ids),
      client_name: pick(['Жертва', '', 'x'.repeat(9_000)]),
      client_phone: pick(['+380000000000', '']),
    },
    { booking_code: pick(ids), slot_id: pick(ids) },
    { booking_code: pick(ids), reason: pick(ids) },
    { reason: pick(ids) },
    {
      project_id: other.projectId,
      client_id: 'victim',
      conversationId: 'x',
      slot_id: pick(ids),
      booking_code: victim.code,
    },
    pick<unknown>([{}, { constructor: { prototype: 1 } }, { toString: 'x' }]),
  ]);
}

const TOOLS = [
  'find_slots',
  'create_booking',
  'change_booking',
  'cancel_booking',
  'list_my_bookings',
];
const UNKNOWN = [
  'delete_project',
  'list_all_bookings',
  'toString',
  '__proto__',
  'constructor',
  'x',
];

describe('a model that is the enemy', () => {
  test('calls what it likes: nothing of anybody else changes, and every client is answered', async () => {
    const random = seededRandom(SEED);
    for (let round = 0; round < 30; round += 1) {
      const length = 1 + Math.floor(random() * 7);
      const turns = Array.from({ length }, () =>
        Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
          const names = random() < 0.8 ? TOOLS : UNKNOWN;
          const name = names[Math.floor(random() * names.length)] ?? 'x';
          return use(name, arguments_(random));
        }),
      );
      const { heard, requests } = await attack(`random-${round}`, [
        ...turns,
        says('Чим допомогти?'),
      ]);
      const about = `SEED=${SEED}, round ${round}`;
      expect(heard, about).toHaveLength(1);
      expect(requests.length, about).toBeLessThanOrEqual(MOST_REQUESTS);
      expect(await bookingsOf(`random-${round}`), about).toEqual([]);
      expect(await others(), about).toEqual(before);
    }
  }, 120_000);

  test.each([
    ['cancel_booking', () => ({ booking_code: victim.code })],
    ['change_booking', () => ({ booking_code: victim.code, slot_id: 'any' })],
    ['create_booking', () => ({ slot_id: victim.code, client_name: 'Жертва' })],
    ['create_booking', () => ({ slot_id: 'x', project_id: other.projectId, client_id: 'victim' })],
  ])('cannot %s with what belongs to somebody else', async (name, input) => {
    const id = `foreign-${name}-${ids}`;
    const { heard, requests } = await attack(id, [
      [use('list_my_bookings', {})],
      [use(name, input())],
      says('Готово, запис скасовано!', [{ kind: 'cancelled', reference: victim.code }]),
      says('Ваш запис скасовано.', []),
    ]);
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toMatch(/скасовано|Готово/);
    expect(requests.some(({ text }) => text.includes(victim.code) && /10:00/.test(text))).toBe(
      false,
    );
    expect(await others()).toEqual(before);
  });

  test('may loop as long as it likes: the rounds of a turn are bounded', async () => {
    const loop = Array.from({ length: 40 }, () => [use('list_my_bookings', {})]);
    const { client, heard, requests } = await attack('loop', loop);
    expect(heard).toHaveLength(1);
    expect(requests.length).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(await turnsOf(cloud, client)).toHaveLength(1);
  });

  test('may call a hundred tools at once: nobody else is touched, the client is answered', async () => {
    const many = Array.from({ length: 100 }, () =>
      use('cancel_booking', { booking_code: victim.code }),
    );
    const { heard } = await attack('hundred', [many, says('Чим допомогти?')]);
    expect(heard).toHaveLength(1);
    expect(await others()).toEqual(before);
  });

  test.each([
    ['a booking', 'Вас записано на завтра о 10:00 ✅ Код запису: AAAAAA'],
    ['a booking, in English', 'You are booked for tomorrow at 10:00. Booking code: AAAAAA'],
    ['a booking of somebody else', 'Ваш запис на масаж завтра о 10:00 підтверджено'],
    ['a move', 'Перенесла ваш запис на 12:00'],
  ])('says %s that was not made: the client never hears it', async (what, text) => {
    const { heard } = await attack(`says-${what}`, [says(text), says(text), says(text)]);
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toContain('10:00');
    expect(heard[0]).not.toContain('AAAAAA');
    expect(heard[0]).not.toContain('12:00');
  });

  test.each<[string, Block[][]]>([
    ['nothing', [[{ type: 'text', text: '' }]]],
    ['no JSON', [[{ type: 'text', text: 'hello {' }]]],
    ['JSON of another shape', [[{ type: 'text', text: '{"text":5,"claims":"x"}' }]]],
    ['too much', [says('слово '.repeat(5_000))]],
    ['markup and links', [says('<b>Привіт</b> [тут](http://evil.example) `код` @everyone')]],
    ['only white space', [says(' \n\t ')]],
  ])('answers %s: the client gets words', async (what, turns) => {
    const { heard } = await attack(`answers-${what}`, turns);
    expect(heard.length).toBeGreaterThan(0);
    for (const text of heard) {
      expect(text.trim()).not.toBe('');
      expect(text.length).toBeLessThanOrEqual(4_096);
    }
  });

  test('books only for the client of the chat, whatever name and phone it gives', async () => {
    const client = chat(cloud, 'attacker-self', 'Нападник self');
    await client.asks('Запишіть мене на стрижку до Maria завтра о 12:00');
    const [own] = await bookingsOf('self');
    expect(own).toMatchObject({ projectId: 'demo-salon', specialistName: 'Maria' });
    expect(await others()).toEqual(before);
  });
});
