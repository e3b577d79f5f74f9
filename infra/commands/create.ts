import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openAccount } from '../../shared/accounts/index.ts';
import { type ProjectConfigInput, projectConfig } from '../../shared/contracts/project-config.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import { type ProjectId, parseProjectId } from '../../shared/platform/ids.ts';
import { validated } from '../../shared/platform/lambda/http-input.ts';
import { createProject, getProject, webhookPath } from '../../shared/projects/index.ts';
import { CommandError } from './command-error.ts';
import { userPoolId } from './installation.ts';
import type { Options } from './options.ts';
import { packageNamed } from './package.ts';

/** `project create`: a project and its owner, who gets a password unless she has an account already. */
export async function createSalon(options: Options): Promise<object> {
  const { id, name, owner, 'time-zone': timeZone } = options;
  if (!id || !name || !owner || !timeZone) {
    throw new CommandError('create needs --id, --name, --owner and --time-zone.');
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(owner)) throw new CommandError(`${owner} is no e-mail address.`);
  const projectId = projectIdOf(id);
  const config = readConfig({
    ...fileOf(options.config),
    name,
    time_zone: timeZone,
    ...(options.language ? { language: options.language as 'uk' } : {}),
    ...(options['sendpulse-bot-id'] ? { sendpulse_bot_id: options['sendpulse-bot-id'] } : {}),
  });
  // Looked up first, so that a slip of the id opens no account.
  if (await getProject(projectId)) throw new CommandError(`There is a project ${id} already.`);
  const password = `Fd1-${randomBytes(15).toString('base64url')}`;
  const account = await openAccount({ userPoolId: userPoolId(), email: owner, password });
  const made = await createProject({
    projectId,
    owner: account.userId,
    config,
    package: packageNamed(options.package ?? 'professional'),
    actor: 'command:create',
  });
  if (isRefusal(made)) throw new CommandError(made.message);
  return {
    projectId,
    webhookPath: await webhookPathOf(projectId),
    email: owner,
    ...(account.passwordSet ? { password } : {}),
  };
}

/** The configuration `input` says, or a sentence with every field that is wrong. */
export function readConfig(input: ProjectConfigInput) {
  const read = validated(projectConfig, input);
  if (read === undefined || isRefusal(read)) {
    const problems = (read?.details ?? []).map(({ path, message }) => `${path}: ${message}`);
    throw new CommandError(`The configuration is not valid. ${problems.join(' ')}`);
  }
  return read.value;
}

/** @throws CommandError when `id` is no project id */
export function projectIdOf(id: string | undefined): ProjectId {
  const projectId = parseProjectId(id);
  if (projectId) return projectId;
  throw new CommandError(
    'A project id (--id) has 2–63 lower-case letters, digits, _ or -, and starts with a letter or digit.',
  );
}

/** @throws CommandError when there is no such project */
export async function webhookPathOf(projectId: ProjectId): Promise<string> {
  const path = await webhookPath(projectId);
  if (isRefusal(path)) throw new CommandError(path.message);
  return path;
}

function fileOf(file: string | undefined): ProjectConfigInput {
  if (file === undefined) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProjectConfigInput;
  } catch {
    throw new CommandError(`${file} is not a JSON file.`);
  }
}
