import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { seededRandom } from '../../../infra/local/control/seeded-random.ts';
import { beginAgentTurn } from '../../../shared/agent/agent-turn.ts';
import { MOST_ROUNDS, MOST_TOKENS } from '../../../shared/agent/converse.ts';
import { agent } from '../../../shared/agent/index.ts';
import { MOST_EFFECTS } from '../../../shared/agent/tools/commit.ts';
import { runTool } from '../../../shared/agent/tools/run-tool.ts';
import { type Booking, book } from '../../../shared/bookings/index.ts';
import { type Burst, conversationOf } from '../../../shared/conversations/index.ts';
import { type ClientId, derivedId, type TurnId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { readAll } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, everyDay, HAIRCUT, MARIA, salon } from '../../steps/salon.ts';
import { SEED } from '../../steps/seed.ts';
import { messageId } from '../conversations/chat.ts';
import { calls, results, says, scriptedModel } from './model-stub.ts';

/**
 * Claude as an enemy, hundreds of times: whatever tools it calls with whatever arguments, nothing happens outside the
 * client and the project of the chat. HOSTILE_SEQUENCES makes it longer.
 */
const SEQUENCES = Number(process.env.HOSTILE_SEQUENCES ?? 200);
const CALLS = 6;
const NOW = '2026-11-23T10:00:00.000Z';
const HORIZON_DAYS = 60;

const around = everyDay('00:00', '24:00');
const ours = salon({ workHours: around, horizonDays: HORIZON_DAYS });
const theirs: Project = {
  ...ours,
  projectId: 'other_salon' as Project['projectId'],
  name: 'Other',
};

let dynoxide: Dynoxide;
let victims: Booking[];
let before: readonly Booking[];
beforeAll(async () => {
  dynoxide = await startTable();
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  victims = [
    await victim(ours, ANNA, '2026-11-25T08:00:00.000Z'),
    await victim(ours, MARIA, '2026-11-26T08:00:00.000Z'),
    await victim(theirs, ANNA, '2026-11-25T09:00:00.000Z'),
  ];
  before = await untouched();
});
afterAll(() => dynoxide.close());

async function victim(project: Project, specialistId: typeof ANNA, startsAt: string) {
  const clientId = derivedId(['victim', project.projectId, specialistId]) as ClientId;
  const answer = await book({
    ...{ project, serviceId: HAIRCUT, specialistId, startsAt, now: NOW },
    client: { clientId, name: 'Victim' },
    actor: { kind: 'client', id: clientId },
    idempotencyKey: `victim-${project.projectId}-${specialistId}`,
  });
  if (!('booking' in answer)) throw new Error('The victim has no booking.');
  return answer.booking;
}

/** The victims' bookings, as they stand. */
async function untouched(): Promise<readonly Booking[]> {
  const all = await Promise.all(
    [ours, theirs].map((p) => readAll(dynoxide.endpoint, dynoxide.tableName, p.projectId)),
  );
  const rows = all.flatMap(({ bookings }) => bookings).filter((b) => b.clientName === 'Victim');
  return rows.sort((a, b) => (a.bookingId < b.bookingId ? -1 : 1));
}

let bursts = 0;
/** What a client of her own writes. */
function burstOf(project = ours): Burst {
  bursts += 1;
  const address = { channel: 'sendpulse', service: 'telegram', botId: 'bot' } as const;
  const contact = { ...address, contactId: `attacker-${bursts}` };
  const { projectId } = project;
  const conversationId = conversationOf({ ...contact, projectId } as never);
  const id = messageId(`M${bursts}`);
  const message = {
    ...{ projectId, conversationId, messageId: id, receivedAt: NOW, sentAt: NOW, ...contact },
    ...{ kind: 'text', text: 'Hello, what can you do?', name: 'Attacker' },
  };
  return {
    ...{ projectId, conversationId, turnId: id as unknown as TurnId },
    address: { ...contact, projectId } as never,
    state: { activeBookings: bursts % 3 } as never,
    messages: [message as never],
    ...{ turns: [], receipts: [], deadline: performance.now() + 60_000 },
    foldIn: async () => [],
  };
}

const NAMES = [
  ...['find_slots', 'create_booking', 'change_booking', 'cancel_booking', 'list_my_bookings'],
  ...['find_slots', 'create_booking', 'change_booking', 'cancel_booking', 'hand_over'],
  ...['delete_project', 'list_all_bookings', 'toString', '__proto__', 'constructor', ''],
];

