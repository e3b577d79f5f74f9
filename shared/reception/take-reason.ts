import { giveReason, REASON_LENGTH } from '../bookings/index.ts';
import { type BotPorts, escapeHtml, type KnownBotEvent } from '../bots/index.ts';
import { isRefusal } from '../platform/errors.ts';
import type { BookingId } from '../platform/ids.ts';
import type { Project, StaffMember } from '../projects/index.ts';
import { receptionTexts } from './texts/index.ts';

/** As our messages name the booking they are about: in a line of its own, below what a client calls herself. */
const BOOKING_IN_TEXT = /^🆔 .*#([0-9A-Z]{8,51})$/gmu;

/**
 * Takes a member's reply to a message about a rejected booking for the reason.
 *
 * @returns what to answer, as HTML; `undefined` when it is no such reply
 * @throws PassingFault when it has to be tried again
 */
export async function takeReason(
  event: KnownBotEvent,
  project: Project,
  member: StaffMember,
  { now }: BotPorts,
): Promise<string | undefined> {
  if (event.kind !== 'text' || event.repliesTo === undefined) return undefined;
  const named = [...event.repliesTo.text.matchAll(BOOKING_IN_TEXT)].at(-1)?.[1];
  if (named === undefined) return undefined;
  const texts = receptionTexts(project.language);
  const answer = await giveReason({
    projectId: project.projectId,
    bookingId: named as BookingId,
    reason: event.text,
    actor: { kind: 'staff', id: String(member.chatId) },
    idempotencyKey: `reception ${event.updateId}`,
    now,
  });
  if (!isRefusal(answer)) return texts.reasonNoted(escapeHtml(event.text.trim()));
  switch (answer.refused) {
    case 'booking_not_found':
      return texts.notFound;
    case 'undo_too_late':
      return texts.reasonTooLate;
    case 'invalid_reason':
      return texts.reasonTooLong(REASON_LENGTH);
    case 'booking_not_changeable':
      return texts.notRejected;
  }
}
