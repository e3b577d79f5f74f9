import type { ProjectConfig } from '../contracts/project-config.ts';
import { readServiceAccount } from '../platform/service-account.ts';
import type { Project } from './project.ts';

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

/** What becomes of bookings whose events are deleted; a section that does not say it keeps it. */
export function applyDeletedEvent(
  before: Project['onDeletedEvent'],
  wanted: ProjectConfig['google'],
): Project['onDeletedEvent'] {
  const chosen = wanted === null ? undefined : (wanted?.on_deleted_event ?? before);
  // What is so unless told is not stored, so that an answer that is posted back changes nothing.
  return chosen === 'flag' ? undefined : chosen;
}
