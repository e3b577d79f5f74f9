import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_LINES = 500;
const ALARMING = /"level":"(ERROR|CRITICAL|FATAL)"|^ERROR /;

/** What the functions print: in one file each, the newest lines in memory, errors on the terminal. */
export class Logs {
  readonly #folder: string | undefined;
  readonly #quiet: boolean;
  readonly #recent: { readonly functionId: string; readonly line: string }[] = [];

  constructor(dataDir: string | undefined, quiet: boolean) {
    this.#folder = dataDir && join(dataDir, 'logs');
    this.#quiet = quiet;
  }

  add(functionId: string, line: string): void {
    if (line === '') return;
    this.#recent.push({ functionId, line });
    if (this.#recent.length > KEPT_LINES) this.#recent.shift();
    if (this.#folder) appendFileSync(join(this.#folder, `${functionId}.log`), `${line}\n`);
    if (!this.#quiet && ALARMING.test(line)) console.error(`[${functionId}] ${line}`);
  }

  recent(functionId?: string): readonly { readonly functionId: string; readonly line: string }[] {
    return functionId
      ? this.#recent.filter((entry) => entry.functionId === functionId)
      : this.#recent;
  }
}
