import { spentToday } from '../conversations/index.ts';
import { addSeconds, secondsBetween } from '../platform/clock.ts';
import type { AgentTurn } from './agent-turn.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const MICROS = 1_000_000;

/** The client has had her share of answers; `told`: and knows it. */
export interface RateLimited {
  readonly kind: 'rate';
  readonly told: boolean;
}

/** Why a burst is not given to the model. */
export type Limited =
  | RateLimited
  /** The model has cost its share; people answer until `until`. */
  | { readonly kind: 'client_budget' | 'project_budget'; readonly until: string };

/**
 * Whether this burst is beyond what the project lets one client, or a day, cost. Everything about the client is in the
 * turns that were read anyway; what other clients cost is read at most once a minute, until it comes close.
 *
 * @returns `undefined` when the model may be asked
 */
export async function limitOf(turn: AgentTurn): Promise<Limited | undefined> {
  const { burst, project, now } = turn;
  const { limits, projectId } = project;
  const rate = rateLimitOf(turn);
  if (rate !== undefined) return rate;
  const midnight = `${addSeconds(now, DAY).slice(0, 10)}T00:00:00.000Z`;
  const today = burst.turns.filter(({ decidedAt }) => decidedAt.startsWith(now.slice(0, 10)));
  const cost = today.reduce((sum, { tokens }) => sum + (tokens.cost ?? 0), 0);
  if (cost >= limits.clientUsdPerDay * MICROS) return { kind: 'client_budget', until: midnight };
  const budget = limits.projectUsdPerDay * MICROS;
  const spent = await spentToday(projectId, budget, now);
  return spent >= budget ? { kind: 'project_budget', until: midnight } : undefined;
}

/** Whether one client has had her share of answers; `undefined`: not yet. */
export function rateLimitOf({ burst, project, now }: AgentTurn): RateLimited | undefined {
  const { limits } = project;
  const within = (seconds: number) =>
    burst.turns.filter(({ decidedAt }) => secondsBetween(decidedAt, now) < seconds);
  const answered = (seconds: number) =>
    within(seconds).reduce((sum, { kind, answered: ids }) => {
      return kind === 'silent' || kind === 'limited' ? sum : sum + ids.length;
    }, 0);
  const told = (seconds: number) => within(seconds).some(({ kind }) => kind === 'limited');
  if (answered(HOUR) >= limits.messagesPerHour) return { kind: 'rate', told: told(HOUR) };
  if (answered(DAY) >= limits.messagesPerDay) return { kind: 'rate', told: told(DAY) };
  return undefined;
}
