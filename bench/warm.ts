import { buildDoor, buildPlainly } from './rig/builds.ts';
import type { ContainerAnswer } from './rig/container.ts';
import { median, ratioOf, rounded, spoken } from './rig/statistics.ts';
import { startContainer, startWorld, type WebhookEvent, webhookEvent } from './rig/world.ts';
import type { Row, Section } from './row.ts';

interface Subject {
  readonly bundle: string;
  readonly endpoint: string;
  readonly event: WebhookEvent;
  readonly status: number;
  readonly inFlight: number;
}

const ROUNDS = 7;
const QUICK_ROUNDS = 3;

/** CPU of a warm webhook per call and its throughput, against the bare handler; and what a refused call costs. */
export const warm: Section = {
  name: 'warm webhook',
  run: async ({ quick }) => {
    const world = await startWorld('instant');
    try {
      const ours = buildDoor('inbound/sendpulse').file;
      const bare = buildPlainly('bare-plain', 'bench/rig/bare.ts').file;
      const { aws, duplicates } = world.urls;
      const event = webhookEvent({
        text: 'Добрий день! Хочу манікюр.',
        number: '@@',
        contactId: 'warm',
      });
      const { token = '' } = event.queryStringParameters;
      const forgedToken = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
      const accepted = { bundle: ours, endpoint: aws, event, status: 200, inFlight: 1 };
      const forged = { ...event, queryStringParameters: { token: forgedToken } };
      const subjects: Record<string, Subject> = {
        ours: accepted,
        bare: { ...accepted, bundle: bare },
        oursAt16: { ...accepted, inFlight: 16 },
        bareAt16: { ...accepted, bundle: bare, inFlight: 16 },
        forged: { ...accepted, event: forged, status: 401 },
        malformed: { ...accepted, event: { ...event, body: event.body.slice(0, -1) }, status: 400 },
        duplicate: { ...accepted, endpoint: duplicates },
      };
      const seen: Record<string, ContainerAnswer[]> = {};
      const names = Object.keys(subjects);
      for (let round = 0; round < (quick ? QUICK_ROUNDS : ROUNDS); round += 1) {
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          const subject = subjects[name] as Subject;
          const answer = await measure(subject, world.environment(subject.endpoint), quick);
          seen[name] = [...(seen[name] ?? []), answer];
          await world.outside.ask({ do: 'take' });
        }
      }
      return rows(seen);
    } finally {
      await world.close();
    }
  },
};

async function measure(
  { bundle, event, status, inFlight }: Subject,
  environment: Record<string, string>,
  quick: boolean,
): Promise<ContainerAnswer> {
  const container = startContainer(bundle, environment);
  const load = (milliseconds: number) =>
    container.ask({ do: 'load', template: event, milliseconds, inFlight, status });
  try {
    // The compiler has done its work after about a thousand calls.
    await load(quick ? 700 : 1_500);
    return await load(quick ? 1_000 : 4_000);
  } finally {
    await container.close();
  }
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
