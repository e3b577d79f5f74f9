import { PACKAGE_NAMES, type PackageName } from '../../shared/contracts/package-names.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import { parseProjectId } from '../../shared/platform/ids.ts';
import { setPackage } from '../../shared/projects/index.ts';
import { CommandError } from './command-error.ts';
import type { Options } from './options.ts';

/** `project package`: gives a project another package. Containers notice within a minute. */
export async function givePackage(options: Options): Promise<object> {
  const projectId = parseProjectId(options.id);
  if (!projectId || !options.package) throw new CommandError('package needs --id and --package.');
  const name = packageNamed(options.package);
  const given = await setPackage({ projectId, package: name, actor: 'command:package' });
  if (isRefusal(given)) throw new CommandError(given.message);
  return { projectId, package: given };
}

/** @throws CommandError when there is no such package */
export function packageNamed(name: string): PackageName {
  const found = PACKAGE_NAMES.find((one) => one === name);
  if (found) return found;
  throw new CommandError(`A package (--package) is one of ${PACKAGE_NAMES.join(', ')}.`);
}
