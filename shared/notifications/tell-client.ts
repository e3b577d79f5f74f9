import { getBooking, spokenTime } from '../bookings/index.ts';
import { type Channel, type ChannelName, getConversation } from '../conversations/index.ts';
import type { Instant } from '../platform/clock.ts';
import { type DeliveryResult, sendOnce } from '../platform/delivery/index.ts';
import { derivedId } from '../platform/ids.ts';
import { type ClientNews, stillTrue } from './news.ts';
import { newsTexts } from './texts/index.ts';

/**
 * Tells a client, in the conversation she booked in and in her language, what became of her booking. The text is made
 * from the booking as it is now, and nothing is said that stopped being true.
 *
 * @returns what became of the message; `skipped` also when there is no conversation to tell her in
 * @throws PassingFault when it has to be tried again later
 */
export async function tellClient(
  news: ClientNews,
  ports: { readonly channels: Readonly<Record<ChannelName, Channel>>; readonly now: Instant },
): Promise<DeliveryResult> {
  const { projectId, bookingId, conversationId } = news;
  const to = (await getConversation(projectId, conversationId))?.address;
  if (!to) return 'skipped';
  return sendOnce(
    {
      projectId,
      notificationId: derivedId(['client', bookingId, String(news.version)]),
      kind: `CLIENT_${news.news.toUpperCase()}`,
      recipient: conversationId,
      render: async () => {
        const current = await getBooking(projectId, bookingId);
        if (!current || !stillTrue(news, current)) return undefined;
        const language = current.language ?? 'en';
        const when = spokenTime(current.startsAt, current.timeZone, language);
        return newsTexts(language)[news.news]({ ...current, when });
      },
      send: (text) => ports.channels[to.channel].send(projectId, to, text),
    },
    ports.now,
  );
}
