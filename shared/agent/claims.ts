import * as z from 'zod/mini';
import type { AgentTurn } from './agent-turn.ts';
import { timeAt } from './dates.ts';
import { statesBooking } from './states-booking.ts';
import { freeTimesIn } from './states-free-time.ts';

export const CLAIM_KINDS = ['booked', 'moved', 'cancelled', 'has_booking', 'free_time'] as const;

/** What the model says its text claims. `reference` is a booking code, for `free_time` a slot id. */
export const Claim = z.object({ kind: z.enum(CLAIM_KINDS), reference: z.string() });
export type Claim = z.output<typeof Claim>;

/** Whether a text may leave. */
export type Judgement =
  | { readonly kind: 'true' }
  /** It speaks of what was committed: the receipt says that, and says it from the row. */
  | { readonly kind: 'receipts_only' }
  | { readonly kind: 'false'; readonly why: string };

/**
 * Holds a reply against what was committed and read in this turn (law 3). Claims are believed only with a commit, a
 * read booking or an offer behind them; a text that states a booking without having claimed it is caught by its words.
 */
export function judgeReply(
  reply: { readonly text: string; readonly claims: readonly Claim[] },
  turn: Pick<AgentTurn, 'committed' | 'seen' | 'offers' | 'project'>,
): Judgement {
  for (const claim of reply.claims) {
    if (!isCovered(claim, turn)) return { kind: 'false', why: `${claim.kind} is not covered` };
  }
  if (namesUnknownCode(reply.text, turn)) return { kind: 'false', why: 'a code is not known' };
  if (namesUnreadTime(reply.text, turn)) return { kind: 'false', why: 'a free time was not read' };
  if (!statesBooking(reply.text)) return { kind: 'true' };
  if (turn.committed.length > 0) return { kind: 'receipts_only' };
  const told = reply.claims.flatMap(({ kind, reference }) =>
    kind === 'has_booking' ? [turn.seen.get(reference)] : [],
  );
  if (told.length === 0) return { kind: 'false', why: 'a booking is stated and not claimed' };
  const { timeZone } = turn.project;
  const times = new Set(
    told.flatMap((booking) =>
      booking === undefined
        ? []
        : [timeAt(booking.startsAt, timeZone), timeAt(booking.endsAt, timeZone)],
    ),
  );
  const said = [...reply.text.matchAll(/(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)/g)];
  const wrong = said.some(
    ([, hour = '', minute = '']) => !times.has(`${hour.padStart(2, '0')}:${minute}`),
  );
  return wrong ? { kind: 'false', why: 'a booking is told with a wrong time' } : { kind: 'true' };
}

/** What looks like a booking code and is none of this client's. */
function namesUnknownCode(
  text: string,
  { seen, committed }: Pick<AgentTurn, 'committed' | 'seen'>,
): boolean {
  const codes =
    text.match(/(?<![\p{L}\d])(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{6}(?![\p{L}\d])/gu) ?? [];
  return codes.some((code) => !seen.has(code) && committed.every((one) => one.code !== code));
}

/** Whether a time is said to be free that no offer, and no booking of this client, has. */
function namesUnreadTime(
  text: string,
  {
    offers,
    seen,
    committed,
    project,
  }: Pick<AgentTurn, 'committed' | 'seen' | 'offers' | 'project'>,
): boolean {
  const told = freeTimesIn(text);
  if (told.length === 0) return false;
  const known = [...offers.values(), ...seen.values(), ...committed];
  const times = new Set(
    known.flatMap(({ startsAt, endsAt }) => [
      timeAt(startsAt, project.timeZone),
      timeAt(endsAt, project.timeZone),
    ]),
  );
  return told.some((time) => !times.has(time));
}

function isCovered(
  { kind, reference }: Claim,
  { committed, seen, offers }: Pick<AgentTurn, 'committed' | 'seen' | 'offers'>,
): boolean {
  if (kind === 'free_time') return offers.has(reference);
  if (kind === 'has_booking') return seen.has(reference);
  return committed.some((receipt) => receipt.effect === kind && receipt.code === reference);
}
