import { type Booking, bookingUnchanged, getBooking } from '../bookings/index.ts';
import { type BotPorts, tellChat } from '../bots/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { DeliveryResult } from '../platform/delivery/index.ts';
import { derivedId } from '../platform/ids.ts';
import type { Project, StaffMember } from '../projects/index.ts';
import { undoLeft } from './buttons.ts';
import { type Copy, copyMessage, copyRecord } from './copy.ts';
import { editCopies } from './edit-copies.ts';
import { isEscalation } from './escalation.ts';
import type { ReceptionNews } from './news.ts';
import { sentCopies, TELEGRAM_DIVA } from './sent-copies.ts';

/** Puts a message back on reception's queue. */
type Again = (message: ReceptionNews, delaySeconds: number) => Promise<void>;

/**
 * Asks one member of reception about a booking that waits: an alert, a reminder or, when escalation contacts are
 * reminded, the escalation. Three calls: claim, the booking, mark. When the booking changed between the last two,
 * nobody else knew of this copy yet, and it is made true here.
 *
 * @throws PassingFault when it has to be tried again
 */
export async function alertMember(
  news: ReceptionNews,
  project: Project,
  member: StaffMember,
  ports: BotPorts & { readonly again: Again },
): Promise<DeliveryResult> {
  const { projectId, bookingId } = news;
  const { chatId } = member;
  const spoken = { project, now: ports.now };
  return await tellChat<{ copy: Copy; booking: Booking; message: ReturnType<typeof copyMessage> }>(
    {
      ...{ projectId, role: 'reception', chatId },
      notificationId: notificationIdOf(news, chatId),
      kind: TELEGRAM_DIVA,
      about: bookingId,
      render: async () => {
        const booking = await getBooking(projectId, bookingId);
        if (!booking || !stillAsks(news, booking, ports.now)) return undefined;
        const { request, startsAt } = booking;
        const copy: Copy = { alert: alertOf(news, member, ports.now), request, startsAt };
        return { copy, booking, message: copyMessage(copy, booking, spoken) };
      },
      payload: ({ copy, booking }) => copyRecord(copy, booking, spoken),
      check: ({ booking }) => bookingUnchanged(booking),
      late: async (_, messageId) => {
        const own = await sentCopies(projectId, bookingId, chatId);
        const late = own.filter((one) => one.messageId === messageId);
        const { booking, failures } = await editCopies(project, bookingId, late, ports);
        if (failures.has(chatId)) throw failures.get(chatId);
        // Whoever told the change did not know of this copy: its Undo has to go as well when it has run out.
        const left = booking ? undoLeft(booking, ports.now) : 0;
        const { request, requestedAt } = news;
        const change = { projectId, bookingId, request, requestedAt, recipient: chatId } as const;
        if (left > 0) {
          await ports.again({ ...change, news: 'changed', attempt: 0 }, Math.ceil(left) + 1);
        }
      },
    },
    ports,
  );
}

/** The natural id of what this piece of news says in one chat. */
function notificationIdOf(news: ReceptionNews, chatId: number): string {
  const { bookingId, requestedAt, reminder = 0, askId = '' } = news;
  const about = [bookingId, news.news, requestedAt, String(reminder), askId];
  return derivedId(['reception', ...about, String(chatId)]);
}

function alertOf(news: ReceptionNews, { escalation }: StaffMember, now: Instant): Copy['alert'] {
  if (news.news !== 'reminder') return 'requested';
  return escalation && isEscalation(news, now) ? 'escalation' : 'reminder';
}

/** Whether there still is what the news asks for: the same request waits, and has not been asked about once more. */
function stillAsks(news: ReceptionNews, booking: Booking, now: Instant): boolean {
  if (booking.status !== 'PENDING' || booking.startsAt <= now) return false;
  if (news.news === 'asked') return true;
  if (booking.request !== news.request || booking.requestedAt !== news.requestedAt) return false;
  return news.news !== 'reminder' || booking.reminders === news.reminder;
}
