import { completeSession, markNoShow, startSession } from '../bookings/index.ts';
import { isRefusal } from '../platform/errors.ts';
import type { BookingId } from '../platform/ids.ts';
import { type Outcome, refusedOutcome } from './outcome.ts';
import { actorOf, type SpecialistTalk, textsOf } from './talk.ts';

/** What can become of a session. */
const ACTS = {
  start: { verb: startSession, done: 'started' },
  complete: { verb: completeSession, done: 'completed' },
  noshow: { verb: markNoShow, done: 'noShow' },
} as const;
export type SessionAct = keyof typeof ACTS;

/**
 * Starts or completes the session of a specialist's own booking, or writes down that nobody came. Doing it again
 * changes nothing; what cannot be done changes nothing either, and the notice says why.
 *
 * @throws PassingFault when it could not be settled now: the same wish may come again
 */
export async function runSession(
  talk: SpecialistTalk,
  act: SessionAct,
  bookingId: BookingId,
): Promise<Outcome> {
  const { notices } = textsOf(talk);
  const { verb, done } = ACTS[act];
  const result = await verb({ ...actorOf(talk), bookingId });
  if (isRefusal(result)) return refusedOutcome(talk, bookingId, result);
  const { booking, changed } = result;
  return { notice: changed ? notices[done] : notices.already, refused: false, booking };
}
