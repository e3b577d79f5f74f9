import { type Booking, getBooking } from '../bookings/index.ts';
import { escapeHtml, tellChat } from '../bots/index.ts';
import {
  type DeliveryResult,
  mayHaveBeenSent,
  notificationsAbout,
} from '../platform/delivery/index.ts';
import { PassingFault } from '../platform/errors.ts';
import { derivedId } from '../platform/ids.ts';
import { cachedProject, getProject, type Language } from '../projects/index.ts';
import { card } from './card.ts';
import { type SpecialistNews, stillTrue } from './news.ts';
import { type SpecialistChat, specialistChats } from './specialist-chat.ts';
import { KIND, type SpecialistPorts } from './talk.ts';
import { languageOf, specialistTexts } from './texts/index.ts';
import { said } from './words.ts';

/**
 * Tells a specialist, in her chat with the project's bot, what became of a booking of hers: the news and the booking's
 * card as it is now. Nothing is said that stopped being true, and a booking is only taken back from who heard of it.
 *
 * @returns what became of the message; `skipped` also when she has no chat
 * @throws PassingFault when it has to be tried again later
 */
export async function tellSpecialist(
  news: SpecialistNews,
  ports: SpecialistPorts,
): Promise<DeliveryResult> {
  const { projectId, bookingId } = news;
  const project = await projectKnowing(news);
  const chat = project && (await chatOf(news, await specialistChats(project)));
  if (!project || !chat) return 'skipped';
  const { chatId } = chat;
  if (!(await heardOf(news, chatId))) return 'skipped';
  const language = languageOf(project, chat.languageCode);
  return tellChat(
    {
      ...{ projectId, role: 'specialist', chatId, about: bookingId, kind: KIND },
      notificationId: newsId(news),
      payload: { news: news.news, version: news.version, startsAt: news.startsAt },
      render: async () => {
        const booking = await getBooking(projectId, bookingId);
        if (!booking || !stillTrue(news, booking, ports.now)) return undefined;
        const headline = specialistTexts(language).news[news.news];
        const message =
          news.news === 'taken'
            ? { html: `${headline}\n\n${lost(news, booking, language)}` }
            : card(booking, { project, language, now: ports.now }, headline);
        return { message };
      },
    },
    ports,
  );
}

/** A booking that is somebody else's now, as it stood with her: its card is no longer for her eyes. */
function lost({ startsAt }: SpecialistNews, booking: Booking, language: Language): string {
  const [time, date] = (['time', 'date'] as const).map((part) =>
    said(part, startsAt, booking.timeZone, language),
  );
  return `📅 <b>#${escapeHtml(booking.code)}</b> · ${time}, ${date} · ${escapeHtml(booking.serviceName)}`;
}

async function projectKnowing({ projectId, specialistId }: SpecialistNews) {
  const known = await cachedProject(projectId);
  const isThere = known?.specialists.some((one) => one.specialistId === specialistId);
  return isThere ? known : await getProject(projectId);
}

function chatOf(
  { specialistId }: SpecialistNews,
  chats: readonly SpecialistChat[],
): SpecialistChat | undefined {
  return chats.find((chat) => chat.specialist.specialistId === specialistId);
}

/**
 * Whether she was told of what is taken back, or may have been by a worker that died: of a decision that was undone
 * within its grace she never heard. News of other kinds stand for themselves.
 */
async function heardOf(news: SpecialistNews, chatId: number): Promise<boolean> {
  const { projectId, bookingId, undone, version } = news;
  if (undone === undefined) return true;
  const versions = Array.from({ length: version - undone }, (_, index) => undone + index);
  const ids = new Set(versions.map((one) => newsId({ ...news, version: one })));
  const earlier = (await notificationsAbout(projectId, bookingId)).filter(
    ({ notificationId, recipient }) => ids.has(notificationId) && recipient === String(chatId),
  );
  if (earlier.some(({ status }) => status === 'CLAIMED')) {
    throw new PassingFault('What is taken back is being said right now.', { retryAfterSeconds: 5 });
  }
  return earlier.some((one) => one.status === 'SENT' || mayHaveBeenSent(one));
}

const newsId = ({ specialistId, bookingId, version }: SpecialistNews): string =>
  derivedId(['specialist', specialistId, bookingId, String(version)]);
