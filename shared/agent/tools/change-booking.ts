import * as z from 'zod/mini';
import { reschedule } from '../../bookings/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { busyFlags } from '../busy-flags.ts';
import { nextStep, told, wasBefore } from './commit.ts';
import { ownBooking } from './own-bookings.ts';
import { refused } from './refused.ts';
import { askFirst, done, problem, type ToolResult } from './tool-result.ts';

const Input = z.object({ booking_code: z.string().check(z.maxLength(60)), slot_id: z.string() });

/** change_booking: an own booking to an offered slot of its service. */
export async function changeBookingTool(turn: AgentTurn, input: unknown): Promise<ToolResult> {
  const asked = Input.safeParse(input);
  if (!asked.success) return problem('invalid_arguments', z.prettifyError(asked.error));
  const offer = turn.offers.get(asked.data.slot_id);
  if (offer === undefined) {
    return problem(
      'unknown_slot',
      'Only slots that find_slots returned can be taken. Call it again.',
    );
  }
  if (turn.doubted.has(offer.slotId)) return askFirst();
  const booking = await ownBooking(turn, asked.data.booking_code);
  if (booking === undefined) {
    return problem('booking_not_found', 'This client has no such booking. Call list_my_bookings.');
  }
  if (booking.serviceId !== offer.serviceId) {
    return problem(
      'other_service',
      `This slot is for another service than ${booking.serviceName}.`,
    );
  }
  const before = turn.committed.find(
    ({ effect, code }) => effect === 'moved' && code === booking.code,
  );
  if (before !== undefined && wasBefore(turn, before)) {
    return done({ already_done: true, code: before.code });
  }
  const step = nextStep(turn, 'moved');
  if (step === undefined) return problem('too_many_changes', 'Enough for one message; stop here.');
  const { project, client, now } = turn;
  const answer = await reschedule({
    project,
    bookingId: booking.bookingId,
    startsAt: offer.startsAt,
    specialistId: offer.specialistId,
    ownedBy: client.clientId,
    actor: { kind: 'client', id: client.clientId },
    idempotencyKey: step.idempotencyKey,
    now,
    flags: await busyFlags(turn),
    alongside: step.alongside,
  });
  if (isRefusal(answer)) return refused(turn, answer);
  if (!answer.changed) return done({ already_at_that_time: told(answer.booking) });
  step.committed(answer.booking);
  return done({ moved: told(answer.booking) });
}
