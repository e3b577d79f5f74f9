import type { Instant } from '../platform/clock.ts';
import type { HandleEvent, ParseUpdate } from './bot-event.ts';
import type { BotUpdate } from './bot-update.ts';
import { clearUnreachable } from './clear-unreachable.ts';
import { markUnreachable } from './mark-unreachable.ts';

/** How an update is read and what is done about it. */
export interface UpdatePorts {
  readonly parse: ParseUpdate;
  readonly handle: HandleEvent;
  readonly now: Instant;
}

/**
 * Works on one update of a bot: reads it, keeps the marks of unreachable chats true and has it handled.
 *
 * @throws Error when it cannot be read (trying again is useless), and whatever `handle` throws
 */
export async function takeUpdate(
  { projectId, role, update, raw }: Omit<BotUpdate, 'attempt'>,
  { parse, handle, now }: UpdatePorts,
): Promise<void> {
  const event = parse(raw === undefined ? update : readJson(raw));
  if (event.kind === 'ignored') return;
  const chat = { projectId, role, chatId: event.chatId, now };
  if (event.kind === 'unreachable') {
    await markUnreachable({ ...chat, why: 'the person blocked the bot' });
  } else {
    const started = event.kind === 'command' && event.name === 'start';
    await clearUnreachable({ ...chat, sure: started || event.kind === 'reachable' });
  }
  await handle(event, projectId);
}

/** The parser's own error would quote what somebody wrote. */
function readJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new SyntaxError('The body of an update is not JSON.');
  }
}
