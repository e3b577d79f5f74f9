import type { AccessToken, OAuthProvider } from '../platform/oauth/index.ts';
import type { ServiceAccount } from '../platform/service-account.ts';
import { type ConnectedSlug, googleConnection, type Project } from '../projects/index.ts';
import { signedInAccountOf } from './signed-in-account.ts';

type GoogleSlug = Extract<ConnectedSlug, `google-${string}`>;

/** A person's own account, for which she signed in. */
export interface GoogleSignIn {
  /** As people know it: its e-mail. */
  readonly clientEmail: string;
  readonly accessToken: AccessToken;
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
  const signedIn = signedInAccountOf(slug, provider);
  return async (project) => {
    const found = project.googleAccount === undefined ? await signedIn(project) : undefined;
    if (!found) return googleConnection(project);
    return { clientEmail: found.account.name, accessToken: found.accessToken };
  };
}
