import fc from 'fast-check';

const asked = process.env.SEED;

/**
 * What everything random in the tests grows from: the same number in every run, so that a run that fails says something
 * about the change it tries. `SEED=random` (`npm run test:explore`) looks further, `SEED=<number>` repeats a run.
 */
export const SEED: number =
  asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20_261_121);

fc.configureGlobal({ seed: SEED });
