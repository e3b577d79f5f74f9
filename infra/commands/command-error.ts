/** What went wrong in one sentence for the person at the keyboard; printed as it is, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
