import { integrationLost } from '../conversations/index.ts';
import { type Instant, now } from '../platform/clock.ts';
import type { AccessToken, OAuthProvider } from '../platform/oauth/index.ts';
import type { ServiceAccount } from '../platform/service-account.ts';
import {
  type ConnectedSlug,
  googleConnection,
  type Project,
  type Provider,
} from '../projects/index.ts';
import type { GoogleFailure } from './google-result.ts';
import { signedInAccountOf } from './signed-in-account.ts';

type GoogleSlug = Extract<ConnectedSlug, `google-${string}`>;

/** A person's own account, for which she signed in. */
export interface GoogleSignIn {
  /** As people know it: its e-mail. */
  readonly clientEmail: string;
  readonly accessToken: AccessToken;
}

type Disconnected = Extract<GoogleFailure, { kind: 'disconnected' }>;

/** In whose name Google is asked. */
export type GoogleAccount = (ServiceAccount | GoogleSignIn) & {
  /** To be told whenever Google does not take the account. */
  readonly lost?: (failure: Disconnected) => Promise<void>;
};

/** The account that opens what a project has at Google; `undefined`: none. */
export type GoogleAccountOf = (
  project: Pick<Project, 'projectId' | 'googleAccount' | 'connected'>,
) => Promise<GoogleAccount | undefined>;

/**
 * Finds the account of a project: a service account of its own, else that of the owner who signed in for this
 * integration type, else the installation's. When Google does not take it any more, its integration needs attention and
 * people are told, once.
 *
 * @param provider at whom owners sign in
 */
export function googleAccountOf(slug: GoogleSlug, provider: OAuthProvider): GoogleAccountOf {
  const signedIn = googleSignInOf(slug, provider);
  return async (project) => {
    const found = project.googleAccount === undefined ? await signedIn(project) : undefined;
    if (found) return found;
    const key = await googleConnection(project);
    // The installation's own stands in no project's list, and so turns nothing there.
    return key && { ...key, lost: noted(project, 'google', key) };
  };
}

/** The same of an integration type that only works in the name of a person: `undefined` unless she signed in for it. */
export function googleSignInOf(slug: GoogleSlug, provider: OAuthProvider): GoogleAccountOf {
  const signedIn = signedInAccountOf(slug, provider);
  return async (project) => {
    const found = await signedIn(project);
    if (!found) return undefined;
    const account = { clientEmail: found.account.name, accessToken: found.accessToken };
    return { ...account, lost: noted(project, slug, account, found.connectedAt) };
  };
}

function noted(
  { projectId }: Pick<Project, 'projectId'>,
  slug: Provider,
  { clientEmail }: Pick<ServiceAccount, 'clientEmail'>,
  connectedAt?: Instant,
): (failure: Disconnected) => Promise<void> {
  return async ({ why, notAllowed = false }) => {
    const said = notAllowed
      ? { code: 'not_allowed', message: `Google does not let ${clientEmail} do this: ${why}` }
      : { code: 'credentials_refused', message: `Google does not take ${clientEmail}: ${why}` };
    const since = connectedAt === undefined ? {} : { connectedAt };
    await integrationLost({ projectId, slug, ...said, ...since, now: now() });
  };
}
