import { integrationLost } from '../conversations/index.ts';
import { grantFor, type StoredGrant, signInOver, validToken } from '../integrations/index.ts';
import { type Instant, now } from '../platform/clock.ts';
import { isRefusal, PassingFault } from '../platform/errors.ts';
import type { AccessToken, GrantedAccount, OAuthProvider } from '../platform/oauth/index.ts';
import type { ConnectedSlug, Project } from '../projects/index.ts';

/** The account of an owner who signed in at a service. */
export interface SignedInAccount {
  readonly account: GrantedAccount;
  readonly accessToken: AccessToken;
  /** When she signed in: what is said of this account does not concern one that was granted later. */
  readonly connectedAt: Instant;
}

/** The account in whose name a project works at a service; `undefined`: nobody signed in there. */
export type SignedInAccountOf = (
  project: Pick<Project, 'projectId' | 'connected'>,
) => Promise<SignedInAccount | undefined>;

/**
 * Finds the account of an owner who signed in for an integration type. When its grant is over, the integration needs
 * attention and people are told, once.
 *
 * @param provider at whom owners sign in
 */
export function signedInAccountOf(slug: ConnectedSlug, provider: OAuthProvider): SignedInAccountOf {
  return async ({ projectId, connected }) => {
    if (!connected?.includes(slug)) return undefined;
    const granted = await grantFor(projectId, slug);
    if (!granted) return undefined;
    const over = (stored: StoredGrant) => signInOver(stored, integrationLost, now());
    return {
      account: granted.account,
      connectedAt: granted.grantedAt,
      accessToken: async (refused) => {
        try {
          const token = await validToken({ projectId, slug }, provider, { now, over }, refused);
          if (!isRefusal(token)) return { kind: 'ok', value: token };
          return { kind: 'disconnected', why: token.message };
        } catch (fault) {
          if (!(fault instanceof PassingFault)) throw fault;
          const { message: why, retryAfterSeconds } = fault;
          const patience = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
          return { kind: 'not_now', why, untouched: true, ...patience };
        }
      },
    };
  };
}
