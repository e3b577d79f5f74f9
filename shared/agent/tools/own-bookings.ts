import { type Booking, listBookingsOfClient } from '../../bookings/index.ts';
import type { Instant } from '../../platform/clock.ts';
import type { AgentTurn } from '../agent-turn.ts';

/** The client's bookings that are still ahead. What this turn wrote is newer than the index. */
export async function ownBookings(turn: AgentTurn): Promise<Booking[]> {
  const { burst, client, now } = turn;
  const { clientId } = client;
  const listed = await listBookingsOfClient({ projectId: burst.projectId, clientId, from: now });
  const gone = new Set(
    turn.committed.filter(({ effect }) => effect === 'cancelled').map(({ code }) => code),
  );
  const changed = new Set(turn.committed.map(({ code }) => code));
  const own = listed.map((booking) =>
    changed.has(booking.code) ? (turn.seen.get(booking.code) ?? booking) : booking,
  );
  const missing = [...changed].flatMap((code) => {
    const booking = turn.seen.get(code);
    return booking === undefined || own.some((one) => one.code === code) ? [] : [booking];
  });
  const ahead = [...own, ...missing].filter(({ code }) => !gone.has(code));
  for (const booking of ahead) turn.seen.set(booking.code, booking);
  return ahead;
}

/**
 * The client's bookings that touch a span of time. Who asks again for a time that is her own already must not hear that
 * somebody took it.
 */
export async function ownIn(
  turn: AgentTurn,
  span: { readonly startsAt: Instant; readonly endsAt: Instant },
): Promise<Booking[]> {
  const own = await ownBookings(turn);
  return own.filter(({ startsAt, endsAt }) => startsAt < span.endsAt && span.startsAt < endsAt);
}

/** The own booking that is meant: by its code (or id). */
export async function ownBooking(turn: AgentTurn, code: string): Promise<Booking | undefined> {
  const wanted = code.trim().toUpperCase();
  // What this turn has read is its own client's; whoever changes it reads it again anyway.
  const seen = turn.seen.get(wanted);
  const isGone = turn.committed.some((one) => one.code === wanted && one.effect === 'cancelled');
  if (seen !== undefined && !isGone) return seen;
  const own = await ownBookings(turn);
  return own.find((booking) => booking.code === wanted || booking.bookingId === wanted);
}
