import { describe, expect, it } from 'vitest';
import { type Source, sources } from './sources.ts';

/** Domains in the order in which they may know each other: each imports only those before it (and platform). */
const DOMAINS = [
  'catalogue',
  'accounts',
  'projects',
  'integrations',
  'billing',
  'clients',
  'availability',
  'bookings',
  'conversations',
  'parked',
  'stats',
  'agent',
  'bots',
  'reception',
  'specialists',
  'sync',
  'notifications',
  'schedules',
  'changes',
];

/** What a domain shows to others. `inbound.ts` is the slim door of the webhook path, where every kilobyte counts. */
const DOORS = ['index.ts', 'inbound.ts'];

const room = (path: string): string => path.split('/')[1] ?? '';
const inShared = sources('shared');
const shared = (name: string): Source[] => inShared.filter((file) => room(file.path) === name);

/** `file → import` for every import that `allowed` refuses. */
function forbidden(files: Source[], allowed: (target: string, file: Source) => boolean): string[] {
  return files.flatMap((file) =>
    file.files
      .filter((target) => !allowed(target, file))
      .map((target) => `${file.path} → ${target}`),
  );
}

describe('the import order', () => {
  it('knows every folder of shared/', () => {
    const rooms = new Set(inShared.map((file) => room(file.path)));
    expect([...rooms].sort()).toEqual(
      [...DOMAINS, 'platform', 'providers', 'contracts'].filter((name) => rooms.has(name)).sort(),
    );
  });

  it('lets platform import nothing but platform', () => {
    expect(forbidden(shared('platform'), (to) => to.startsWith('shared/platform/'))).toEqual([]);
  });

  it('lets a domain import only earlier domains, through their doors, and platform', () => {
    for (const [position, domain] of DOMAINS.entries()) {
      const earlier = DOMAINS.slice(0, position);
      const wrong = forbidden(
        shared(domain),
        (to) =>
          to.startsWith(`shared/${domain}/`) ||
          to.startsWith('shared/platform/') ||
          to.startsWith('shared/contracts/') ||
          earlier.some((name) => DOORS.some((door) => to === `shared/${name}/${door}`)),
      );
      expect(wrong, `imports of shared/${domain}`).toEqual([]);
    }
  });

  it('lets a provider import platform and the ports of domains, never another provider', () => {
    // Beside the folders stands one file that lists what several doors need of all of them.
    const providers = shared('providers').filter(
      ({ path }) => path !== 'shared/providers/index.ts',
    );
    const wrong = forbidden(providers, (to, file) => {
      const own = file.path.split('/').slice(0, 3).join('/');
      return (
        to.startsWith(`${own}/`) ||
        to.startsWith('shared/platform/') ||
        DOMAINS.some((name) => DOORS.some((door) => to === `shared/${name}/${door}`))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('lets contracts import nothing but zod', () => {
    const files = shared('contracts');
    expect(forbidden(files, (to) => to.startsWith('shared/contracts/'))).toEqual([]);
    expect(files.flatMap((file) => file.packages).filter((name) => !/^zod/.test(name))).toEqual([]);
  });

  it('lets functions import only the doors of shared/, and never each other', () => {
    const wrong = forbidden(
      sources('functions'),
      (to) =>
        to.startsWith('shared/platform/') ||
        to.startsWith('shared/contracts/') ||
        /^shared\/[^/]+\/(index|inbound)\.ts$/.test(to) ||
        /^shared\/providers\/[^/]+\/(index|inbound)\.ts$/.test(to),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the local cloud blind to the product', () => {
    const wrong = forbidden(
      sources('infra/local'),
      (to) => to.startsWith('infra/local/') || to === 'package.json',
    );
    expect(wrong).toEqual([]);
  });

  it('lets the panel import only contracts', () => {
    const wrong = forbidden(
      sources('web'),
      (to) => to.startsWith('web/') || to.startsWith('shared/contracts/'),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycle between files', () => {
    const graph = new Map(
      sources('functions', 'shared', 'infra').map((file) => [file.path, file.files]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path))
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    expect(cycles).toEqual([]);
  });
});
