import { describe, expect, it } from 'vitest';
import { untilWritten } from '../../../shared/platform/delivery/index.ts';

/** A write that fails so many times. */
function failing(times: number) {
  let tries = 0;
  const write = async () => {
    tries += 1;
    if (tries <= times) throw new Error(`throttled ${tries}`);
    return 'written';
  };
  return { write, tries: () => tries };
}

describe('what was done and cannot be taken back', () => {
  it.each([0, 1, 3])('is written although the table fails %i times', async (times) => {
    const { write, tries } = failing(times);
    expect(await untilWritten(write)).toBe('written');
    expect(tries()).toBe(times + 1);
  });

  it('is given up with the last fault, so that whoever asked tries it all later', async () => {
    const { write, tries } = failing(9);
    await expect(untilWritten(write)).rejects.toThrow('throttled 4');
    expect(tries()).toBe(4);
  });
});
