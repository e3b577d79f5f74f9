import type { Booking } from '../../bookings/index.ts';
import { logger } from '../../platform/logger.ts';
import { count } from '../../platform/metrics.ts';
import { callMakerOf } from '../call-maker.ts';
import type { GoogleResult } from '../google-result.ts';
import type { CalendarEvent } from './api.ts';
import { GOOGLE_MEET } from './name.ts';
import type { Target } from './target.ts';

/** How often a link is looked for; by then twenty minutes have passed. */
const MOST_LOOKS = 8;

/**
 * Sees to it that the event of an online booking has a link to its video call, which Google makes some seconds after it
 * was asked for. What is there is kept; what is not is asked for once more with the next look.
 *
 * @param looks how often it was looked for in vain
 * @returns how often by now, when it is to be looked for again; `undefined`: it is there, or there will be none
 */
export async function findLink(
  target: Pick<Target, 'calendar' | 'project' | 'place' | 'now' | 'keepLink'>,
  booking: Booking,
  event: CalendarEvent,
  looks: number,
): Promise<GoogleResult<number | undefined>> {
  const done = { kind: 'ok', value: undefined } as const;
  if (callMakerOf(target.project, booking) !== GOOGLE_MEET) return done;
  const { meet } = event;
  if (meet?.url !== undefined) {
    if (meet.url !== booking.meetingUrl) await target.keepLink(booking, meet.url);
    return done;
  }
  const { projectId, bookingId } = booking;
  if (looks >= MOST_LOOKS) {
    logger.error('Google made no link for a video call.', { projectId, bookingId, looks });
    count('MeetLinkMissing', { projectId, bookingId });
    return done;
  }
  if (meet?.status === 'pending') return { kind: 'ok', value: looks + 1 };
  // An id asks once only, also when it failed: each asking has one of its own.
  const meetRequestId = `${event.id}${Date.parse(target.now)}`;
  const asked = await target.calendar.patch(target.place, event.id, { meetRequestId });
  if (asked.kind === 'refused') {
    // Such calendars exist. The visit itself is there, and that counts.
    logger.error('A calendar makes no links for video calls.', { projectId, why: asked.why });
    count('MeetLinkMissing', { projectId, bookingId });
    return done;
  }
  if (asked.kind !== 'ok') return asked;
  const { url } = asked.value.meet ?? {};
  if (url === undefined) return { kind: 'ok', value: looks + 1 };
  await target.keepLink(booking, url);
  return done;
}
