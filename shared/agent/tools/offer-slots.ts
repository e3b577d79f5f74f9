import type { Slot } from '../../availability/index.ts';
import type { Offer } from '../../conversations/index.ts';
import { derivedId } from '../../platform/ids.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { dateAt, timeAt, weekdayOf } from '../dates.ts';

/**
 * Makes slots choosable and tells them in the words of the project's clock. The id is a pure function of conversation
 * and slot, so the same time keeps its id and another conversation's is never known.
 */
export function offerSlots(
  turn: AgentTurn,
  slots: readonly Slot[],
): Readonly<Record<string, unknown>>[] {
  const { project, burst } = turn;
  return slots.map((slot) => {
    const { serviceId, specialistId, startsAt, endsAt } = slot;
    const parts = [burst.projectId, burst.conversationId, serviceId, specialistId, startsAt];
    const offer: Offer = {
      slotId: `s-${derivedId(parts, 8)}`,
      serviceId,
      specialistId,
      startsAt,
      endsAt,
    };
    turn.offers.set(offer.slotId, offer);
    turn.offered.set(offer.slotId, offer);
    const date = dateAt(startsAt, project.timeZone);
    return {
      slot_id: offer.slotId,
      specialist: project.specialists.find((one) => one.specialistId === specialistId)?.name ?? '',
      date,
      weekday: weekdayOf(date),
      time: timeAt(startsAt, project.timeZone),
    };
  });
}
