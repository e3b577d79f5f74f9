import { buildDoor, buildPlainly } from './rig/builds.ts';
import type { ContainerAnswer } from './rig/container.ts';
import { median, ratioOf, rounded, spoken } from './rig/statistics.ts';
import {
  type Container,
  startContainer,
  startWorld,
  type WebhookEvent,
  webhookEvent,
} from './rig/world.ts';
import type { Row, Section } from './row.ts';

/** A load on one of the containers of a group. */
interface Subject {
  readonly container: 'ours' | 'bare' | 'duplicates';
  readonly event: WebhookEvent;
  readonly status: number;
  readonly inFlight: number;
  readonly milliseconds: number;
}

/** Fresh processes, so that the luck of one (where the compiler and the heap put things) does not decide. */
const GROUPS = 3;
const QUICK_GROUPS = 1;
/** Short windows taken in turns: what else happens on the machine meets both sides of a ratio alike. */
const WINDOWS = 15;
const WARM_UP_MS = 2_000;

/** CPU of a warm webhook per call and its throughput, against the bare handler; and what a refused call costs. */
export const warm: Section = {
  name: 'warm webhook',
  run: async ({ quick }) => {
    const world = await startWorld('instant');
    try {
      const ours = buildDoor('inbound/sendpulse').file;
      const bare = buildPlainly('bare-plain', 'bench/rig/bare.ts').file;
      const seen: Record<string, ContainerAnswer[]> = {};
      for (let group = 0; group < (quick ? QUICK_GROUPS : GROUPS); group += 1) {
        const containers = {
          ours: startContainer(ours, world.environment()),
          bare: startContainer(bare, world.environment()),
          duplicates: startContainer(ours, world.environment(world.urls.duplicates)),
        };
        try {
          await measure(containers, quick, seen);
        } finally {
          await Promise.all(Object.values(containers).map((container) => container.close()));
        }
      }
      return rows(seen);
    } finally {
      await world.close();
    }
  },
};

async function measure(
  containers: Record<Subject['container'], Container>,
  quick: boolean,
  seen: Record<string, ContainerAnswer[]>,
): Promise<void> {
  const subjects = Object.entries(makeSubjects());
  const load = ({ container, event, ...subject }: Subject, milliseconds: number) =>
    containers[container].ask({ do: 'load', template: event, ...subject, milliseconds });
  // The compiler has done its work after about a thousand calls.
  for (const [, subject] of subjects) {
    await load(
      subject,
      quick ? WARM_UP_MS / 4 : subject.inFlight > 1 ? WARM_UP_MS / 2 : WARM_UP_MS,
    );
  }
  for (let window = 0; window < WINDOWS; window += 1) {
    for (const [name, subject] of window % 2 === 0 ? subjects : subjects.toReversed()) {
      const answer = await load(subject, quick ? subject.milliseconds / 2 : subject.milliseconds);
      seen[name] = [...(seen[name] ?? []), answer];
    }
  }
}

function makeSubjects(): Record<string, Subject> {
  const text = 'Добрий день! Хочу манікюр.';
  const event = webhookEvent({ text, number: '@@', contactId: 'warm' });
  const { token = '' } = event.queryStringParameters;
  const forged = `${token.slice(0, -3)}${token.endsWith('AAA') ? 'BBB' : 'AAA'}`;
  const ours = { container: 'ours', event, status: 200, inFlight: 1, milliseconds: 600 } as const;
  const full = { ...ours, inFlight: 16, milliseconds: 400 };
  const refused = { ...ours, milliseconds: 150 };
  return {
    ours,
    bare: { ...ours, container: 'bare' },
    oursAt16: full,
    bareAt16: { ...full, container: 'bare' },
    forged: {
      ...refused,
      event: { ...event, queryStringParameters: { token: forged } },
      status: 401,
    },
    malformed: { ...refused, event: { ...event, body: event.body.slice(0, -1) }, status: 400 },
    duplicate: { ...ours, container: 'duplicates', milliseconds: 300 },
  };
}

function rows(seen: Record<string, ContainerAnswer[]>): Row[] {
  const of = (name: string, figure: (answer: ContainerAnswer) => number) =>
    (seen[name] ?? []).map(figure);
  const cpu = ({ cpuMicroseconds, calls }: ContainerAnswer) => cpuMicroseconds / calls;
  const rate = ({ calls, milliseconds }: ContainerAnswer) => (calls / milliseconds) * 1000;
  const compare = (name: string, against: string, figure: (answer: ContainerAnswer) => number) =>
    ratioOf(of(name, figure), of(against, figure), { paired: true });

  const perCall = compare('ours', 'bare', cpu);
  const throughput = compare('oursAt16', 'bareAt16', rate);
  const refusal = (name: string, target: number): Row => {
    const ratio = compare(name, 'ours', cpu);
    return {
      name: `${name} webhook CPU / accepted`,
      measured: `${ratio.ratio.toFixed(3)}×`,
      target: `≤ ${target.toFixed(2)}×`,
      ok: ratio.high <= target,
      details: { interval: spoken(ratio), microseconds: rounded(median(of(name, cpu)), 1) },
    };
  };
  return [
    {
      name: 'warm webhook CPU / bare handler',
      measured: spoken(perCall),
      target: '≤ 1.05×',
      ok: perCall.high <= 1.05,
      details: {
        oursMicroseconds: rounded(median(of('ours', cpu)), 0),
        bareMicroseconds: rounded(median(of('bare', cpu)), 0),
        p50: spoken(compare('ours', 'bare', ({ p50 = 0 }) => p50)),
        p99: spoken(compare('ours', 'bare', ({ p99 = 0 }) => p99)),
        rss: spoken(compare('ours', 'bare', ({ rssMb }) => rssMb)),
      },
    },
    {
      name: 'webhook throughput at 16 in flight / bare handler',
      measured: spoken(throughput),
      target: '≥ 0.95×',
      ok: throughput.low >= 0.95,
      details: {
        oursPerSecond: rounded(median(of('oursAt16', rate)), 0),
        barePerSecond: rounded(median(of('bareAt16', rate)), 0),
        cpu: spoken(compare('oursAt16', 'bareAt16', cpu)),
      },
    },
    refusal('forged', 0.05),
    refusal('malformed', 0.05),
    refusal('duplicate', 0.6),
  ];
}
