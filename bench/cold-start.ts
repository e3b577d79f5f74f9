import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Build,
  buildDoor,
  buildPlainly,
  buildWithLevers,
  ROOT,
  WORKSHOP,
} from './rig/builds.ts';
import { nodeOn, putFirst } from './rig/process.ts';
import { median, type Ratio, ratioOf, rounded, spoken } from './rig/statistics.ts';
import { startWorld, type World, webhookEvent } from './rig/world.ts';
import type { Row, Section } from './row.ts';

interface Sample {
  readonly importMs: number;
  readonly totalMs: number;
  readonly cpuMs: number;
}

const BARE = 'bench/rig/bare.ts';
const ROUNDS = 31;
const QUICK_ROUNDS = 7;

/** Import to first 200 of a fresh process: ours against the smallest handler that makes the same AWS calls. */
export const coldStart: Section = {
  name: 'cold start',
  run: async ({ quick }) => {
    const world = await startWorld('instant');
    try {
      const subjects = {
        ours: { build: buildDoor('inbound/sendpulse') },
        plain: { build: buildPlainly('bare-plain', BARE) },
        tuned: { build: buildWithLevers('bare-tuned', BARE) },
        cached: { build: buildDoor('inbound/sendpulse'), cache: join(WORKSHOP, 'compile-cache') },
      };
      rmSync(subjects.cached.cache, { recursive: true, force: true });
      const samples: Record<string, Sample[]> = {};
      const names = Object.keys(subjects) as (keyof typeof subjects)[];
      const rounds = quick ? QUICK_ROUNDS : ROUNDS;
      // The first round warms the file cache (and fills the compile cache), and is thrown away.
      for (let round = 0; round <= rounds; round += 1) {
        // Another order every round: whoever starts first after a pause would otherwise always be the same.
        const order = [
          ...names.slice(round % names.length),
          ...names.slice(0, round % names.length),
        ];
        for (const name of order) {
          const sample = await startOnce(world, subjects[name]);
          if (round > 0) samples[name] = [...(samples[name] ?? []), sample];
        }
      }
      return rows(samples, rounds);
    } finally {
      await world.close();
    }
  },
};

function rows(samples: Record<string, Sample[]>, rounds: number): Row[] {
  const of = (name: string, field: keyof Sample) => (samples[name] ?? []).map((one) => one[field]);
  const compare = (name: string, against: string, field: keyof Sample): Ratio =>
    ratioOf(of(name, field), of(against, field), { paired: true });
  const about = (against: string) => ({
    rounds,
    oursMs: rounded(median(of('ours', 'totalMs'))),
    oursImportMs: rounded(median(of('ours', 'importMs'))),
    bareMs: rounded(median(of(against, 'totalMs'))),
    bareImportMs: rounded(median(of(against, 'importMs'))),
    cpuRatio: spoken(compare('ours', against, 'cpuMs')),
  });
  const plain = compare('ours', 'plain', 'totalMs');
  const tuned = compare('ours', 'tuned', 'totalMs');
  const cached = compare('cached', 'ours', 'totalMs');
  return [
    {
      name: 'webhook cold start / bare handler built plainly',
      measured: spoken(plain),
      target: '≤ 0.75×',
      ok: plain.high <= 0.75,
      details: about('plain'),
    },
    {
      name: 'webhook cold start / bare handler, same levers',
      measured: spoken(tuned),
      target: '≤ 1.10×',
      ok: tuned.high <= 1.1,
      details: about('tuned'),
    },
    {
      name: 'webhook cold start with a compile cache / without',
      measured: spoken(cached),
      target: 'reported',
      ok: true,
      details: {
        withCacheMs: rounded(median(of('cached', 'totalMs'))),
        note: 'A compile cache is tied to the Node build and is not shipped.',
      },
    },
  ];
}

function startOnce(
  world: World,
  { build, cache }: { readonly build: Build; readonly cache?: string },
): Promise<Sample> {
  const [command, args] = nodeOn('measured', [join(ROOT, 'bench', 'rig', 'cold.mjs')]);
  const event = webhookEvent({ text: 'Добрий день!', number: 1, contactId: 'cold' });
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    env: {
      ...world.environment(),
      PATH: process.env.PATH,
      BUNDLE: build.file,
      EVENT: JSON.stringify(event),
      ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
    },
  });
  putFirst(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0 || text === '') {
        reject(new Error(`A cold start of ${build.name} ended with ${code}: ${text}`));
        return;
      }
      const { status, ...sample } = JSON.parse(text) as Sample & { status: number };
      if (status === 200) resolve(sample);
      else reject(new Error(`A cold start of ${build.name} answered ${status}.`));
    });
  });
}
