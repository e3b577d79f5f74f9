import type { Booking, TransactionEntry } from '../../bookings/index.ts';
import { type Effect, putReceipt, type Receipt, receiptOf } from '../../conversations/index.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { dateAt, timeAt, weekdayOf } from '../dates.ts';

/** Nobody needs more changes in one breath; a model in a loop would. */
export const MOST_EFFECTS = 5;

/** The next effect of a turn: what makes a retry of it the same request, and the receipt that goes along. */
export interface Step {
  readonly step: number;
  readonly idempotencyKey: string;
  alongside(booking: Booking): readonly TransactionEntry[];
  /** The effect is committed: from here on it may be spoken of. */
  committed(booking: Booking): void;
}

/** Begins the next effect; `undefined` when the turn has had its share. */
export function nextStep(turn: AgentTurn, effect: Effect): Step | undefined {
  if (turn.committed.length >= MOST_EFFECTS) return undefined;
  const { projectId, conversationId, turnId } = turn.burst;
  const step = Math.max(0, ...turn.committed.map((receipt) => receipt.step)) + 1;
  const ids = { projectId, conversationId, turnId, step };
  return {
    step,
    idempotencyKey: `${conversationId}#${turnId}#${step}`,
    alongside: (booking) => [putReceipt(receiptOf(ids, effect, booking), turn.now)],
    committed: (booking) => {
      turn.committed.push(receiptOf(ids, effect, booking));
      turn.seen.set(booking.code, booking);
      if (effect === 'booked') turn.activeBookings += 1;
      if (effect === 'cancelled') turn.activeBookings = Math.max(0, turn.activeBookings - 1);
    },
  };
}

/** Whether an earlier try of this turn committed it, before its worker died. */
export function wasBefore({ burst }: AgentTurn, { step }: Receipt): boolean {
  return burst.receipts.some((receipt) => receipt.step === step);
}

/** A booking in the words of the project's clock. */
export function told(booking: Booking): Readonly<Record<string, unknown>> {
  const date = dateAt(booking.startsAt, booking.timeZone);
  return {
    code: booking.code,
    service: booking.serviceName,
    specialist: booking.specialistName,
    date,
    weekday: weekdayOf(date),
    time: timeAt(booking.startsAt, booking.timeZone),
    status: booking.status,
  };
}
