import type { ProjectConfig } from '../contracts/project-config.ts';
import { DEFAULT_REMINDER_LIMIT, type Project, type Reception } from './project.ts';

/** The reception that `wanted` makes of the one before; `undefined` when it says nothing beyond the defaults. */
export function applyReception(
  before: Reception | undefined,
  wanted: ProjectConfig['reception'],
): Reception | undefined {
  if (wanted === undefined) return before;
  const staff = wanted.staff?.map(({ chat_id, name, escalation_contact }) => ({
    chatId: chat_id,
    name,
    escalation: escalation_contact ?? false,
  }));
  const quietHours = wanted.quiet_hours === undefined ? before?.quietHours : wanted.quiet_hours;
  const next: Reception = {
    staff: staff ?? before?.staff ?? [],
    ...(quietHours ? { quietHours } : {}),
    reminderLimit: wanted.reminder_limit ?? before?.reminderLimit ?? DEFAULT_REMINDER_LIMIT,
  };
  const isDefault = !quietHours && next.reminderLimit === DEFAULT_REMINDER_LIMIT;
  return isDefault && next.staff.length === 0 ? undefined : next;
}

/** The bots of a project after `config`: a token begins with the id of its bot. `undefined` when there is none. */
export function botsOf(before: Project['bots'], config: ProjectConfig): Project['bots'] {
  const reception = botOf(before?.reception, config.reception?.bot_token);
  const specialist = botOf(before?.specialist, config.specialist_bot?.bot_token);
  if (reception === undefined && specialist === undefined) return undefined;
  return {
    ...(reception === undefined ? {} : { reception }),
    ...(specialist === undefined ? {} : { specialist }),
  };
}

function botOf(before: number | undefined, token: string | null | undefined): number | undefined {
  if (token === undefined) return before;
  return token === null ? undefined : Number(token.split(':')[0]);
}
