import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestCloud } from './local-cloud.ts';

const COMMAND = fileURLToPath(new URL('../../infra/commands/project.ts', import.meta.url));

/** What `npm run project` prints in its last line. */
export interface CreatedProject {
  readonly projectId: string;
  /** Full URL with its token. */
  readonly webhook: string;
  readonly email: string;
  readonly password: string;
}

/** Runs `npm run project -- …` against a local cloud. @returns the JSON of its last line */
export async function projectCommand(cloud: TestCloud, ...args: string[]): Promise<object> {
  const { tables, secrets, cognito } = cloud.cloud.definition;
  const env = {
    PATH: process.env.PATH ?? '',
    ...cloud.cloud.environment('seed'),
    STAGE: 'dev',
    TABLE_NAME: tables[0]?.name ?? '',
    PLATFORM_SECRET_ARN: secrets[0]?.arn ?? '',
    USER_POOL_ID: cognito.pools[0]?.id ?? '',
  };
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...args], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Makes another business on the same installation, with an owner of its own. */
export async function createProject(
  cloud: TestCloud,
  { id, owner, botId }: { id: string; owner: string; botId: string },
): Promise<CreatedProject> {
  const options = { id, name: `Salon ${id}`, owner, 'time-zone': 'Europe/Kyiv' };
  const args = Object.entries({ ...options, 'sendpulse-bot-id': botId });
  const made = (await projectCommand(
    cloud,
    'create',
    ...args.flatMap(([name, value]) => [`--${name}`, value]),
  )) as { projectId: string; webhookPath: string; email: string; password: string };
  return { ...made, webhook: `${cloud.cloud.api}${made.webhookPath}` };
}
