import {
  BotFault,
  type BotRole,
  botToken,
  type ListedBot,
  listBots,
  type RegisteredBot,
  registerBot,
} from '../../shared/bots/index.ts';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { LANGUAGES } from '../../shared/projects/index.ts';
import { telegramApi } from '../../shared/providers/telegram/index.ts';
import { specialistCommands } from '../../shared/specialists/index.ts';
import { CommandError } from './command-error.ts';
import { readArguments, runCommand } from './command-line.ts';
import { projectIdOf } from './create.ts';
import { settle } from './installation.ts';
import { settleLocal } from './local-installation.ts';

const USAGE = `Usage: npm run webhooks -- [options]

Registers the webhook and the menu of every Telegram bot of an installation, and looks whether it took. Run it after a
deployment, after a bot's token was set and after: npm run project -- webhook --rotate. Again changes nothing.

  --check         changes nothing: asks Telegram where the updates go, and our API whether it takes the secret
  --project ID    only the bots of one project

The installation is named by --local [--api http://127.0.0.1:3000] for the cloud of npm start, by --outputs FILE as
written by: cdk deploy --all --outputs-file FILE, or by TABLE_NAME and PLATFORM_SECRET_ARN in the environment and the
API's address in --api URL. Prints one JSON object a bot; the exit status is 1 when one of them is not as it should be.`;

const OPTIONS = {
  check: { type: 'boolean' },
  project: { type: 'string' },
  local: { type: 'boolean' },
  api: { type: 'string' },
  outputs: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Bots at the same time. */
const AT_ONCE = 10;

/** Telegram shows the menu of a person's own language, else the one without. */
const SPECIALIST_MENUS = {
  '': specialistCommands('en'),
  ...Object.fromEntries(LANGUAGES.map((language) => [language, specialistCommands(language)])),
};
/** Reception has buttons for everything. */
const MENUS = { reception: {}, specialist: SPECIALIST_MENUS };

async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = readArguments(args, OPTIONS);
  if (values.help) return console.log(USAGE);
  if (positionals.length > 0) throw new CommandError('It takes options only. See --help.');
  const local = values.local ? await settleLocal(values.api) : undefined;
  settle(values.outputs, ['TABLE_NAME', 'PLATFORM_SECRET_ARN']);
  const apiUrl = addressOf(local ?? values.api ?? process.env.API_URL);
  const only = values.project === undefined ? undefined : projectIdOf(values.project);
  const bots = (await listBots()).filter(({ projectId }) => !only || projectId === only);
  if (only && bots.length === 0) throw new CommandError(`No project ${only} has a bot.`);
  // Not among the lines: those are for machines.
  if (bots.length === 0) console.error('No project has a bot.');
  const taken = new Map<string, ListedBot>();
  for (let start = 0; start < bots.length; start += AT_ONCE) {
    const lines: Promise<Line>[] = [];
    for (const bot of bots.slice(start, start + AT_ONCE)) {
      const token = await tokenOf(bot, taken).catch((fault: Error) => fault);
      lines.push(lineOf(bot, token, apiUrl, values.check ?? false));
    }
    for (const line of await Promise.all(lines)) {
      console.log(JSON.stringify(line));
      if (!line.ok) process.exitCode = 1;
    }
  }
}

type Line = { readonly project: ProjectId; readonly role: BotRole } & (
  | ({ readonly ok: true } & RegisteredBot)
  | { readonly ok: false; readonly problem: string }
);

/** @throws BotFault when there is none, or another bot of the installation has the same: it has one webhook only */
async function tokenOf(bot: ListedBot, taken: Map<string, ListedBot>): Promise<string> {
  const token = await botToken(bot.projectId, bot.role);
  if (token === undefined) throw new BotFault('It has no token.');
  const other = taken.get(token);
  if (other) throw new BotFault(`It is the ${other.role} bot of ${other.projectId} already.`);
  taken.set(token, bot);
  return token;
}

async function lineOf(
  { projectId, role }: ListedBot,
  token: string | Error,
  apiUrl: string,
  checkOnly: boolean,
): Promise<Line> {
  const names = { project: projectId, role };
  try {
    if (typeof token !== 'string') throw token;
    const [bot, menus] = [telegramApi(token), MENUS[role]];
    const registered = await registerBot({ projectId, role, bot, apiUrl, menus, checkOnly });
    return { ...names, ok: true, ...registered };
  } catch (fault) {
    return { ...names, ok: false, problem: fault instanceof Error ? fault.message : 'unknown' };
  }
}

function addressOf(api: string | undefined): string {
  const url = URL.parse(api ?? '');
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CommandError('Name the address of the API with --api URL, or --outputs FILE.');
  }
  return url.href.replace(/\/+$/, '');
}

runCommand(main);
