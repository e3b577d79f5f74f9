import { createHmac } from 'node:crypto';
import { openAccount } from '../../shared/accounts/index.ts';
import { BOT_ROLES, botToken } from '../../shared/bots/index.ts';
import type { ProjectConfigInput } from '../../shared/contracts/project-config.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import {
  addMember,
  configDocument,
  configureProject,
  createProject,
  getProject,
  listProject,
  memberRole,
  type Project,
} from '../../shared/projects/index.ts';
import { CommandError } from './command-error.ts';
import { readConfig, webhookPathOf } from './create.ts';
import { userPoolId } from './installation.ts';

const PROJECT_ID = 'demo-salon' as ProjectId;
const EMAIL = 'owner@demo-salon.example';

const ANNA = { name: 'Anna', telegram_chat_id: 555_000_111 };

/** The example of the requirements, with what it leaves open filled in. */
const DEMO = {
  name: 'Demo Salon',
  time_zone: 'Europe/Kyiv',
  language: 'uk' as const,
  specialists: [ANNA, 'Maria', 'Elena'],
  services: {
    Haircut: { slots: 1, price: 450, currency: 'UAH' },
    Coloring: { slots: 3, price: 1_800, currency: 'UAH' },
    Manicure: { slots: 2, price: 600, currency: 'UAH' },
    Massage: { slots: 2, price: 800, currency: 'UAH' },
  },
  work_hours: { start: '09:00', end: '18:00' },
  sendpulse_bot_id: 'demo-bot',
} satisfies ProjectConfigInput;

const RECEPTION = {
  staff: [
    { chat_id: 123_456_789, name: 'Lukas' },
    { chat_id: 987_654_321, name: 'Sasha' },
    { chat_id: 321_654_987, name: 'Tommy', escalation_contact: true },
  ],
};

/** The numbers of its bots: what a token of Telegram begins with. */
const BOT_IDS = { reception: 7_000_000_101, specialist: 7_000_000_102 } as const;

/**
 * `project demo`: the project of the local cloud. What is there already stays as it is, so a restart keeps everything
 * its owner has changed. The password and the tokens of the bots are derived from the platform's key: the same on each
 * start, another on each machine, kept nowhere.
 *
 * @returns what the local cloud needs to play it: `telegram` names its bots (with their tokens) and its people
 */
export async function seedDemo(): Promise<object> {
  const { PLATFORM_KEY, TELEGRAM_PROJECT_ID } = await platformSecret();
  const derived = (purpose: string) =>
    createHmac('sha256', PLATFORM_KEY).update(`frontdesk demo ${purpose}`).digest('base64url');
  const password = `Fd1-${derived('owner').slice(0, 20)}`;
  const token = (role: keyof typeof BOT_IDS) => `${BOT_IDS[role]}:${derived(role).slice(0, 35)}`;
  // An installation that brings bots and staff of its own for this project keeps them.
  const bots: ProjectConfigInput =
    TELEGRAM_PROJECT_ID === PROJECT_ID
      ? {}
      : {
          reception: { ...RECEPTION, bot_token: token('reception') },
          specialist_bot: { bot_token: token('specialist') },
        };
  const { userId } = await openAccount({ userPoolId: userPoolId(), email: EMAIL, password });
  const made = await createProject({
    projectId: PROJECT_ID,
    owner: userId,
    config: readConfig({ ...DEMO, ...bots }),
    package: 'professional',
    actor: 'command:demo',
  });
  if (isRefusal(made) && made.refused !== 'project_exists') throw new CommandError(made.message);
  // The people may have been wiped while the table was kept: then the owner is a new person.
  if (isRefusal(made) && !(await memberRole(PROJECT_ID, userId))) {
    await addMember({ projectId: PROJECT_ID, userId, role: 'owner' });
  }
  const project = isRefusal(made) ? await withBots(bots) : made;
  // One that was kept from before there was a list.
  if (isRefusal(made)) await listProject(project);
  return {
    projectId: PROJECT_ID,
    webhookPath: await webhookPathOf(PROJECT_ID),
    email: EMAIL,
    password,
    telegram: await telegramOf(project),
  };
}

/** The project that was there; one from before there were bots gets them. */
async function withBots(bots: ProjectConfigInput): Promise<Project> {
  const project = await getProject(PROJECT_ID);
  if (!project) throw new CommandError(`There is no project ${PROJECT_ID}.`);
  if (project.bots || project.reception || !bots.reception) return project;
  const { specialists = [] } = configDocument(project);
  const linked = specialists.map((one) => (one.name === ANNA.name ? { ...one, ...ANNA } : one));
  const configured = await configureProject({
    projectId: PROJECT_ID,
    config: readConfig({ ...bots, specialists: linked as ProjectConfigInput['specialists'] }),
    actor: 'command:demo',
    upcomingBookings: async () => ({ bookings: [] }),
  });
  if (isRefusal(configured)) throw new CommandError(configured.message);
  return configured;
}

async function telegramOf({ projectId, reception, specialists }: Project): Promise<object> {
  const tokens = await Promise.all(BOT_ROLES.map((role) => botToken(projectId, role)));
  return {
    bots: BOT_ROLES.flatMap((role, index) =>
      tokens[index] ? [{ role, token: tokens[index] }] : [],
    ),
    people: [
      ...(reception?.staff ?? []).map(({ chatId, name, escalation }) => ({
        role: escalation ? 'escalation' : 'reception',
        chatId,
        name,
      })),
      ...specialists.flatMap(({ telegramChatId, name }) =>
        telegramChatId === undefined ? [] : [{ role: 'specialist', chatId: telegramChatId, name }],
      ),
    ],
  };
}
