import { createHmac } from 'node:crypto';
import { openAccount } from '../../shared/accounts/index.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { addMember, createProject, memberRole } from '../../shared/projects/index.ts';
import { CommandError } from './command-error.ts';
import { readConfig, webhookPathOf } from './create.ts';
import { userPoolId } from './installation.ts';

const PROJECT_ID = 'demo-salon' as ProjectId;
const EMAIL = 'owner@demo-salon.example';

/** The example of the requirements, with what it leaves open filled in. */
const DEMO = {
  name: 'Demo Salon',
  time_zone: 'Europe/Kyiv',
  language: 'uk' as const,
  specialists: ['Anna', 'Maria', 'Elena'],
  services: {
    Haircut: { slots: 1, price: 450, currency: 'UAH' },
    Coloring: { slots: 3, price: 1_800, currency: 'UAH' },
    Manicure: { slots: 2, price: 600, currency: 'UAH' },
    Massage: { slots: 2, price: 800, currency: 'UAH' },
  },
  work_hours: { start: '09:00', end: '18:00' },
  sendpulse_bot_id: 'demo-bot',
};

/**
 * `project demo`: the project of the local cloud. What is there already stays as it is, so a restart keeps everything
 * its owner has changed. The password is derived from the platform's key: the same on each start, another on each
 * machine, kept nowhere.
 */
export async function seedDemo(): Promise<object> {
  const { PLATFORM_KEY } = await platformSecret();
  const digest = createHmac('sha256', PLATFORM_KEY).update('frontdesk demo owner').digest();
  const password = `Fd1-${digest.toString('base64url').slice(0, 20)}`;
  const { userId } = await openAccount({ userPoolId: userPoolId(), email: EMAIL, password });
  const made = await createProject({
    projectId: PROJECT_ID,
    owner: userId,
    config: readConfig(DEMO),
    actor: 'command:demo',
  });
  if (isRefusal(made)) {
    if (made.refused !== 'project_exists') throw new CommandError(made.message);
    // The people may have been wiped while the table was kept: then the owner is a new person.
    if (!(await memberRole(PROJECT_ID, userId))) {
      await addMember({ projectId: PROJECT_ID, userId, role: 'owner' });
    }
  }
  const webhookPath = await webhookPathOf(PROJECT_ID);
  return { projectId: PROJECT_ID, webhookPath, email: EMAIL, password };
}
