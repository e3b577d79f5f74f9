import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { COMPILE_CACHE } from '../../infra/local/functions/environment.ts';
import type { TestCloud } from './local-cloud.ts';
import { synthesize } from './synth.ts';
import { telegram } from './telegram.ts';

const COMMANDS = fileURLToPath(new URL('../../infra/commands/', import.meta.url));

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
  return JSON.parse((await command(cloud, 'project', args)).at(-1) ?? '');
}

/** Runs `npm run webhooks -- …` against a local cloud. @returns the JSON of each line: one a bot */
export async function webhooksCommand(cloud: TestCloud, ...args: string[]): Promise<object[]> {
  const lines = await command(cloud, 'webhooks', ['--api', cloud.cloud.api, ...args]);
  return lines.map((line) => JSON.parse(line));
}

/**
 * @param folder the sources, which is what `npm run` runs, unless it is the bundles, which begin far quicker
 * @returns the lines it printed
 */
async function command(
  cloud: TestCloud,
  name: string,
  args: readonly string[],
  folder = COMMANDS,
): Promise<string[]> {
  const { tables, secrets, cognito } = cloud.cloud.definition;
  const env = {
    PATH: process.env.PATH ?? '',
    ...COMPILE_CACHE,
    ...cloud.cloud.environment('seed'),
    STAGE: 'dev',
    TABLE_NAME: tables[0]?.name ?? '',
    PLATFORM_SECRET_ARN: secrets[0]?.arn ?? '',
    USER_POOL_ID: cognito.pools[0]?.id ?? '',
  };
  const file = join(folder, folder === COMMANDS ? `${name}.ts` : `${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { env });
  return stdout.trim().split('\n');
}

/** Makes another business on the same installation, with an owner of its own and perhaps more `config`. */
export async function createProject(
  cloud: TestCloud,
  { id, owner, botId, config }: { id: string; owner: string; botId: string; config?: object },
): Promise<CreatedProject> {
  const directory = mkdtempSync(join(tmpdir(), 'frontdesk-project-'));
  const file = join(directory, 'config.json');
  writeFileSync(file, JSON.stringify(config ?? {}));
  const options = { id, name: `Salon ${id}`, owner, 'time-zone': 'Europe/Kyiv', config: file };
  const args = Object.entries({ ...options, 'sendpulse-bot-id': botId });
  try {
    const words = ['create', ...args.flatMap(([name, value]) => [`--${name}`, value])];
    const { outdir } = await synthesize();
    const lines = await command(cloud, 'project', words, join(outdir, 'commands'));
    const made: { projectId: string; webhookPath: string; email: string; password: string } =
      JSON.parse(lines.at(-1) ?? '');
    return { ...made, webhook: `${cloud.cloud.api}${made.webhookPath}` };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The bots of another business: user names by what they are for. */
export const OTHER_BOTS = { reception: 'other_reception_bot', specialist: 'other_specialist_bot' };

/**
 * Makes another business with one specialist and two bots of its own, known at Telegram and with their webhooks set.
 *
 * @param people chat ids of its only receptionist and its only specialist
 */
export async function createRival(
  cloud: TestCloud,
  { owner, people }: { owner: string; people: { reception: number; specialist: number } },
): Promise<CreatedProject> {
  const tokens = {
    reception: `7000000201:${'r'.repeat(35)}`,
    specialist: `7000000202:${'s'.repeat(35)}`,
  };
  const made = await createProject(cloud, {
    ...{ id: 'rival', owner, botId: 'rival-bot' },
    config: {
      specialists: [{ name: 'Zoe', telegram_chat_id: people.specialist }],
      services: { Haircut: { slots: 1, price: 300, currency: 'UAH' } },
      work_hours: { start: '09:00', end: '18:00' },
      reception: {
        bot_token: tokens.reception,
        staff: [{ chat_id: people.reception, name: 'Rita' }],
      },
      specialist_bot: { bot_token: tokens.specialist },
    },
  });
  const { bot } = telegram(cloud);
  await bot(tokens.reception, OTHER_BOTS.reception);
  await bot(tokens.specialist, OTHER_BOTS.specialist);
  await webhooksCommand(cloud, '--project', made.projectId);
  return made;
}
