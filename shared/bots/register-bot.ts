import { isRefusal } from '../platform/errors.ts';
import { requestJson } from '../platform/http-client.ts';
import type { ProjectId } from '../platform/ids.ts';
import { webhookToken } from '../projects/index.ts';
import { type BotApi, type BotCommand, BotFault, type BotRole } from './bot-api.ts';
import { WEBHOOK_PATHS } from './webhook-paths.ts';
import { webhookPurpose } from './webhook-purpose.ts';

/** A bot to be registered. */
export interface BotRegistration {
  readonly projectId: ProjectId;
  readonly role: BotRole;
  readonly bot: BotApi;
  /** Public address of the API, without a trailing slash. */
  readonly apiUrl: string;
  /** Menus by language; '' is for everybody without one of his own. */
  readonly menus: Readonly<Record<string, readonly BotCommand[]>>;
  /** Changes nothing: only looks whether all is as it should be. */
  readonly checkOnly: boolean;
}

/** How a bot stands with its messenger. */
export interface RegisteredBot {
  readonly username: string;
  readonly url: string;
  readonly pendingUpdates: number;
  readonly lastError?: { readonly at: string; readonly message: string };
}

/** An update of no kind: a door that knows the secret takes it and does nothing. */
const NOTHING = { update_id: 0 };
const TIMEOUT_MS = 10_000;

/**
 * Has a bot's updates posted to its door with its own secret, gives it its menus, and looks whether it took. Again:
 * the same once more. A check asks the messenger where updates go, and the door whether it takes the secret.
 *
 * @throws BotFault with one sentence that says what is wrong
 */
export async function registerBot(registration: BotRegistration): Promise<RegisteredBot> {
  const { projectId, role, bot, apiUrl, menus, checkOnly } = registration;
  const url = `${apiUrl}${WEBHOOK_PATHS[role]}`;
  const { username } = await bot.me();
  const token = await webhookToken(projectId, webhookPurpose(role));
  if (isRefusal(token)) throw new BotFault(token.message);
  if (checkOnly) await knock(url, token);
  else {
    await bot.setWebhook(url, token);
    for (const [language, commands] of Object.entries(menus)) {
      await bot.setCommands(commands, language || undefined);
    }
  }
  const info = await bot.webhookInfo();
  if (info.url !== url) {
    throw new BotFault(`Its updates go to ${info.url || 'nowhere'}, not to ${url}.`);
  }
  const { pendingUpdates, lastError } = info;
  if (checkOnly && lastError && pendingUpdates > 0) {
    throw new BotFault(
      `${pendingUpdates} updates wait since ${lastError.at}: ${lastError.message}`,
    );
  }
  return { username, url, pendingUpdates, ...(lastError ? { lastError } : {}) };
}

/** @throws BotFault unless the door takes the bot's secret */
async function knock(url: string, token: string): Promise<void> {
  const status = await requestJson({
    method: 'POST',
    url,
    headers: { 'x-telegram-bot-api-secret-token': token },
    body: NOTHING,
    timeoutMs: TIMEOUT_MS,
  }).then(
    (answer) => answer.status,
    () => undefined,
  );
  if (status === undefined) throw new BotFault(`Nothing answers at ${url}.`);
  if (status !== 200) throw new BotFault(`${url} answers ${status} to the bot's own secret.`);
}
