import { createHash } from 'node:crypto';
import type { Instant } from '../../platform/clock.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import { oauthClient } from './oauth-client.ts';
import { bindState } from './oauth-state.ts';

/**
 * Lets a person go on to the provider in this browser, and in no other: her return is accepted here only.
 *
 * @param way `browser`: a secret that only this browser keeps
 * @returns the provider's page; `undefined` when nobody is on the way with this state, or in another browser
 */
export async function goOn(
  {
    state,
    browser,
    now,
  }: { readonly state: string; readonly browser: string; readonly now: Instant },
  providers: readonly OAuthProvider[],
): Promise<string | undefined> {
  const bound = await bindState(state, browser, now);
  const provider = providers.find(({ name }) => name === bound?.provider);
  const client = provider && (await oauthClient(provider));
  if (!bound || !client) return undefined;
  const { verifier, redirectUri, scopes } = bound;
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return provider.authorizeUrl({ client, redirectUri, state, scopes, challenge });
}
