import { readFileSync } from 'node:fs';
import { CommandError } from './command-error.ts';

/** The variables that name an installation, and the outputs of its stacks that carry the same. */
const VARIABLES = {
  TABLE_NAME: 'TableName',
  PLATFORM_SECRET_ARN: 'SecretArn',
  USER_POOL_ID: 'UserPoolId',
  API_URL: 'ApiUrl',
  TURN_QUEUE_URL: 'TurnQueueUrl',
  ARRANGE_QUEUE_URL: 'ArrangeQueueUrl',
  CLIENT_NOTIFICATION_QUEUE_URL: 'ClientNotificationQueueUrl',
  RECEPTION_NOTIFICATION_QUEUE_URL: 'ReceptionNotificationQueueUrl',
  SPECIALIST_NOTIFICATION_QUEUE_URL: 'SpecialistNotificationQueueUrl',
  MAIL_QUEUE_URL: 'MailQueueUrl',
  REMINDER_QUEUE_URL: 'ReminderQueueUrl',
  EXPIRY_QUEUE_URL: 'ExpiryQueueUrl',
  ARCHIVE_QUEUE_URL: 'ArchiveQueueUrl',
  BOT_UPDATE_QUEUE_URL: 'BotUpdateQueueUrl',
  SYNC_QUEUE_URL: 'SyncQueueUrl',
  UPKEEP_QUEUE_URL: 'UpkeepQueueUrl',
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
  return variablesIn(stacks, file);
}

/**
 * The variables that the outputs of an installation's stacks stand for.
 *
 * @param stacks outputs by the name of the stack
 * @param source where they come from, for the person who reads the error
 * @throws CommandError unless there is exactly one stack that holds the data
 */
export function variablesIn(stacks: unknown, source: string): Record<string, string> {
  const all = Object.values(stacks ?? {}).filter(
    (outputs): outputs is Record<string, string> => typeof outputs === 'object' && outputs !== null,
  );
  const holding = all.filter((outputs) => VARIABLES.TABLE_NAME in outputs);
  if (holding.length !== 1) {
    throw new CommandError(
      `${source} holds the data stacks of ${holding.length} stages, not of one.`,
    );
  }
  const outputs = Object.assign({}, ...all) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([name, output]) => {
      const value = outputs[output];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The user pool of the installation. */
export const userPoolId = (): string => process.env.USER_POOL_ID ?? '';
