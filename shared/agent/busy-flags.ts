import type { BookingFlag } from '../bookings/index.ts';
import type { AgentTurn } from './agent-turn.ts';

/**
 * Looks what people have elsewhere before times are offered or taken: once in a turn, and only in one that needs it.
 *
 * @returns what a booking that is made now is to be flagged with: places whose last import counts
 */
export async function busyFlags(turn: AgentTurn): Promise<readonly BookingFlag[]> {
  const { project, now, freshBusyTimes } = turn;
  if (freshBusyTimes === undefined) return [];
  turn.busyAsked ??= freshBusyTimes(project, now);
  const { outdated } = await turn.busyAsked;
  return outdated.map((source) => ({ kind: 'busy_times_unknown', source, at: now }));
}
