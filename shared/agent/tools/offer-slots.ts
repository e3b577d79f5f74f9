import type { Slot } from '../../availability/index.ts';
import { offerOf } from '../../conversations/index.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { dateAt, timeAt, weekdayOf } from '../dates.ts';

/**
 * Makes slots choosable and tells them in the words of the project's clock.
 *
 * @param doubted the client has to say first which day is meant: choosable from her next message on
 */
export function offerSlots(
  turn: AgentTurn,
  slots: readonly Slot[],
  doubted = false,
): Readonly<Record<string, unknown>>[] {
  const { project, burst } = turn;
  return slots.map((slot) => {
    const { specialistId, startsAt } = slot;
    const offer = offerOf(burst.projectId, burst.conversationId, slot);
    turn.offers.set(offer.slotId, offer);
    turn.offered.set(offer.slotId, offer);
    if (doubted) turn.doubted.add(offer.slotId);
    else turn.doubted.delete(offer.slotId);
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
