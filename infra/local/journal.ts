import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Rewriting pays off only when most of the file is history. */
const MIN_RECORDS_TO_COMPACT = 20_000;

/** What a journal needs from the state it keeps. */
export interface JournalState<Record> {
  /** Takes one record back in, in the order in which they were written. */
  apply(record: Record): void;
  /** The records that rebuild the present state from nothing. */
  snapshot(): Iterable<Record>;
}

/**
 * An append-only file of JSON lines: every change is on its way to disk before the call that made it returns, so a
 * process that is killed loses nothing. Without a path it keeps nothing (tests that need no restart).
 */
export class Journal<Record> {
  readonly #path: string | undefined;
  readonly #state: JournalState<Record>;
  #file: number | undefined;
  #written = 0;
  #live = 0;

  constructor(path: string | undefined, state: JournalState<Record>) {
    this.#path = path;
    this.#state = state;
  }

  /** Replays the file into the state, then opens it for writing. Call once, before the first `append`. */
  open(): void {
    if (!this.#path) return;
    if (existsSync(this.#path)) {
      for (const line of readFileSync(this.#path, 'utf8').split('\n')) {
        if (line === '') continue;
        const record = parsed<Record>(line);
        // Only the last line can be torn: the process was killed while writing it, so nobody was told it is kept.
        if (record !== undefined) this.#state.apply(record);
      }
    }
    this.#compact();
  }

  append(record: Record): void {
    if (this.#file === undefined) return;
    writeSync(this.#file, `${JSON.stringify(record)}\n`);
    this.#written += 1;
    if (this.#written > MIN_RECORDS_TO_COMPACT && this.#written > this.#live * 4) this.#compact();
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #compact(): void {
    if (!this.#path) return;
    const records = [...this.#state.snapshot()];
    const fresh = `${this.#path}.new`;
    const file = openSync(fresh, 'w');
    writeSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    renameSync(fresh, this.#path);
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = file;
    this.#live = records.length;
    this.#written = records.length;
  }
}

function parsed<Record>(line: string): Record | undefined {
  try {
    return JSON.parse(line) as Record;
  } catch {
    return undefined;
  }
}
