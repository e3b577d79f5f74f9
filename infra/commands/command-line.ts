import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

/**
 * The arguments of a command, positionals allowed.
 *
 * @throws CommandError when one is not known or lacks its value
 */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (fault) {
    const [why] = String(fault instanceof Error ? fault.message : fault).split('. ');
    throw new CommandError(`${why}. See --help.`);
  }
}

/** Runs a command with this process's arguments; what goes wrong is one sentence on stderr and exit status 1. */
export function runCommand(main: (args: readonly string[]) => Promise<void>): void {
  main(process.argv.slice(2)).catch((fault: unknown) => {
    const what = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
    console.error(
      fault instanceof CommandError
        ? fault.message
        : `The installation did not answer as expected: ${what}`,
    );
    process.exitCode = 1;
  });
}
