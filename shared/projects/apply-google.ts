import type { ProjectConfig } from '../contracts/project-config.ts';
import { readServiceAccount } from '../platform/service-account.ts';

/**
 * The e-mail of the service account that a configuration makes of the one before; `undefined`: there is none.
 *
 * @param problems gets a key that does not sign
 */
export function applyGoogle(
  before: string | undefined,
  wanted: ProjectConfig['google'],
  problems: { path: string; message: string }[],
): string | undefined {
  if (wanted === undefined) return before;
  if (wanted === null) return undefined;
  const { credentials } = wanted;
  if (credentials === undefined) return before;
  if (!readServiceAccount(JSON.stringify(credentials))) {
    problems.push({ path: 'google.credentials', message: 'The private key cannot be read.' });
  }
  return credentials.client_email;
}
