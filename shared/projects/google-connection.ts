import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { readServiceAccount, type ServiceAccount } from '../platform/service-account.ts';
import { getConnection } from './get-connection.ts';
import type { Project } from './project.ts';

/**
 * The service account that reads and writes a project's spreadsheet and calendars: its own, sealed beside the project,
 * else the installation's (`GOOGLE_CREDENTIALS`, the JSON file of its key) when `GOOGLE_PROJECT_ID` names this project.
 * `undefined` when there is none.
 *
 * @throws Error when the sealed credentials do not open
 */
export async function googleConnection(
  project: Pick<Project, 'projectId' | 'googleAccount'>,
): Promise<ServiceAccount | undefined> {
  const { projectId, googleAccount } = project;
  if (googleAccount === undefined) return installationAccount(projectId);
  const connection = await getConnection(projectId, 'google', { consistent: true });
  return connection && readServiceAccount(JSON.stringify(connection.credentials));
}

async function installationAccount(projectId: ProjectId): Promise<ServiceAccount | undefined> {
  const secret = await platformSecret();
  const { GOOGLE_CREDENTIALS: credentials, GOOGLE_PROJECT_ID: named } = secret;
  return credentials && named === projectId ? readServiceAccount(credentials) : undefined;
}
