const TRIES = 4;
const FIRST_PAUSE_MS = 50;

/**
 * Writes down what was done outside and cannot be taken back: while it is not written, it would be done again. So a
 * fault of the table, which the SDK has tried three times by then, is tried again, with pauses.
 *
 * @param write may be applied more than once
 * @throws the last fault
 */
export async function untilWritten<Value>(write: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write();
    } catch (fault) {
      if (tried === TRIES) throw fault;
      const longest = FIRST_PAUSE_MS * 2 ** tried;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
    }
  }
}
