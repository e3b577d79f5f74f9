import { randomUUID } from 'node:crypto';
import type { FunctionPool } from '../functions/pool.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { RuleDefinition } from './rule.ts';

/** What the rules need around them. */
export interface RulesSettings {
  readonly rules: readonly RuleDefinition[];
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly clock: VirtualClock;
  readonly region: string;
  readonly accountId: string;
}

/**
 * EventBridge rules with a rate. They fire as time passes and when the clock is moved, then once each, however many
 * firings lie in between: a day would otherwise be 288 of them at one moment. What is only due by a rule keeps nobody
 * waiting: it is no work that is left, so the cloud can be idle.
 */
export class Rules {
  readonly #settings: RulesSettings;
  readonly #due = new Map<RuleDefinition, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: RulesSettings) {
    this.#settings = settings;
  }

  /** Whether they fire by themselves. */
  get on(): boolean {
    return this.#due.size > 0;
  }

  /** From now on they fire by themselves, or only when told to. */
  turn(on: boolean): void {
    const { rules, clock } = this.#settings;
    this.#due.clear();
    if (on) for (const rule of rules) this.#due.set(rule, clock.now() + rule.everySeconds * 1000);
    this.look();
  }

  /** Fires what has become due. Call it when the clock was moved. */
  look(): void {
    const { clock } = this.#settings;
    for (const [rule, due] of this.#due) {
      if (due > clock.now()) continue;
      this.#due.set(rule, clock.now() + rule.everySeconds * 1000);
      void this.fire(rule.functionId);
    }
    clearTimeout(this.#timer);
    const next = Math.min(...this.#due.values());
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.look(), next - clock.now());
  }

  /** Fires the rule of a function now. @returns whether there is one */
  async fire(functionId: string): Promise<boolean> {
    const { rules, pools, clock, accountId, region } = this.#settings;
    const rule = rules.find((one) => one.functionId === functionId);
    if (!rule) return false;
    await pools.get(functionId)?.invoke({
      ...{ version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event' },
      ...{ source: 'aws.events', account: accountId, region, resources: [rule.arn], detail: {} },
      time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    });
    return true;
  }

  /** The functions that rules run. */
  functions(): string[] {
    return this.#settings.rules.map(({ functionId }) => functionId);
  }

  list(): object[] {
    return this.#settings.rules.map((rule) => {
      const due = this.#due.get(rule);
      const { functionId, everySeconds } = rule;
      return {
        function: functionId,
        everySeconds,
        due: due === undefined ? null : new Date(due).toISOString(),
      };
    });
  }

  close(): void {
    this.#due.clear();
    clearTimeout(this.#timer);
  }
}
