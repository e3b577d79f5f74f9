import { handBack, REPLAY_QUEUES } from '../../shared/changes/index.ts';
import {
  findParked,
  listAllParked,
  listParked,
  NOBODY,
  type Owner,
  type ParkedItem,
  parkedDocumentOf,
  parkedSummaryOf,
  replayParked,
} from '../../shared/parked/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import { CommandError } from './command-error.ts';
import { readArguments, runCommand } from './command-line.ts';
import { projectIdOf } from './create.ts';
import { settle } from './installation.ts';
import { settleLocal } from './local-installation.ts';

const USAGE = `Usage: npm run parked -- <command> [options]

  list     given-up work, newest first, one JSON object a line
           [--project ID | --nobody] [--limit 50]
  show     one item, whole
           --id ID
  replay   puts items back to where they came from, each once
           --id ID | --all [--project ID | --nobody]

The installation is named by --local [--api http://127.0.0.1:3000] for the cloud of npm start, by --outputs FILE as
written by: cdk deploy --all --outputs-file FILE, or by TABLE_NAME and the queues' URLs in the environment.`;

const OPTIONS = {
  id: { type: 'string' },
  project: { type: 'string' },
  nobody: { type: 'boolean' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
  local: { type: 'boolean' },
  api: { type: 'string' },
  outputs: { type: 'string' },
  help: { type: 'boolean' },
} as const;
type Options = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

const COMMANDS = { list, show, replay } as const;

async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = readArguments(args, OPTIONS);
  const [name = ''] = positionals;
  if (values.help) return console.log(USAGE);
  if (positionals.length !== 1 || !Object.hasOwn(COMMANDS, name)) {
    throw new CommandError(`Name one command: ${Object.keys(COMMANDS).join(', ')}. See --help.`);
  }
  const needs =
    name === 'replay' ? (['TABLE_NAME', ...REPLAY_QUEUES] as const) : (['TABLE_NAME'] as const);
  if (values.local) await settleLocal(values.api);
  settle(values.outputs, needs);
  const lines = await COMMANDS[name as keyof typeof COMMANDS](values);
  for (const line of lines) console.log(JSON.stringify(line));
  // Not among the lines: those are for machines.
  if (lines.length === 0)
    console.error(name === 'replay' ? 'Nothing waits to be replayed.' : 'Nothing is parked.');
}

async function list(options: Options): Promise<object[]> {
  return (await itemsOf(options)).map(summaryOf);
}

async function show({ id }: Options): Promise<object[]> {
  const item = await one(id);
  return [{ ...parkedDocumentOf(item), project: projectOf(item) }];
}

async function replay(options: Options): Promise<object[]> {
  const items = options.all ? await itemsOf(options) : [await one(options.id)];
  const waiting = items.filter(({ replayedAt }) => !options.all || replayedAt === undefined);
  const ports = handBack(readEnv(...REPLAY_QUEUES));
  const lines: object[] = [];
  for (const { owner, parkedId } of waiting) {
    const wish = { owner, parkedId, actor: 'command', now: now() };
    const replayed = await replayParked(wish, ports);
    if (!isRefusal(replayed)) lines.push(summaryOf(replayed));
    else if (options.all) lines.push({ parked_id: parkedId, refused: replayed.refused });
    else throw new CommandError(replayed.message);
  }
  return lines;
}

async function itemsOf({ project, nobody, limit = '50' }: Options): Promise<ParkedItem[]> {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 1_000) {
    throw new CommandError('--limit is a whole number from 1 to 1000.');
  }
  if (project === undefined && !nobody) return listAllParked(most);
  const owner: Owner = nobody ? NOBODY : projectIdOf(project);
  return [...(await listParked({ owner, limit: most })).items];
}

async function one(id: string | undefined): Promise<ParkedItem> {
  const item = id === undefined ? undefined : await findParked(id);
  if (item) return item;
  throw new CommandError(
    id === undefined ? 'Name the item with --id.' : `There is no parked item ${id}.`,
  );
}

const summaryOf = (item: ParkedItem) => ({ ...parkedSummaryOf(item), project: projectOf(item) });

const projectOf = ({ owner }: ParkedItem): string | null => (owner === NOBODY ? null : owner);

runCommand(main);
