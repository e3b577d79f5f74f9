import { defineConfig } from 'vitest/config';

/** Suites that need nothing but the code (and at most an emulator of their own). */
const quick = ['unit', 'contract', 'architecture'] as const;
/** Suites that run on the synthesized template. It is made once, before the first of them. */
const synthesized = ['infra', 'local', 'flows', 'web'] as const;

export default defineConfig({
  test: {
    // Two cores: more workers than that only wait for each other, and a flow runs a cloud of its own.
    maxWorkers: 2,
    projects: [
      ...quick.map((name) => ({
        test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 30_000 },
      })),
      ...synthesized.map((name) => ({
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          globalSetup: ['tests/steps/synth.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
    ],
  },
});
