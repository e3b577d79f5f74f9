import type { ProjectId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { type Sealed, seal } from '../platform/secrets/sealed.ts';
import { type Credentials, credentialsPurpose, type Provider } from './connection.ts';

/** Credentials as they are stored: sealed for this project and this service. */
export async function sealedCredentials(
  projectId: ProjectId,
  provider: Provider,
  credentials: Credentials,
): Promise<Sealed> {
  const plain = JSON.stringify(credentials);
  return seal(await platformSecret(), projectId, credentialsPurpose(provider), plain);
}
