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
import { derivedId } from '../platform/ids.ts';
import { cachedProject, spokenLanguage } from '../projects/index.ts';
import { heardDecision } from './heard-decision.ts';
import { knowsLink } from './knows-link.ts';
import { lacksReason } from './lacks-reason.ts';
import { meaningOf } from './meaning.ts';
import { type ClientNews, kindOf, stillTrue } from './news.ts';
import { otherTimes } from './other-times.ts';
import { newsTexts } from './texts/index.ts';

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
  const { projectId, bookingId, conversationId, version } = news;
  const { now } = ports;
  const to = (await getConversation(projectId, conversationId))?.address;
  if (!to) return 'skipped';
  const takesBack = news.news === 'reopened';
  if (takesBack && !(await heardDecision(projectId, bookingId, now))) return 'skipped';
  if (news.news === 'reason') {
    const rejected = await getBooking(projectId, bookingId);
    if (!rejected || !(await lacksReason(rejected, now))) return 'skipped';
  }
  const noticeId = derivedId(['client', bookingId, String(version)]);
  if (news.news === 'link') {
    const online = await getBooking(projectId, bookingId);
    if (!online || (await knowsLink(online, noticeId, now))) return 'skipped';
  }
  return sendOnce<Said>(
    {
      projectId,
      notificationId: noticeId,
      about: bookingId,
      kind: kindOf(news.news),
      recipient: conversationId,
      payload: ({ booking }) => recordOf(news, booking),
      render: async () => {
        const current = await getBooking(projectId, bookingId);
        if (!current || !stillTrue(news, current, now)) return undefined;
        const words = await said(news, current, now);
        return { booking: current, notice: { ...words, projectId, conversationId, noticeId } };
      },
      send: ({ notice: { text } }) => ports.channels[to.channel].send(projectId, to, text),
      // No check, but written with the mark all the same: it stands in the conversation exactly when it was said.
      check: ({ notice }) => putNotice(notice),
    },
    now,
  );
}

/** What she is told, and the booking it was made from. */
interface Said {
  readonly booking: Booking;
  readonly notice: Notice;
}

/**
 * What the record of it keeps: of a rejection also which one it was, and whether she was told why; of an online visit the
 * link that she was told.
 */
function recordOf({ news, version, startsAt }: ClientNews, booking: Booking) {
  const { decision, reason, meetingUrl } = booking;
  const tellsLink = news === 'confirmed' || news === 'link';
  const isRejection = news === 'rejected' || news === 'reason';
  return {
    ...{ news, version, startsAt },
    ...(isRejection && decision && { decision: decision.version }),
    ...(isRejection && reason !== undefined && { reason }),
    ...(tellsLink && meetingUrl !== undefined && { link: meetingUrl }),
  };
}

/** What she is told, with the times it offers. */
async function said(
  { projectId, conversationId, news }: ClientNews,
  booking: Booking,
  now: Instant,
): Promise<Pick<Notice, 'saidAt' | 'text' | 'meaning' | 'offers'>> {
  const { timeZone } = booking;
  // Text and dates in one language, also for clients whose own is none of the product's.
  const language = spokenLanguage(booking.language ?? 'en');
  const spoken = (instant: Instant) => spokenTime(instant, timeZone, language);
  const offersOthers = news === 'rejected' || news === 'still_waiting';
  const slots = offersOthers ? await otherTimes(booking, now) : [];
  const project = slots.length === 0 ? undefined : await cachedProject(projectId);
  const nameOf = ({ specialistId }: Slot) =>
    project?.specialists.find((one) => one.specialistId === specialistId)?.name ?? '';
  const others = slots.map((slot) => `${spoken(slot.startsAt)}, ${nameOf(slot)}`);
  return {
    saidAt: now,
    text: newsTexts(language)[news]({ ...booking, when: spoken(booking.startsAt), others }),
    meaning: meaningOf(news, booking.code),
    offers: slots.map((slot) => offerOf(projectId, conversationId, slot)),
  };
}