/** One call: own slots and codes as an honest model would name them, those of others, and nonsense. */
function hostileCall(random: () => number, own: { slots: string[]; codes: string[] }) {
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const foreign = victims.flatMap(({ code, bookingId }) => [code, bookingId, code.toLowerCase()]);
  const words = [
    '',
    '*',
    '../..',
    'null',
    '__proto__',
    'x'.repeat(3_000),
    '💥',
    '\u0000',
    '1 OR 1=1',
  ];
  const id = () => pick([...own.slots, ...own.slots, ...foreign, ...words]);
  const code = () => pick([...own.codes, ...own.codes, ...foreign, ...foreign, ...words]);
  const number = () =>
    pick([-1, 0, 1, 7, 59, 61, -99_999, 99_999, 2 ** 53, 1e308, 0.5, Number.NaN]);
  const weekday = () => pick(['fri', 'mon', 'xyz', '', null]);
  const day = () =>
    pick<unknown>([
      { relative_days: pick([1, 2, 3, 5, 20]) },
      { relative_days: number() },
      { weekday: weekday(), weeks_ahead: number() },
      { day: number(), month: number(), weekday: weekday() },
      { date: pick(['1999-01-01', '2026-13-45', '9999-12-31', '-000001-01-01', '2026-11-30']) },
      pick<unknown>([null, 7, 'tomorrow', [], {}]),
    ]);
  const clock = () => pick(['25:99', '00:00', '24:00', '-1:00', '12:00', '', null]);
  const others = {
    ...{ project_id: theirs.projectId, projectId: theirs.projectId, role: 'owner' },
    ...{ client_id: victims[0]?.clientId, clientId: victims[0]?.clientId, ownedBy: null },
    ...{ startsAt: '2020-01-01T00:00:00.000Z', price: -1, conversationId: 'C' },
  };
  const input = pick<() => unknown>([
    () => ({ service: pick(['Haircut', 'haircut', 'nothing', '', 5]), from: day(), to: day() }),
    () => ({
      ...{ service: HAIRCUT, specialist: pick(['Anna', 'nobody', '']), from: day() },
      window: { from: clock(), to: clock() },
    }),
    () => ({ service: 'Haircut', from: { relative_days: pick([1, 2, 3]) }, ...others }),
    () => ({ slot_id: id(), client_name: pick(['Attacker', '', 'x'.repeat(9_000)]) }),
    () => ({ slot_id: id(), client_phone: pick(['+380000000000', '-1', '']), ...others }),
    () => ({ booking_code: code(), slot_id: id(), ...others }),
    () => ({ booking_code: code(), reason: pick(words), ...others }),
    () => pick<unknown>([{}, null, 7, 'x', [], { constructor: { prototype: 1 } }, others]),
  ])();
  return {
    type: 'tool_use' as const,
    id: `toolu_${Math.floor(random() * 1e9)}`,
    name: pick(NAMES),
    input,
  };
}

/** What only somebody else could know: told to this client, it would be a leak. */
const leaks = (content: string) =>
  victims.some(({ code, bookingId }) => content.includes(code) || content.includes(bookingId));

describe('hostile calls', () => {
  test(`of ${SEQUENCES} sequences none has an effect on anybody else`, async () => {
    const random = seededRandom(SEED);
    let effects = 0;
    for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
      const about = `SEED=${SEED}, sequence ${sequence}`;
      const project = random() < 0.8 ? ours : theirs;
      const turn = beginAgentTurn(burstOf(project), project, 'en', NOW);
      const own = { slots: [] as string[], codes: [] as string[] };
      // Most know slots that they may book, so that not everything is refused for want of one.
      if (random() < 0.7) {
        const input = {
          service: 'Haircut',
          from: { relative_days: 1 + Math.floor(random() * 50) },
        };
        await runTool(turn, { type: 'tool_use', id: 'begin', name: 'find_slots', input });
        own.slots = [...turn.offers.keys()].slice(0, 4);
      }
      for (let call = 0; call < CALLS; call += 1) {
        const { content, is_error: isError } = await runTool(turn, hostileCall(random, own));
        expect(typeof JSON.parse(content), about).toBe('object');
        expect(leaks(content) && isError !== true, about).toBe(false);
        own.slots = [...turn.offers.keys()].slice(0, 4);
        own.codes = turn.committed.map(({ code }) => code);
      }
      expect(turn.committed.length, about).toBeLessThanOrEqual(MOST_EFFECTS);
      for (const receipt of turn.committed) {
        expect(receipt.projectId, about).toBe(project.projectId);
        expect(receipt.startsAt > NOW, about).toBe(true);
        expect(
          victims.map(({ bookingId }) => bookingId),
          about,
        ).not.toContain(receipt.bookingId);
      }
      effects += turn.committed.length;
    }
    expect(await untouched(), `SEED=${SEED}`).toEqual(before);
    // A run in which nothing ever worked would prove nothing.
    expect(effects, `SEED=${SEED}`).toBeGreaterThan(0);
    await isOwn();
  }, 60_000);

  test('foreign ids of every kind are refused, each with the same words as one that never was', async () => {
    for (const { code, bookingId } of victims) {
      for (const wanted of [code, bookingId, code.toLowerCase(), ` ${code} `]) {
        const turn = beginAgentTurn(burstOf(), ours, 'en', NOW);
        const input = { service: 'Haircut', from: { relative_days: 4 } };
        await runTool(turn, { type: 'tool_use', id: 't', name: 'find_slots', input });
        const [slot_id = ''] = turn.offers.keys();
        const ask = async (name: string, booking_code: string) => {
          const call = {
            type: 'tool_use' as const,
            id: 't',
            name,
            input: { booking_code, slot_id },
          };
          return (await runTool(turn, call)).content;
        };
        for (const name of ['cancel_booking', 'change_booking']) {
          expect(await ask(name, wanted)).toBe(await ask(name, 'NEVER1'));
        }
      }
    }
    expect(await untouched()).toEqual(before);
  });

  test('a slot that another conversation was offered is none of this one', async () => {
    const [one, other] = [ours, ours].map((p) => beginAgentTurn(burstOf(p), p, 'en', NOW));
    if (one === undefined || other === undefined) throw new Error('There are two.');
    const input = { service: 'Haircut', from: { relative_days: 5 } };
    await runTool(one, { type: 'tool_use', id: 't', name: 'find_slots', input });
    for (const slot_id of one.offers.keys()) {
      const call = {
        type: 'tool_use' as const,
        id: 't',
        name: 'create_booking',
        input: { slot_id },
      };
      expect((await runTool(other, call)).content).toContain('unknown_slot');
    }
    expect(other.committed).toEqual([]);
  });
});

