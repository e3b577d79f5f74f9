import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BootError } from './boot-error.ts';
import type { CloudDefinition } from './cloud-definition.ts';

/** The demo project as `npm start` prints it. */
export interface Demo {
  readonly projectId: string;
  /** Full URL with its token. */
  readonly sendpulseWebhook: string;
  readonly email: string;
  readonly password: string;
}

const COMMAND = fileURLToPath(new URL('../commands/project.ts', import.meta.url));

/**
 * Makes the demo project by the same command that makes a project in a deployed stage. Running it again changes
 * nothing.
 */
export async function seedDemo(settings: {
  readonly api: string;
  readonly definition: CloudDefinition;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<Demo> {
  const { api, definition, environment } = settings;
  if (!existsSync(COMMAND)) throw new BootError(`The demo cannot be made: ${COMMAND} is missing.`);
  const { tables, secrets, cognito } = definition;
  const child = spawn(process.execPath, [COMMAND, 'demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
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
  const { webhookPath, ...demo } = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as {
    projectId: string;
    webhookPath: string;
    email: string;
    password: string;
  };
  return {
    projectId: demo.projectId,
    sendpulseWebhook: `${api}${webhookPath}`,
    email: demo.email,
    password: demo.password,
  };
}
