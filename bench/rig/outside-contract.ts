/** What the outside world can be asked. */
export type OutsideRequest =
  | { readonly do: 'start'; readonly secret: string; readonly table: 'instant' | 'real' }
  /** What was counted since the last time. */
  | { readonly do: 'take' }
  /** Has the model repeat its last answers at once, whatever it is asked: what it costs to think is not ours. */
  | { readonly do: 'replay'; readonly on: boolean }
  /** Milliseconds that the model takes for each answer. */
  | { readonly do: 'pace'; readonly milliseconds: number };

/** Where things are, and what happened. */
export interface OutsideAnswer {
  /** Endpoint of all AWS services. */
  readonly aws: string;
  /** The same, but every message is a duplicate. */
  readonly duplicates: string;
  /** Root of the stand-ins: add `/sendpulse` or `/anthropic`. */
  readonly providers: string;
  /** The real table's own endpoint, past the counting. */
  readonly dynoxide: string;
  /** Calls by `service.Action`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Capacity units by kind; only with a real table. */
  readonly units: { readonly read: number; readonly write: number };
  /** Bodies of the messages sent to queues, in order. */
  readonly sent: readonly { readonly queue: string; readonly body: string }[];
  /** Requests to stand-ins, as `name METHOD /path`. */
  readonly provided: Readonly<Record<string, number>>;
}

/** The table's name in every bench. */
export const TABLE_NAME = 'frontdesk-bench';
