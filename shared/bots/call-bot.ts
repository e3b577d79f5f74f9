import { raiseAlert, raiseAlertSince } from '../conversations/index.ts';
import { noteTrouble } from '../integrations/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { Sent } from '../platform/delivery/index.ts';
import type { ProjectId } from '../platform/ids.ts';
import { logger } from '../platform/logger.ts';
import { BOT_DISABLED, type BotApi, type BotApiFor, type BotRole } from './bot-api.ts';
import { botToken } from './bot-token.ts';
import { markUnreachable } from './mark-unreachable.ts';

/** What every word of a bot needs from outside. */
export interface BotPorts {
  readonly api: BotApiFor;
  readonly now: Instant;
}

/** A chat of one of a project's bots. */
export interface BotChat {
  readonly projectId: ProjectId;
  readonly role: BotRole;
  readonly chatId: number;
}

/**
 * One call of a bot about one chat. A chat that cannot be reached is marked, and the project's people are told of it,
 * as they are of a bot that is disabled or missing; both before the answer, so a crash repeats them rather than loses
 * them. A token that was replaced a moment ago costs one more call.
 */
export async function callBot(
  chat: BotChat,
  { api, now }: BotPorts,
  call: (bot: BotApi) => Promise<Sent>,
): Promise<Sent> {
  const { projectId, role, chatId } = chat;
  const token = await botToken(projectId, role);
  let sent: Sent =
    token === undefined ? { kind: 'refused', why: BOT_DISABLED } : await call(api(token));
  if (token !== undefined && isDisabled(sent)) {
    const fresh = await botToken(projectId, role, token);
    if (fresh !== undefined && fresh !== token) sent = await call(api(fresh));
  }
  if (sent.kind === 'delivered') return sent;
  logger.warn('A bot could not do what it was told.', {
    ...chat,
    outcome: sent.kind,
    why: sent.why,
  });
  if (sent.kind === 'unreachable')
    await markUnreachable({ projectId, role, chatId, why: sent.why, now });
  if (isDisabled(sent)) {
    const trouble = { projectId, ...tokenRefused(role), now };
    const since = token === undefined ? undefined : await noteTrouble(trouble);
    const alert = { projectId, kind: 'bot_disabled', subject: role } as const;
    // The installation's bot, or none, stands in no project's list.
    await (since === undefined
      ? raiseAlert({ ...alert, now })
      : raiseAlertSince({ ...alert, since }));
  }
  return sent;
}

const tokenRefused = (role: BotRole) =>
  ({
    slug: `telegram-${role}`,
    code: 'credentials_refused',
    message: 'Telegram no longer takes the token of this bot.',
  }) as const;

function isDisabled(sent: Sent): boolean {
  return sent.kind === 'refused' && sent.why === BOT_DISABLED;
}
