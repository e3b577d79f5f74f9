/** Counts of AWS calls: `{ "inbound-sendpulse": { "sqs.SendMessage": 1 } }`. Retries of the SDK count too. */
export class CallCounts {
  readonly #counts = new Map<string, Map<string, number>>();

  add(functionId: string, action: string): void {
    let actions = this.#counts.get(functionId);
    if (!actions) {
      actions = new Map();
      this.#counts.set(functionId, actions);
    }
    actions.set(action, (actions.get(action) ?? 0) + 1);
  }

  clear(): void {
    this.#counts.clear();
  }

  toJSON(): { [functionId: string]: { [action: string]: number } } {
    return Object.fromEntries(
      [...this.#counts].map(([id, actions]) => [id, Object.fromEntries(actions)]),
    );
  }
}
