import { CommandError } from './command-error.ts';
import { readArguments, runCommand } from './command-line.ts';
import { createSalon } from './create.ts';
import { seedDemo } from './demo.ts';
import { settle } from './installation.ts';
import { OPTIONS } from './options.ts';
import { givePackage } from './package.ts';
import { relist } from './relist.ts';
import { showWebhook } from './webhook.ts';

const USAGE = `Usage: npm run project -- <command> [options]

  create   makes a project with its owner
           --id salon_abc --name "Salon" --owner owner@salon.example --time-zone Europe/Kyiv
           [--language uk|en|ru] [--sendpulse-bot-id ID] [--config file.json]
           [--package free|starter|professional]   (professional unless it is named)
  package  gives a project another package, once it is paid for
           --id salon_abc --package free|starter|professional
  webhook  prints the path SendPulse posts to, with its token
           --id salon_abc [--rotate [--keep-previous]]
  relist   puts every project into the list that upkeep reads; once, on a stage from before there was one
  demo     makes the demo project of the local cloud, once

The installation is named by TABLE_NAME, PLATFORM_SECRET_ARN and USER_POOL_ID in the environment, or by
--outputs FILE as written by: cdk deploy --all --outputs-file FILE
The last line of the output is JSON.`;

const STORES = ['TABLE_NAME', 'PLATFORM_SECRET_ARN'] as const;
const STORES_AND_PEOPLE = [...STORES, 'USER_POOL_ID'] as const;

const COMMANDS = {
  create: { run: createSalon, needs: STORES_AND_PEOPLE },
  relist: { run: relist, needs: STORES },
  package: { run: givePackage, needs: STORES },
  webhook: { run: showWebhook, needs: STORES },
  demo: { run: seedDemo, needs: STORES_AND_PEOPLE },
} as const;

async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = readArguments(args, OPTIONS);
  const [name = ''] = positionals;
  if (values.help) return console.log(USAGE);
  if (positionals.length !== 1 || !Object.hasOwn(COMMANDS, name)) {
    throw new CommandError(`Name one command: ${Object.keys(COMMANDS).join(', ')}. See --help.`);
  }
  const command = COMMANDS[name as keyof typeof COMMANDS];
  settle(values.outputs, command.needs);
  console.log(JSON.stringify(await command.run(values)));
}

runCommand(main);
