import type { Instant } from '../../platform/clock.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { ProjectId, UserId } from '../../platform/ids.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import { oauthClient, providerFor } from './oauth-client.ts';
import { rememberState } from './oauth-state.ts';

export interface StartConnection {
  readonly projectId: ProjectId;
  readonly userId: UserId;
  /** Her address, which the page shows. */
  readonly email?: string | undefined;
  /** The integration type to connect. */
  readonly slug: string;
  /** Of the page on which it ends. */
  readonly language: string;
  /** Where this API is reached from outside, without a slash at its end. */
  readonly apiUrl: string;
  readonly now: Instant;
}

/** Where a provider sends a person back to. Registered there letter by letter. */
export const callbackUrl = (apiUrl: string, provider: string): string =>
  `${apiUrl}/api/integrations/oauth/${provider}/callback`;

/**
 * Begins the way of a person to the provider of an integration type. It leads over a page of our own, which says for whose
 * project she is about to sign in, and in whose browser alone it can end.
 *
 * @param providers all that the installation knows
 * @returns that page, good for ten minutes and for one return; `no_oauth` when the type is not connected so;
 *   `not_set_up` when the installation is not registered at the provider
 */
export async function startConnection(
  { projectId, userId, email, slug, language, apiUrl, now }: StartConnection,
  providers: readonly OAuthProvider[],
): Promise<
  { readonly pageUrl: string; readonly expiresAt: Instant } | Refusal<'no_oauth' | 'not_set_up'>
> {
  const provider = providerFor(providers, slug);
  if (!provider) return refuse('no_oauth', `${slug} is not connected through a sign-in.`);
  const client = await oauthClient(provider);
  if (!client) {
    const { id, secret } = provider.credentials;
    return refuse(
      'not_set_up',
      `This installation is not registered at ${provider.name}: its secret has no ${id} and ${secret}.`,
    );
  }
  const redirectUri = callbackUrl(apiUrl, provider.name);
  const scopes = provider.scopes[slug] ?? [];
  const way = {
    ...{ projectId, userId, slug, provider: provider.name, language, redirectUri, scopes },
    ...(email === undefined ? {} : { email }),
  };
  const { state, expiresAt } = await rememberState(way, now);
  const query = new URLSearchParams({ state });
  return { pageUrl: `${apiUrl}/api/integrations/oauth/${slug}/continue?${query}`, expiresAt };
}
