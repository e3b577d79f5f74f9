import { platformSecret } from '../platform/secrets/platform-secret.ts';
import {
  DEFAULT_REMINDER_LIMIT,
  type Project,
  type Reception,
  type StaffMember,
} from '../projects/index.ts';

const CHAT = /^TELEGRAM_CHAT_ID_(\w+)$/;
/** The escalation contact of the requirements. */
const ESCALATION_CONTACT = 'TOMMY';

/**
 * Who decides about the requests of a project: its own staff, else, when the installation serves this project alone,
 * whom the platform secret names (`TELEGRAM_PROJECT_ID`, `TELEGRAM_CHAT_ID_<NAME>`, `TELEGRAM_ESCALATION_CONTACT`).
 */
export async function receptionOf(project: Project): Promise<Reception> {
  const { reception } = project;
  if (reception && reception.staff.length > 0) return reception;
  const secret = await platformSecret();
  const named = secret.TELEGRAM_PROJECT_ID === project.projectId ? staffOf(secret) : [];
  return { reminderLimit: DEFAULT_REMINDER_LIMIT, ...reception, staff: named };
}

function staffOf(secret: Readonly<Record<string, string | undefined>>): StaffMember[] {
  const contact = (secret.TELEGRAM_ESCALATION_CONTACT || ESCALATION_CONTACT).toUpperCase();
  return Object.entries(secret).flatMap(([variable, value]) => {
    const name = CHAT.exec(variable)?.[1];
    const chatId = Number(value);
    if (name === undefined || !Number.isSafeInteger(chatId) || chatId <= 0) return [];
    return [{ chatId, name: capitalised(name), escalation: name.toUpperCase() === contact }];
  });
}

/** `ANNA_MARIA` → `Anna Maria`. */
function capitalised(name: string): string {
  return name
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** Those who are told first: everybody but the escalation contacts, unless there is nobody else. */
export function firstTold({ staff }: Reception): readonly StaffMember[] {
  const first = staff.filter(({ escalation }) => !escalation);
  return first.length > 0 ? first : staff;
}
