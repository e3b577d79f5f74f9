import { readFileSync } from 'node:fs';
import { CommandError } from './command-error.ts';

/** The variables that name an installation, and the outputs of the data stack that carry the same. */
const VARIABLES = {
  TABLE_NAME: 'TableName',
  PLATFORM_SECRET_ARN: 'SecretArn',
  USER_POOL_ID: 'UserPoolId',
} as const;

/**
 * Points this process at an installation: by the environment, or by a file of `cdk deploy --outputs-file`, which wins.
 *
 * @param needs the variables that the command cannot do without
 * @throws CommandError naming what is missing
 */
export function settle(
  outputsFile: string | undefined,
  needs: readonly (keyof typeof VARIABLES)[],
): void {
  if (outputsFile !== undefined) Object.assign(process.env, variablesOf(outputsFile));
  const missing = needs.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new CommandError(`Set ${missing.join(', ')}, or name --outputs FILE.`);
  }
}

function variablesOf(file: string): Record<string, string> {
  let stacks: unknown;
  try {
    stacks = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new CommandError(`${file} is not a JSON file of cdk deploy --outputs-file.`);
  }
  const holding = Object.values(stacks ?? {}).filter(
    (outputs): outputs is Record<string, string> =>
      typeof outputs === 'object' && outputs !== null && VARIABLES.TABLE_NAME in outputs,
  );
  const [outputs] = holding;
  if (!outputs || holding.length > 1) {
    throw new CommandError(
      `${file} holds the data stacks of ${holding.length} stages, not of one.`,
    );
  }
  return Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([name, output]) => {
      const value = outputs[output];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The user pool of the installation. */
export const userPoolId = (): string => process.env.USER_POOL_ID ?? '';
