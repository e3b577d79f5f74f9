import { isDeepStrictEqual } from 'node:util';
import { listIntegrationTypes, listSpheres } from '../../shared/catalogue/index.ts';
import { LANGUAGES, type Language } from '../../shared/contracts/languages.ts';
import { CommandError } from './command-error.ts';
import { readArguments, runCommand } from './command-line.ts';
import { seedDemo } from './demo.ts';
import { settle } from './installation.ts';
import { settleLocal } from './local-installation.ts';

const USAGE = `Usage: npm run seed -- [options]

Looks whether an installation offers the spheres and integration types of this repository, in every language. They are
part of the deployment, so there is nothing to load: if they differ, deploy. Again changes nothing.

  --demo          also makes the demo project there, as npm start does; what it has already stays

The installation is named by --local [--api http://127.0.0.1:3000] for the cloud of npm start, by --outputs FILE as
written by: cdk deploy --all --outputs-file FILE, or by the API's address in --api URL (without --demo).
Prints one JSON object; the exit status is 1 when they differ.`;

const OPTIONS = {
  demo: { type: 'boolean' },
  local: { type: 'boolean' },
  api: { type: 'string' },
  outputs: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const LISTS = [
  ['/api/accounts/spheres/', listSpheres],
  ['/api/accounts/integration-types/', (language: Language) => listIntegrationTypes({}, language)],
] as const;

async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = readArguments(args, OPTIONS);
  if (values.help) return console.log(USAGE);
  if (positionals.length > 0) throw new CommandError('It takes options only. See --help.');
  const local = values.local ? await settleLocal(values.api) : undefined;
  if (values.demo || values.outputs !== undefined) {
    settle(
      values.outputs,
      values.demo ? ['TABLE_NAME', 'PLATFORM_SECRET_ARN', 'USER_POOL_ID'] : [],
    );
  }
  const api = addressOf(local ?? values.api ?? process.env.API_URL);
  const differing = await differencesAt(api);
  const { spheres } = listSpheres('en');
  const types = listIntegrationTypes({}, 'en');
  const counts = {
    spheres: spheres.length,
    integration_types: 'refused' in types ? 0 : types.integration_types.length,
  };
  if (differing.length > 0) process.exitCode = 1;
  const demo = values.demo ? { demo: await demoOf() } : {};
  console.log(JSON.stringify({ ok: differing.length === 0, ...counts, differing, ...demo }));
}

/** `<language> <path>` of every list that is not what the repository says. */
async function differencesAt(api: string): Promise<readonly string[]> {
  const asked = LANGUAGES.flatMap((language) =>
    LISTS.map(async ([path, list]) => {
      const answer = await fetch(`${api}${path}?language=${language}`);
      const served: unknown = answer.ok ? await answer.json() : undefined;
      return isDeepStrictEqual(served, list(language)) ? [] : [`${language} ${path}`];
    }),
  );
  return (await Promise.all(asked)).flat();
}

/** What people need of the demo: never the tokens of its bots. */
async function demoOf(): Promise<object> {
  const { projectId, email, password } = (await seedDemo()) as Record<string, unknown>;
  return { projectId, email, password };
}

function addressOf(api: string | undefined): string {
  const url = URL.parse(api ?? '');
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CommandError('Name the address of the API with --api URL, or --outputs FILE.');
  }
  return url.href.replace(/\/+$/, '');
}

runCommand(main);
