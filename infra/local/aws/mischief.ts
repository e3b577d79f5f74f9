import { seededRandom } from '../control/seeded-random.ts';
import type { Caller } from './caller.ts';

/** What is to go wrong with matching calls. Exactly one of `times` and `rate` counts; `times` 1 when both are absent. */
export interface Mischief {
  /** Only calls of this function. */
  readonly function?: string;
  /** `dynamodb.TransactWriteItems`, `sendpulse.POST /telegram/contacts/send`, `dynamodb.*`: `*` stands for any text. */
  readonly action: string;
  /** Meets the nth matching call first (1 = the next one). */
  readonly nth?: number;
  readonly times?: number;
  /** 0–1, for every matching call, drawn from `seed`. */
  readonly rate?: number;
  readonly seed?: number;
  readonly kind: 'fail' | 'kill';
  /** `before`: not applied. `after`: applied, the caller does not learn it. `hang`: never answered, not applied. */
  readonly mode: 'before' | 'after' | 'hang';
  /** Name of the AWS error for `fail` before; a cut connection when absent. */
  readonly error?: string;
  readonly message?: string;
}

interface Planned extends Mischief {
  skip: number;
  left: number;
  random: () => number;
  met: number;
}

/** Everything that was asked to go wrong with calls of workers, in the order in which it was asked. */
export class Mischiefs {
  readonly #planned: Planned[] = [];

  add(mischief: Mischief): void {
    this.#planned.push({
      ...mischief,
      skip: (mischief.nth ?? 1) - 1,
      left: mischief.rate === undefined ? (mischief.times ?? 1) : (mischief.times ?? Infinity),
      random: seededRandom(mischief.seed ?? 1),
      met: 0,
    });
  }

  /** The first mischief this call meets; counts it. */
  meet(caller: Caller, action: string): Mischief | undefined {
    for (const planned of this.#planned) {
      if (planned.left <= 0 || !matches(planned, caller, action)) continue;
      if (planned.skip > 0) {
        planned.skip -= 1;
        continue;
      }
      if (planned.rate !== undefined && planned.random() >= planned.rate) continue;
      planned.left -= 1;
      planned.met += 1;
      return planned;
    }
    return undefined;
  }

  list(): object[] {
    return this.#planned.map(({ random: _random, skip: _skip, left, ...rest }) => ({
      ...rest,
      left: left === Infinity ? null : left,
    }));
  }

  clear(kind?: Mischief['kind']): void {
    for (let at = this.#planned.length - 1; at >= 0; at -= 1) {
      if (!kind || this.#planned[at]?.kind === kind) this.#planned.splice(at, 1);
    }
  }
}

function matches(mischief: Mischief, caller: Caller, action: string): boolean {
  if (mischief.function !== undefined && mischief.function !== caller.functionId) return false;
  const parts = mischief.action.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return action === first;
  if (!action.startsWith(first) || !action.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = action.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= action.length - last.length;
}
