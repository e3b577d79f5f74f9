import * as z from 'zod/mini';
import { book } from '../../bookings/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { busyFlags } from '../busy-flags.ts';
import { nextStep, told, wasBefore } from './commit.ts';
import { ownBookings, ownIn } from './own-bookings.ts';
import { refused } from './refused.ts';
import { askFirst, done, problem, type ToolResult } from './tool-result.ts';

const Input = z.object({
  slot_id: z.string(),
  client_name: z.nullish(z.string().check(z.trim(), z.maxLength(100))),
  client_phone: z.nullish(z.string().check(z.trim(), z.maxLength(30))),
});

/** create_booking: only an offered slot, always for the client of this conversation. */
export async function createBookingTool(turn: AgentTurn, input: unknown): Promise<ToolResult> {
  const asked = Input.safeParse(input);
  if (!asked.success) return problem('invalid_arguments', z.prettifyError(asked.error));
  const offer = turn.offers.get(asked.data.slot_id);
  if (offer === undefined) {
    return problem(
      'unknown_slot',
      'Only slots that find_slots returned can be booked. Call it again.',
    );
  }
  if (turn.doubted.has(offer.slotId)) return askFirst();
  const { specialistId, serviceId, startsAt } = offer;
  const before = turn.committed.find(
    (receipt) =>
      receipt.effect === 'booked' &&
      receipt.serviceId === serviceId &&
      // What an earlier try of this turn booked is this very wish, even if the model now picks another time.
      (wasBefore(turn, receipt) ||
        (receipt.startsAt === startsAt && receipt.specialistId === specialistId)),
  );
  if (before !== undefined) return done({ already_done: true, code: before.code });
  if (await hasEnough(turn)) {
    return problem(
      'too_many_bookings',
      'This client has as many bookings ahead as one may have. Nothing was booked. Say so, and that one of them can be cancelled or moved, or that a person of the staff can help.',
      { most: turn.project.limits.activeBookings },
    );
  }
  const step = nextStep(turn, 'booked');
  if (step === undefined) return problem('too_many_changes', 'Enough for one message; stop here.');
  const phone = asked.data.client_phone ?? '';
  const { project, client, burst, now } = turn;
  const answer = await book({
    project,
    serviceId,
    specialistId,
    startsAt,
    client: {
      clientId: client.clientId,
      name: asked.data.client_name || client.name,
      ...(/^\+?\d[\d\s()-]{5,20}$/.test(phone) ? { phone } : {}),
      conversationId: burst.conversationId,
      language: turn.language,
    },
    actor: { kind: 'client', id: client.clientId },
    idempotencyKey: step.idempotencyKey,
    now,
    flags: await busyFlags(turn),
    alongside: step.alongside,
  });
  if (isRefusal(answer)) {
    const own = answer.refused === 'slot_taken' ? await ownIn(turn, offer) : [];
    return own[0] ? done({ already_booked: told(own[0]) }) : refused(turn, answer);
  }
  step.committed(answer.booking);
  return done({ booked: told(answer.booking) });
}

/** Counts only when the count kept with the conversation, which can merely be too high, says so. */
async function hasEnough(turn: AgentTurn): Promise<boolean> {
  const most = turn.project.limits.activeBookings;
  if (turn.activeBookings < most) return false;
  turn.activeBookings = (await ownBookings(turn)).length;
  return turn.activeBookings >= most;
}
