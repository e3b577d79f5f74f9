import { askedLanguage, integrationType } from '../../catalogue/index.ts';
import type { SignInDocument } from '../../contracts/oauth.ts';
import { now } from '../../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { UserId } from '../../platform/ids.ts';
import type { OAuthProvider } from '../../platform/oauth/index.ts';
import { getProject, type Membership, type Project } from '../../projects/index.ts';
import { type MayHave, mayConnect, type NotOffered } from '../may-connect.ts';
import { startConnection } from './start-connection.ts';

export interface StartSignIn {
  readonly access: Membership;
  readonly caller: { readonly userId: UserId; readonly email?: string };
  readonly path: { readonly slug: string };
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What the sign-ins of an installation need. */
export interface SignInPorts {
  /** THE list of providers. */
  readonly providers: readonly OAuthProvider[];
  /** Where this API is reached from outside. */
  readonly apiUrl: string;
  /** What a project pays for. */
  readonly has: (project: Project) => MayHave;
}

/** The status of what a sign-in is refused with. */
export const START_STATUS = {
  ...{ integration_type_not_found: 404, project_not_found: 404, no_oauth: 422 },
  ...{ not_in_sphere: 422, not_in_country: 422, on_request: 422, not_in_package: 403 },
  not_set_up: 503,
} as const;

/**
 * An owner wants to connect an integration type by signing in at its provider.
 *
 * @returns the page to open; refused when her project may not connect the type, or nobody can sign in for it here
 */
export async function startForCaller(
  { access: { projectId }, caller: { userId, email }, path: { slug }, headers }: StartSignIn,
  { providers, apiUrl, has }: SignInPorts,
): Promise<
  | SignInDocument
  | NotOffered
  | Refusal<'integration_type_not_found' | 'project_not_found' | 'no_oauth' | 'not_set_up'>
> {
  const type = integrationType(slug);
  if (!type) return refuse('integration_type_not_found', `There is no integration type ${slug}.`);
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const refused = mayConnect(type, project, has(project));
  if (refused) return refused;
  const language = askedLanguage(undefined, headers['accept-language']);
  const way = { projectId, userId, email, slug, language, apiUrl, now: now() };
  const started = await startConnection(way, providers);
  if (isRefusal(started)) return started;
  return { authorize_url: started.pageUrl, expires_at: started.expiresAt };
}