/** Whatever the attackers booked, each has for herself, in her chat's project and in the time that may be booked. */
async function isOwn(): Promise<void> {
  const latest = new Date(Date.parse(NOW) + (HORIZON_DAYS + 1) * 86_400_000).toISOString();
  for (const { projectId } of [ours, theirs]) {
    const { bookings } = await readAll(dynoxide.endpoint, dynoxide.tableName, projectId);
    for (const booking of bookings.filter(({ clientName }) => clientName !== 'Victim')) {
      expect(booking.startsAt > NOW && booking.startsAt < latest).toBe(true);
      const address = { channel: 'sendpulse', service: 'telegram', botId: 'bot', projectId };
      const chats = Array.from({ length: bursts }, (_, i) =>
        conversationOf({ ...address, contactId: `attacker-${i + 1}` } as never),
      );
      const chat = chats.find((id) => id === booking.conversationId);
      expect(chat).toBeDefined();
      expect(booking.clientId).toBe(derivedId(['client', chat ?? '']));
    }
  }
}

describe('a model that does not end', () => {
  const play = async (script: Parameters<typeof scriptedModel>[0]) => {
    const model = scriptedModel(script);
    const reply = await agent({ project: ours, model, now: () => NOW })(burstOf());
    return { reply, requests: model.requests.length };
  };

  test.each([
    ['one tool for ever', () => calls('list_my_bookings', {})],
    ['a tool that is none', () => calls('delete_everything', {})],
    [
      'searches without end',
      () => calls('find_slots', { service: 'Haircut', from: { relative_days: 1 } }),
    ],
    ['pauses', () => ({ content: [], stopReason: 'pause_turn' })],
  ])('%s: it is stopped and the client is answered', async (_, script) => {
    const { reply, requests } = await play(script);
    expect(requests).toBeLessThanOrEqual(MOST_ROUNDS + 1);
    expect(reply.text.trim()).not.toBe('');
  });

  test('a hundred changes at once: no more than a few happen, all of them her own', async () => {
    const { reply } = await play((request) => {
      const [found] = results(request);
      if (found === undefined) {
        return calls('find_slots', { service: 'Haircut', from: { relative_days: 9 } });
      }
      const slots = (found.slots ?? []) as { slot_id: string }[];
      if (results(request).length > 1) return says('');
      const many = Array.from({ length: 100 }, (__, i) => slots[i % slots.length]?.slot_id);
      return {
        content: many.flatMap((slot_id) => calls('create_booking', { slot_id }).content.slice(-1)),
        stopReason: 'tool_use',
      };
    });
    expect(reply.text.match(/Booking code/g)?.length).toBeLessThanOrEqual(MOST_EFFECTS);
    expect(await untouched()).toEqual(before);
    await isOwn();
  });

  test('a model that burns tokens is stopped by what it burnt', async () => {
    let asked = 0;
    const model = scriptedModel(() => calls('list_my_bookings', {}));
    const burning = {
      open: (...args: Parameters<typeof model.open>) => {
        const session = model.open(...args);
        return {
          ask: async (request: Parameters<typeof session.ask>[0]) => {
            asked += 1;
            const answer = await session.ask(request);
            return { ...answer, tokens: { input: MOST_TOKENS / 2, output: 0 } };
          },
        };
      },
    };
    await agent({ project: ours, model: burning, now: () => NOW })(burstOf());
    expect(asked).toBeLessThanOrEqual(2);
  });
});
