import { now, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { getConnection } from '../projects/index.ts';
import type { BotRole } from './bot-api.ts';

/** How long a container believes which token a bot has, in seconds. A bot without one is looked up again each time. */
const REMEMBERED_SECONDS = 60;

const remembered = new Map<string, { readonly readAt: string; readonly token: string }>();

/**
 * The token of a project's bot: its own, sealed beside the project, else the installation's when that names this
 * project. `undefined` when it has no such bot.
 *
 * @param refused a token that the messenger no longer takes: it is not answered from memory
 * @throws Error when the sealed token does not open
 */
export async function botToken(
  projectId: ProjectId,
  role: BotRole,
  refused?: string,
): Promise<string | undefined> {
  const name = `${projectId} ${role}`;
  const present = now();
  const known = remembered.get(name);
  if (known && known.token !== refused) {
    const age = secondsBetween(known.readAt, present);
    if (age >= 0 && age < REMEMBERED_SECONDS) return known.token;
  }
  const consistent = refused !== undefined;
  const connection = await getConnection(projectId, `telegram-${role}`, { consistent });
  const token = connection?.credentials.bot_token ?? (await installationToken(projectId, role));
  if (token) remembered.set(name, { readAt: present, token });
  else remembered.delete(name);
  return token || undefined;
}

async function installationToken(projectId: ProjectId, role: BotRole): Promise<string | undefined> {
  const secret = await platformSecret();
  if (secret.TELEGRAM_PROJECT_ID !== projectId) return undefined;
  return role === 'reception' ? secret.DIVA_RECEPTION_BOT_TOKEN : secret.KESHA_ZEROGAP_BOT_TOKEN;
}
