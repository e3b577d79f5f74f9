import { integrationLost } from '../conversations/index.ts';
import { grantFor, validToken } from '../integrations/index.ts';
import { type Instant, now } from '../platform/clock.ts';
import { isRefusal, PassingFault } from '../platform/errors.ts';
import type { OAuthProvider } from '../platform/oauth/index.ts';
import type { ServiceAccount } from '../platform/service-account.ts';
import {
  type ConnectedSlug,
  googleConnection,
  type Project,
  setConnected,
} from '../projects/index.ts';
import type { GoogleResult } from './google-result.ts';

type GoogleSlug = Extract<ConnectedSlug, `google-${string}`>;

/** A person's own account, for which she signed in. */
export interface GoogleSignIn {
  /** As people know it: its e-mail. */
  readonly clientEmail: string;
  /** @param refused a token that Google did not take although it should hold */
  readonly accessToken: (refused?: string) => Promise<GoogleResult<string>>;
}

/** In whose name Google is asked. */
export type GoogleAccount = ServiceAccount | GoogleSignIn;

/** The account that opens what a project has at Google; `undefined`: none. */
export type GoogleAccountOf = (
  project: Pick<Project, 'projectId' | 'googleAccount' | 'connected'>,
) => Promise<GoogleAccount | undefined>;

/**
 * Finds the account of a project: a service account of its own, else that of the owner who signed in for this
 * integration type, else the installation's.
 *
 * @param provider at whom owners sign in; when a grant is over, the integration needs attention and people are told
 */
export function googleAccountOf(slug: GoogleSlug, provider: OAuthProvider): GoogleAccountOf {
  return async (project) => {
    const { projectId, googleAccount, connected } = project;
    if (googleAccount !== undefined || !connected?.includes(slug)) return googleConnection(project);
    const granted = await grantFor(projectId, slug);
    if (!granted) return googleConnection(project);
    const over = (): Promise<void> => lost(projectId, slug, now());
    return {
      clientEmail: granted.account.name,
      accessToken: async (refused) => {
        try {
          const token = await validToken({ projectId, slug }, provider, { now, over }, refused);
          if (!isRefusal(token)) return { kind: 'ok', value: token };
          return { kind: 'disconnected', why: token.message };
        } catch (fault) {
          if (!(fault instanceof PassingFault)) throw fault;
          return { kind: 'not_now', why: fault.message, untouched: true };
        }
      },
    };
  };
}

/** Nothing is tried in her name any more; when she signs in again, everything is compared anew. */
async function lost(
  projectId: Project['projectId'],
  slug: GoogleSlug,
  present: Instant,
): Promise<void> {
  const message = 'What its owner granted is over; connect it again.';
  await integrationLost({ projectId, slug, code: 'sign_in_over', message, now: present });
  await setConnected(projectId, slug, false, 'sign-in over');
}
