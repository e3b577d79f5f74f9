/** One call of a function, AWS or provider: `{ function: 'inbound-sendpulse', action: 'sqs.SendMessage' }`. */
export interface TrailEntry {
  readonly function: string;
  readonly action: string;
}

const LONGEST_TRAIL = 10_000;

/** Counts of AWS calls: `{ "inbound-sendpulse": { "sqs.SendMessage": 1 } }`. Retries of the SDK count too. */
export class CallCounts {
  readonly #counts = new Map<string, Map<string, number>>();
  /** The newest calls in the order in which they came, those of providers included. */
  readonly trail: TrailEntry[] = [];

  follow(functionId: string, action: string): void {
    if (this.trail.length >= LONGEST_TRAIL) this.trail.shift();
    this.trail.push({ function: functionId, action });
  }

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
    this.trail.length = 0;
  }

  toJSON(): { [functionId: string]: { [action: string]: number } } {
    return Object.fromEntries(
      [...this.#counts].map(([id, actions]) => [id, Object.fromEntries(actions)]),
    );
  }
}
