import { minuteOf, wallDate } from '../availability/index.ts';
import { escapeHtml } from '../bots/index.ts';
import { derivedId } from '../platform/ids.ts';
import { type Talk, tellOnce, textsOf } from './talk.ts';

/** Tells somebody who is no specialist how one is linked: once a day in each chat, whatever is written there. */
export async function refuseStranger(talk: Talk): Promise<void> {
  const { project, chatId, ports } = talk;
  const { projectId } = project;
  const today = wallDate(project.timeZone, minuteOf(ports.now));
  const notificationId = derivedId(['stranger', 'specialist bot', String(chatId), today]);
  await tellOnce({ projectId, chatId, notificationId, ports }, async () => ({
    html: textsOf(talk).talk.stranger(escapeHtml(project.name)),
  }));
}
