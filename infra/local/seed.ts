import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BootError } from './boot-error.ts';
import type { CloudDefinition } from './cloud-definition.ts';
import { COMPILE_CACHE } from './functions/environment.ts';

/** The demo project as `npm start` prints it. */
export interface Demo {
  readonly projectId: string;
  /** Full URL with its token. */
  readonly sendpulseWebhook: string;
  readonly email: string;
  readonly password: string;
  readonly telegram: DemoTelegram;
}

/** The bots of the demo and the people who talk to them; Telegram's stand-in knows them all. */
export interface DemoTelegram {
  readonly bots: readonly { readonly role: BotRole; readonly username: string }[];
  readonly people: readonly {
    readonly role: 'reception' | 'escalation' | 'specialist';
    readonly chatId: number;
    readonly name: string;
    /** User name of the bot this person talks to. */
    readonly bot: string;
  }[];
}

type BotRole = 'reception' | 'specialist';

/** What `project demo` prints. */
interface Made {
  readonly projectId: string;
  readonly webhookPath: string;
  readonly email: string;
  readonly password: string;
  readonly telegram: {
    readonly bots: readonly { readonly role: BotRole; readonly token: string }[];
    readonly people: readonly Omit<DemoTelegram['people'][number], 'bot'>[];
  };
}

interface Settings {
  readonly api: string;
  readonly definition: CloudDefinition;
  /** Folder of the assembly. */
  readonly assembly: string;
  readonly environment: Readonly<Record<string, string>>;
}

const BOTS: Readonly<Record<BotRole, { username: string; first_name: string }>> = {
  reception: { username: 'diva_reception_bot', first_name: 'DivaReceptionBot' },
  specialist: { username: 'kesha_zerogap_bot', first_name: 'KeshaZeroGap' },
};

/**
 * Makes the demo project by the same commands that make a project in a deployed stage, and its bots and people at
 * Telegram's stand-in, which forgets them with every restart. Running it again changes nothing.
 */
export async function seedDemo(settings: Settings): Promise<Demo> {
  const made = JSON.parse((await run('project', ['demo'], settings)).at(-1) ?? '{}') as Made;
  // A bot of the owner's own lives at Telegram itself, which reaches no webhook on this machine.
  const played = settings.environment.TELEGRAM_API_ROOT !== undefined;
  const telegram = played ? await declare(made.telegram, settings.api) : { bots: [], people: [] };
  const hasDoors = settings.definition.routes.some(({ key }) => key.includes('/telegram/'));
  if (played && hasDoors) await run('webhooks', ['--api', settings.api], settings);
  return {
    projectId: made.projectId,
    sendpulseWebhook: `${settings.api}${made.webhookPath}`,
    email: made.email,
    password: made.password,
    telegram,
  };
}

async function declare({ bots, people }: Made['telegram'], api: string): Promise<DemoTelegram> {
  const tell = async (path: string, body: object) => {
    const answer = await fetch(`${api}/_local/providers/telegram/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new BootError(`Telegram's stand-in refuses: ${await answer.text()}`);
  };
  for (const { role, token } of bots) await tell('bots', { token, ...BOTS[role] });
  const placed = people.map((one) => ({
    ...one,
    bot: BOTS[one.role === 'specialist' ? 'specialist' : 'reception'].username,
  }));
  for (const { chatId: id, name, bot } of placed) {
    const known = bots.some(({ role }) => BOTS[role].username === bot);
    await tell('users', { id, first_name: name, language_code: 'uk', started: known ? [bot] : [] });
  }
  return {
    bots: bots.map(({ role }) => ({ role, username: BOTS[role].username })),
    people: placed,
  };
}

/** Runs a command of `infra/commands` against this installation. @returns the lines it printed */
async function run(name: string, args: string[], settings: Settings): Promise<string[]> {
  const { definition, environment, assembly } = settings;
  // Of the same sources and of the same age as the template (synthesize.ts), and far quicker to begin.
  const bundle = join(assembly, 'commands', `${name}.mjs`);
  const source = fileURLToPath(new URL(`../commands/${name}.ts`, import.meta.url));
  const command = existsSync(bundle) ? bundle : source;
  if (!existsSync(command)) throw new BootError(`The demo cannot be made: ${command} is missing.`);
  const { tables, secrets, cognito } = definition;
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      ...COMPILE_CACHE,
      ...environment,
      STAGE: 'dev',
      TABLE_NAME: tables[0]?.name ?? '',
      PLATFORM_SECRET_ARN: secrets[0]?.arn ?? '',
      USER_POOL_ID: cognito.pools[0]?.id ?? '',
      USER_POOL_CLIENT_ID: cognito.clients[0]?.id ?? '',
    },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) {
    const why =
      errors
        .trim()
        .split('\n')
        .find((line) => /\w*Error\b|:/.test(line)) ?? output.trim();
    throw new BootError(`The demo project could not be made: ${why}`);
  }
  return output.trim().split('\n');
}
