import { type BotMessage, type BotPorts, escapeHtml, tellChat } from '../../bots/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import { derivedId } from '../../platform/ids.ts';
import { describeFault, logger } from '../../platform/logger.ts';
import { getProject, type Project } from '../../projects/index.ts';
import { firstTold, receptionOf } from '../../reception/index.ts';
import type { AlertNews } from './alert-news.ts';
import { audienceOf } from './audience.ts';
import { currentAlert } from './current-alert.ts';
import { wordAlert } from './word-alert.ts';

/** Before the next try, when nobody asked for a time. */
const PAUSE_SECONDS = 3;

/** What telling of alerts needs from outside. */
export interface AlertPorts extends BotPorts {
  /** Puts a message back on reception's queue. */
  readonly again: (message: AlertNews, delaySeconds: number) => Promise<void>;
}

/**
 * Tells reception of an alert: each member once, from the alert as it stands then. Whoever cannot be told for now gets
 * a message of his own on the queue.
 *
 * @throws PassingFault or another fault when a message of one recipient's own has to be tried again
 */
export async function tellReceptionOfAlert(news: AlertNews, ports: AlertPorts): Promise<void> {
  const { projectId, recipient, kind } = news;
  const project = await getProject(projectId);
  if (!project) return;
  const chats = firstTold(await receptionOf(project))
    .map(({ chatId }) => chatId)
    .filter((chatId) => (recipient ?? chatId) === chatId);
  await Promise.all(
    chats.map(async (chatId) => {
      try {
        await tellOne(news, project, chatId, ports);
      } catch (fault) {
        if (recipient === chatId) throw fault;
        const about = { projectId, alert: kind, chatId, ...describeFault(fault) };
        logger.warn('A member of reception was not told of an alert and is tried again.', about);
        const asked = fault instanceof PassingFault ? fault.retryAfterSeconds : undefined;
        await ports.again({ ...news, recipient: chatId, attempt: 0 }, asked ?? PAUSE_SECONDS);
      }
    }),
  );
}

async function tellOne(
  news: AlertNews,
  project: Project,
  chatId: number,
  ports: AlertPorts,
): Promise<void> {
  const { projectId, kind, subject, newsId } = news;
  await tellChat<{ message: BotMessage }>(
    {
      ...{ projectId, role: 'reception', chatId, kind: 'TELEGRAM_ALERT' },
      notificationId: derivedId(['alert', kind, subject, newsId, String(chatId)]),
      payload: { alert: kind, subject },
      render: async () => {
        const alert = await currentAlert(news);
        if (!alert) return undefined;
        const { title, text } = await wordAlert(alert, project, project.language);
        const html = `<b>${escapeHtml(title)}</b>\n${escapeHtml(text)}`;
        const silent = audienceOf(alert).reception === 'quietly' ? ({ silent: true } as const) : {};
        return { message: { html, ...silent } };
      },
    },
    ports,
  );
}
