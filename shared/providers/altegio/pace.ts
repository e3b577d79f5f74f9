import type { AltegioFailure } from '../../sync/index.ts';

/** What Altegio allows one address, a little less of it: another container may share it. */
const ALLOWED = [
  { ms: 1_000, calls: 4 },
  { ms: 60_000, calls: 160 },
] as const;

let starts: number[] = [];
let quietUntil = 0;

/**
 * Waits for the turn of one call among all calls of this container, whosever they are: the limit is one for all.
 *
 * @param longestMs who cannot wait so long is told that there is none
 * @returns why there is none
 */
export async function turn(longestMs: number): Promise<undefined | AltegioFailure> {
  const begun = performance.now();
  for (;;) {
    const present = performance.now();
    starts = starts.filter((at) => at > present - 60_000);
    const ready = ALLOWED.map(({ ms, calls }) => (starts.at(-calls) ?? -ms) + ms);
    const wait = Math.max(quietUntil, ...ready) - present;
    if (wait <= 0) {
      starts.push(present);
      return undefined;
    }
    if (present + wait > begun + longestMs) return tooMany(wait / 1_000);
    await new Promise((resolve) => setTimeout(resolve, Math.ceil(wait)));
  }
}

/** Altegio wants peace: nobody of this container asks it before. */
export function beQuiet(seconds: number): void {
  quietUntil = Math.max(quietUntil, performance.now() + seconds * 1_000);
}

/** For tests: as a container that has just begun. */
export function forgetPace(): void {
  starts = [];
  quietUntil = 0;
}

export const tooMany = (seconds: number): AltegioFailure => ({
  ...{ kind: 'not_now', why: 'Altegio is asked too often.', untouched: true },
  retryAfterSeconds: Math.ceil(seconds),
});
