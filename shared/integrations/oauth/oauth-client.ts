import type { OAuthClient, OAuthProvider } from '../../platform/oauth/index.ts';
import { platformSecret } from '../../platform/secrets/platform-secret.ts';

/** What the installation is known by at a provider; `undefined` while its owner has not registered it there. */
export async function oauthClient({
  credentials,
}: Pick<OAuthProvider, 'credentials'>): Promise<OAuthClient | undefined> {
  const { [credentials.id]: id, [credentials.secret]: secret } = await platformSecret();
  return id && secret ? { id, secret } : undefined;
}

/** The provider that connects an integration type, of those there are. */
export function providerFor(
  providers: readonly OAuthProvider[],
  slug: string,
): OAuthProvider | undefined {
  return providers.find(({ scopes }) => Object.hasOwn(scopes, slug));
}
