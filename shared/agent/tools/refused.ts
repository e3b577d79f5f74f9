import type { Slot } from '../../availability/index.ts';
import type { BookingRefusal } from '../../bookings/index.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { offerSlots } from './offer-slots.ts';
import { problem, type ToolResult } from './tool-result.ts';

const ADVICE: Partial<Record<BookingRefusal['refused'], string>> = {
  slot_taken: 'Somebody was quicker. Nothing was booked. Offer the alternatives.',
  too_soon: 'It is too late for that time. Offer another one.',
  booking_not_found: 'This client has no such booking. Call list_my_bookings.',
  booking_not_changeable: 'It has begun or is over. Offer to hand over to a person.',
};

/** Tells the model why nothing happened; taken times come with alternatives that can be chosen at once. */
export function refused(turn: AgentTurn, refusal: BookingRefusal): ToolResult {
  const { alternatives = [] } = (refusal.details ?? {}) as { alternatives?: readonly Slot[] };
  return problem(
    refusal.refused,
    ADVICE[refusal.refused] ?? `${refusal.message} Nothing was changed.`,
    alternatives.length === 0 ? {} : { alternatives: offerSlots(turn, alternatives) },
  );
}
