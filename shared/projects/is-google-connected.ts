import { platformSecret } from '../platform/secrets/platform-secret.ts';
import type { ConnectedSlug, Project } from './project.ts';

/**
 * Whether there is an account that may open what a project has at Google: its own service account, that of an owner who
 * signed in for this integration type, or the installation's. Reads nothing.
 */
export async function isGoogleConnected(
  {
    projectId,
    googleAccount,
    connected,
  }: Pick<Project, 'projectId' | 'googleAccount' | 'connected'>,
  slug: ConnectedSlug,
): Promise<boolean> {
  if (googleAccount !== undefined || connected?.includes(slug)) return true;
  const { GOOGLE_CREDENTIALS: credentials, GOOGLE_PROJECT_ID: named } = await platformSecret();
  return Boolean(credentials) && named === projectId;
}
