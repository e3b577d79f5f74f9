import { createHash } from 'node:crypto';
import { type Booking, OCCUPYING } from '../../bookings/index.ts';
import { type Instant, secondsBetween } from '../../platform/clock.ts';
import { bookingIdSchema } from '../../platform/id-schemas.ts';
import type { BookingId, ProjectId } from '../../platform/ids.ts';
import type { Meeting, MeetingDraft } from './api.ts';

const LONGEST_TOPIC = 200;

/** Tells whose meeting it is: the last line of its agenda. */
const MARK = /(?:^|\n)frontdesk (\S+)\/(\S+)\s*$/;

/** Whether Zoom holds a meeting for a booking of this status; one that took place, or was missed, keeps its. */
export const hasMeeting = ({ status }: Pick<Booking, 'status'>): boolean =>
  status !== 'CANCELLED' && status !== 'REJECTED';

/** Whether nobody will come to it any more: then it is left as it is, there or not. */
export const isOver = ({ status, endsAt }: Booking, now: Instant): boolean =>
  endsAt <= now || !OCCUPYING.has(status);

/** A booking as its meeting. Of the client only her name is told, which she herself sees there. */
export function meetingOf(booking: Booking): MeetingDraft {
  const { projectId, bookingId, code, clientName, serviceName, startsAt, endsAt } = booking;
  return {
    topic: cut(`${oneLine(clientName)} · ${oneLine(serviceName)}`),
    agenda: `${code}\nfrontdesk ${projectId}/${bookingId}`,
    startsAt,
    timeZone: booking.timeZone,
    minutes: Math.max(1, Math.ceil(secondsBetween(startsAt, endsAt) / 60)),
  };
}

/** The booking of this project whose meeting it is; `undefined`: of none. */
export function bookingIdOf(
  { agenda }: Pick<Meeting, 'agenda'>,
  project: ProjectId,
): BookingId | undefined {
  const [, projectId, id] = MARK.exec(agenda) ?? [];
  if (projectId !== project) return undefined;
  return bookingIdSchema.safeParse(id).data;
}

/** Of what people see of a meeting, as it shall be or as it stands at Zoom: equal means that nothing is to be written. */
export function fingerprintOf({
  topic,
  startsAt,
  minutes,
}: Pick<MeetingDraft, 'topic' | 'startsAt' | 'minutes'>): string {
  const seen = JSON.stringify([topic.trim(), startsAt, minutes]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22);
}

const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** Characters are counted whole, so that none is torn. */
const cut = (text: string): string => [...text].slice(0, LONGEST_TOPIC).join('').trim();
