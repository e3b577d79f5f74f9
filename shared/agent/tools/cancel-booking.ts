import * as z from 'zod/mini';
import { cancel } from '../../bookings/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { nextStep, told } from './commit.ts';
import { ownBooking } from './own-bookings.ts';
import { refused } from './refused.ts';
import { done, problem, type ToolResult } from './tool-result.ts';

const Input = z.object({
  booking_code: z.string().check(z.maxLength(60)),
  reason: z.nullish(z.string().check(z.trim(), z.maxLength(300))),
});

/** cancel_booking: an own booking that has not begun. */
export async function cancelBookingTool(turn: AgentTurn, input: unknown): Promise<ToolResult> {
  const asked = Input.safeParse(input);
  if (!asked.success) return problem('invalid_arguments', z.prettifyError(asked.error));
  const booking = await ownBooking(turn, asked.data.booking_code);
  if (booking === undefined) {
    return problem('booking_not_found', 'This client has no such booking. Call list_my_bookings.');
  }
  const step = nextStep(turn, 'cancelled');
  if (step === undefined) return problem('too_many_changes', 'Enough for one message; stop here.');
  const { project, client, now } = turn;
  const { reason } = asked.data;
  const answer = await cancel({
    project,
    bookingId: booking.bookingId,
    ownedBy: client.clientId,
    ...(reason ? { reason } : {}),
    actor: { kind: 'client', id: client.clientId },
    now,
    alongside: step.alongside,
  });
  if (isRefusal(answer)) return refused(turn, answer);
  if (!answer.changed) return done({ already_cancelled: answer.booking.code });
  step.committed(answer.booking);
  return done({ cancelled: told(answer.booking) });
}
