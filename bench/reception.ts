import { morning, reception as signIn } from '../tests/steps/chat.ts';
import { startCloud, type TestCloud } from '../tests/steps/local-cloud.ts';
import { demoPhones, telegram } from '../tests/steps/telegram.ts';
import type { Row, Section } from './row.ts';
import { spokenCalls } from './webhook-calls.ts';

const REMINDER_MINUTES = 30;
/** Between two requests: the second one meets warm containers, whose memory of project and token lasts a minute. */
const APART_SECONDS = 30;
/** Schedules fire at whole seconds. */
const A_LITTLE = 5;
/** The demo's receptionists, and with the escalation contact. */
const STAFF = { reminder: 2, escalation: 3 } as const;
const TELLER = 'notifications-reception';
const WEBHOOK = 'inbound-reception-bot';

/** AWS calls by `function action`, and calls to Telegram by method. */
interface Seen {
  readonly byFunction: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly calls: Readonly<Record<string, number>>;
  readonly total: number;
  readonly telegram: Readonly<Record<string, number>>;
}

/**
 * Reminders and taps on the whole local cloud: what all functions together ask of AWS until nothing is left to do. The
 * requests come from the API, so that nothing of a client's conversation is among them.
 */
export const reception: Section = {
  name: 'reception',
  run: async () => {
    const cloud = await startCloud();
    try {
      return await story(cloud);
    } finally {
      await cloud.stop();
    }
  },
};

async function story(cloud: TestCloud): Promise<Row[]> {
  await morning(cloud);
  const request = await requests(cloud);
  const observe = observer(cloud);
  await request(0);
  await cloud.clock.advance(APART_SECONDS);
  const waiting = await request(1);
  const wait = REMINDER_MINUTES * 60 - APART_SECONDS + A_LITTLE;
  // The first of a minute reads project and token anew, in each container; the second one is what a reminder costs.
  const cold = await observe(() => cloud.clock.advance(wait));
  const reminder = await observe(() => cloud.clock.advance(APART_SECONDS));
  await cloud.clock.advance(wait);
  const escalation = await observe(() => cloud.clock.advance(APART_SECONDS));

  const { lukas } = await demoPhones(cloud);
  const tap = (bookingId: string) =>
    observe(async () => {
      await lukas.taps({ data: `confirm_${bookingId}_1` });
      await cloud.settle();
    });
  const fresh = [await request(2), await request(3)] as const;
  const coldTap = await tap(fresh[0]);
  const few = await tap(fresh[1]);
  const many = await tap(waiting);
  return [
    told('reminder', reminder, { firstOfAMinute: cold }),
    told('escalation', escalation, {}),
    ...taps(few, many, { firstOfAMinute: coldTap }),
  ];
}

/** Makes requests as a member of the project. @returns their ids */
async function requests(cloud: TestCloud): Promise<(index: number) => Promise<string>> {
  const { token, config } = await signIn(cloud);
  const { project_id, services, specialists } = await config();
  const tomorrow = new Date(Date.parse(await cloud.clock.now()) + 86_400_000).toISOString();
  return async (index) => {
    const { status, body } = await cloud.api('POST', `/projects/${project_id}/bookings`, {
      token,
      body: {
        service_id: services[0].id,
        specialist_id: specialists[0].id,
        starts_at: `${tomorrow.slice(0, 10)}T${10 + index}:00:00.000Z`,
        client: { name: `Client ${index}` },
      },
    });
    if (status !== 201) throw new Error(`No booking: ${status} ${JSON.stringify(body)}`);
    await cloud.settle();
    return body.booking_id;
  };
}

function observer(cloud: TestCloud): (act: () => Promise<unknown>) => Promise<Seen> {
  return async (act) => {
    await cloud.settle();
    await cloud.clearCalls();
    const before = (await telegram(cloud).calls()).length;
    await act();
    const byFunction = await cloud.calls();
    const calls: Record<string, number> = {};
    for (const [action, count] of Object.values(byFunction).flatMap(Object.entries<number>)) {
      calls[action] = (calls[action] ?? 0) + count;
    }
    const said: Record<string, number> = {};
    for (const { method } of (await telegram(cloud).calls()).slice(before)) {
      said[method] = (said[method] ?? 0) + 1;
    }
    return { byFunction, calls, total: sum(calls), telegram: said };
  };
}

function told(name: keyof typeof STAFF, seen: Seen, details: Record<string, unknown>): Row {
  const people = STAFF[name];
  // Two reminders at once would be no figure of one.
  if (seen.telegram.sendMessage !== people) {
    throw new Error(`Not one ${name} to ${people} people: ${JSON.stringify(seen)}`);
  }
  const perPerson = sum(seen.byFunction[TELLER] ?? {}) / people;
  return {
    name: `${name} to ${people} people: AWS calls`,
    measured: `${seen.total} (${seen.total - perPerson * people} + ${perPerson} per person)`,
    target: '≤ 4 + 3 per person',
    ok: seen.total <= 4 + 3 * people,
    details: { ...details, ...seen },
  };
}

function taps(few: Seen, many: Seen, details: Record<string, unknown>): Row[] {
  const edited = ({ telegram }: Seen) => telegram.editMessageText ?? 0;
  const own = few.byFunction[WEBHOOK] ?? {};
  const edits = (seen: Seen) => sum(seen.byFunction[TELLER] ?? {});
  const perCopy = (edits(many) - edits(few)) / (edited(many) - edited(few));
  return [
    {
      name: 'tap that decides, until it is answered: AWS calls',
      measured: `${sum(own)} (${spokenCalls(own)})`,
      target: 'reported',
      ok: true,
      details: { ...details, ...few },
    },
    {
      name: 'edit of all copies after a tap: AWS calls',
      measured: `${edits(few)} for ${edited(few)} copies, ${edits(many)} for ${edited(many)}: ${perCopy} per copy`,
      target: 'reported',
      ok: true,
      details: { few, many },
    },
  ];
}

const sum = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((total, count) => total + count, 0);
