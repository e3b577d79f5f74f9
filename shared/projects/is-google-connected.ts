import { platformSecret } from '../platform/secrets/platform-secret.ts';
import type { Project } from './project.ts';

/** Whether there is an account that may open a project's spreadsheet and calendars; see {@link googleConnection}. */
export async function isGoogleConnected({
  projectId,
  googleAccount,
}: Pick<Project, 'projectId' | 'googleAccount'>): Promise<boolean> {
  if (googleAccount !== undefined) return true;
  const { GOOGLE_CREDENTIALS: credentials, GOOGLE_PROJECT_ID: named } = await platformSecret();
  return Boolean(credentials) && named === projectId;
}
