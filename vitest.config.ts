import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Suites that need nothing but the code (and at most an emulator of their own). */
const quick = ['unit', 'contract', 'architecture'] as const;
/** Suites that run on the synthesized template. It is made once, before the first of them. */
const synthesized = ['infra', 'local', 'flows', 'web'] as const;

/** Small files that run for ten seconds and more: where no run is remembered, vitest takes a small file for a short one. */
const LONG =
  /(interleavings|crash-points|model|injections|commands\/\w+|sync\/destinations)\.test\.ts$/;

/**
 * The browser and whole stories first, small suites last: what begins last ends last, and while something long runs
 * alone the other core has nothing to do.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order: readonly string[] = ['web', 'flows', 'infra', 'local', ...quick];
    const place = ({ project, moduleId }: TestSpecification) =>
      order.indexOf(project.name) -
      (quick.some((name) => name === project.name) && LONG.test(moduleId) ? 0.5 : 0);
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Two cores: more workers than that only wait for each other, and a flow runs a cloud of its own.
    maxWorkers: 2,
    projects: [
      ...quick.map((name) => ({
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          setupFiles: ['tests/steps/seed.ts'],
          testTimeout: 30_000,
        },
      })),
      ...synthesized.map((name) => ({
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          globalSetup: ['tests/steps/synth.ts'],
          setupFiles: ['tests/steps/seed.ts'],
          testTimeout: 120_000,
          // A whole cloud and several businesses begin in one hook, on a machine that may be busy.
          hookTimeout: 300_000,
        },
      })),
    ],
  },
});
