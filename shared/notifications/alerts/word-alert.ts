import { entitlementsOf } from '../../billing/index.ts';
import { integrationType, serviceBeside } from '../../catalogue/index.ts';
import type { Language } from '../../contracts/languages.ts';
import { type Alert, getConversation } from '../../conversations/index.ts';
import { getIntegration } from '../../integrations/index.ts';
import type { ConversationId } from '../../platform/ids.ts';
import type { Project, Provider } from '../../projects/index.ts';
import { alertTexts } from './texts/index.ts';
import type { AlertAbout, AlertWords } from './texts/shape.ts';

/** Words an alert in `language` for people of its project; a client is named by her name as the messenger last said it. */
export async function wordAlert(
  alert: Pick<Alert, 'kind' | 'subject' | 'text'>,
  project: Project,
  language: Language,
): Promise<AlertWords> {
  return alertTexts(language).words[alert.kind](await aboutOf(alert, project));
}

async function aboutOf(
  { kind, subject = '-', text }: Pick<Alert, 'kind' | 'subject' | 'text'>,
  project: Project,
): Promise<AlertAbout> {
  const [name = '', detail = ''] = subject.split(':');
  switch (kind) {
    case 'hand_over':
    case 'client_budget':
    case 'written_when_closed':
      return clientOf(project, subject as ConversationId);
    case 'unreachable_chat':
      return named(memberOfTeam(project, Number(detail)));
    case 'bot_disabled':
      return named(nameOf(`telegram-${name}`));
    case 'destination_differs':
      return { ...named(nameOf(name)), unread: detail === 'unread' };
    case 'integration_attention': {
      const { trouble } = (await getIntegration(project.projectId, name as Provider)) ?? {};
      return { ...named(nameOf(name)), notAllowed: trouble?.code === 'not_allowed' };
    }
    case 'unreadable_rows':
    case 'busy_elsewhere':
      return { ...named(nameOf(name)), ...(text === undefined ? {} : { details: text }) };
    case 'quota_forecast':
    case 'quota_close':
    case 'quota_spent': {
      const { monthlyTurns: limit } = entitlementsOf(project);
      return limit === undefined ? {} : { limit };
    }
    case 'outage':
    case 'project_budget':
      return {};
  }
}

const named = (what: string | undefined): AlertAbout => (what === undefined ? {} : { what });

const nameOf = (slug: string): string | undefined =>
  integrationType(slug)?.name ?? serviceBeside(slug)?.name;

async function clientOf(
  { projectId }: Project,
  conversationId: ConversationId,
): Promise<AlertAbout> {
  const { clientName, address } = (await getConversation(projectId, conversationId)) ?? {};
  if (clientName === undefined) return {};
  const messenger = address && integrationType(address.service)?.name;
  return { client: messenger === undefined ? clientName : `${clientName} (${messenger})` };
}

function memberOfTeam({ reception, specialists }: Project, chatId: number): string | undefined {
  const staff = reception?.staff.find((one) => one.chatId === chatId)?.name;
  return staff ?? specialists.find((one) => one.telegramChatId === chatId)?.name;
}
