import type { Slot } from '../availability/index.ts';
import { type Booking, getBooking, spokenTime } from '../bookings/index.ts';
import {
  type Channel,
  type ChannelName,
  getConversation,
  type Notice,
  offerOf,
  putNotice,
} from '../conversations/index.ts';
import type { Instant } from '../platform/clock.ts';
import { type DeliveryResult, sendOnce } from '../platform/delivery/index.ts';
import { cachedProject } from '../projects/index.ts';
import { meaningOf } from './meaning.ts';
import { type ClientNews, stillTrue } from './news.ts';
import { otherTimes } from './other-times.ts';
import { newsTexts } from './texts/index.ts';
import { notificationIdOf, wasTold } from './was-told.ts';

/**
 * Tells a client, in the conversation she booked in and in her language, what became of her booking. The text is made
 * from the booking as it is now, and nothing is said that stopped being true, nor taken back what was never said. What
 * was said stands in her conversation, so the AI understands her answer.
 *
 * @returns what became of the message; `skipped` also when there is no conversation to tell her in
 * @throws PassingFault when it has to be tried again later
 */
export async function tellClient(
  news: ClientNews,
  ports: { readonly channels: Readonly<Record<ChannelName, Channel>>; readonly now: Instant },
): Promise<DeliveryResult> {
  const { projectId, bookingId, conversationId, undoes } = news;
  const { now } = ports;
  const to = (await getConversation(projectId, conversationId))?.address;
  if (!to) return 'skipped';
  const undone = undoes === undefined ? undefined : { projectId, bookingId, version: undoes };
  if (undone !== undefined && !(await wasTold(undone, now))) return 'skipped';
  return sendOnce<Notice>(
    {
      projectId,
      notificationId: notificationIdOf(news),
      kind: `CLIENT_${news.news.toUpperCase()}`,
      recipient: conversationId,
      render: async () => {
        const current = await getBooking(projectId, bookingId);
        return current && stillTrue(news, current, now) ? notice(news, current, now) : undefined;
      },
      send: ({ text }) => ports.channels[to.channel].send(projectId, to, text),
      // No check, but written with the mark all the same: it stands in the conversation exactly when it was said.
      check: putNotice,
    },
    now,
  );
}

async function notice(news: ClientNews, booking: Booking, now: Instant): Promise<Notice> {
  const { projectId, conversationId } = news;
  const language = booking.language ?? 'en';
  const spoken = (instant: Instant) => spokenTime(instant, booking.timeZone, language);
  const offersOthers = news.news === 'rejected' || news.news === 'still_waiting';
  const others = offersOthers ? await otherTimes(booking, now) : [];
  const project = others.length === 0 ? undefined : await cachedProject(projectId);
  const nameOf = ({ specialistId }: Slot) =>
    project?.specialists.find((one) => one.specialistId === specialistId)?.name ?? '';
  const words = {
    ...booking,
    when: spoken(booking.startsAt),
    others: others.map((slot) => `${spoken(slot.startsAt)}, ${nameOf(slot)}`),
  };
  return {
    projectId,
    conversationId,
    noticeId: notificationIdOf(news),
    saidAt: now,
    text: newsTexts(language)[news.news](words),
    meaning: meaningOf(news.news, booking.code),
    offers: others.map((slot) => offerOf(projectId, conversationId, slot)),
  };
}
