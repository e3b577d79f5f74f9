import type { Instant } from '../../platform/clock.ts';
import { isRefusal, PassingFault } from '../../platform/errors.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import type { Judged } from '../accepted-credentials.ts';
import type { TellLost } from '../mark-needs-attention.ts';
import { oauthClient } from './oauth-client.ts';
import { getGrant, type StoredGrant } from './oauth-grant.ts';
import { signInOver } from './sign-in-over.ts';
import { validToken } from './valid-token.ts';

/** What a look at grants needs. */
export interface GrantPorts {
  readonly providers: readonly OAuthProvider[];
  readonly lost: TellLost;
  readonly now: () => Instant;
}

/**
 * Asks a provider whether it still takes what was granted for an integration type: with a token that holds, and with a
 * fresh one when it does not take that.
 *
 * @returns `over` when only its owner can mend it, which she is told; `undefined` when there is nothing to ask with
 * @throws PassingFault when the provider cannot be asked now
 */
export async function judgeGrant(
  { projectId, slug }: Pick<StoredGrant, 'projectId' | 'slug'>,
  ports: GrantPorts,
): Promise<Judged | { readonly kind: 'over' } | undefined> {
  const stored = await getGrant(projectId, slug);
  const provider = ports.providers.find(({ name }) => name === stored?.provider);
  const client = provider && (await oauthClient(provider));
  if (!stored || !client) return undefined;
  let refused: string | undefined;
  for (let round = 0; round < 2; round += 1) {
    const token = await heldToken(stored, provider, ports, refused);
    if (token === undefined) return { kind: 'over' };
    const who = await provider.whoIs(client, { ...stored.grant, accessToken: token });
    if (who.kind === 'ok') return { kind: 'accepted', account: who.value.name };
    if (who.kind === 'not_now') {
      const { retryAfterSeconds } = who;
      const patience = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      throw new PassingFault(`${provider.name} does not say whose account it is.`, patience);
    }
    refused = token;
  }
  return { kind: 'refused', why: 'The service does not take what its owner granted.' };
}

/**
 * A token of a grant, renewed if it has to be, so that the grant does not die of disuse.
 *
 * @returns `undefined` when the grant is over
 * @throws PassingFault when the provider cannot be asked now
 */
export async function heldToken(
  { projectId, slug }: Pick<StoredGrant, 'projectId' | 'slug'>,
  provider: OAuthProvider,
  { lost, now }: Pick<GrantPorts, 'lost' | 'now'>,
  refused?: string,
): Promise<string | undefined> {
  const over = (stored: StoredGrant) => signInOver(stored, lost, now());
  const token = await validToken({ projectId, slug }, provider, { now, over }, refused);
  return isRefusal(token) ? undefined : token;
}
