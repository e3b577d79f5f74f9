/** One line of the table that `npm run bench` prints. */
export interface Row {
  /** Stable, so two runs can be laid beside each other. */
  readonly name: string;
  /** What was seen, a ratio or an exact count where that is possible. */
  readonly measured: string;
  /** What DESIGN §8 asks for; `reported` when the figure has no target. */
  readonly target: string;
  /** Whether the target is met; a figure without a target is always `true`. */
  readonly ok: boolean;
  /** Everything behind the figure: intervals, absolute times, counts. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** How one run of the benchmarks is to be made. */
export interface RunOptions {
  /** Fewer repetitions: minutes become seconds, and intervals wider. */
  readonly quick: boolean;
}

/** A group of rows that share their preparation. Groups run one after the other, so none disturbs another. */
export interface Section {
  /** What `--only` matches, beside the names of its rows. */
  readonly name: string;
  readonly run: (options: RunOptions) => Promise<readonly Row[]>;
}
