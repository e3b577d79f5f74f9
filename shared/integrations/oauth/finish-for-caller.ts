import { askedLanguage } from '../../catalogue/index.ts';
import { now } from '../../platform/clock.ts';
import { getProject, isConnectedSlug, type Provider, setConnected } from '../../projects/index.ts';
import { getIntegration } from '../get-integration.ts';
import { noteConnected } from '../note-connected.ts';
import { endedCookie, keptCookie } from './browser-cookie.ts';
import { endPage } from './end-page.ts';
import { endSignIn } from './end-sign-in.ts';
import { type Callback, finishConnection } from './finish-connection.ts';
import { names } from './names.ts';
import type { OAuthState } from './oauth-state.ts';
import type { Page } from './page.ts';
import { projectOfWay } from './project-of-way.ts';
import type { SignInPorts } from './start-for-caller.ts';

export interface FinishSignIn {
  readonly path: { readonly provider: string };
  readonly query: Readonly<Partial<Record<'state' | 'code' | 'error', string | undefined>>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

/**
 * A provider sends a person back: connects what she signed in for, if it is the browser that went there.
 *
 * @returns the page (HTML) on which that ends, whatever happened, and what the browser need not keep any more
 */
export async function finishForCaller(
  { path: { provider }, query, headers, cookies }: FinishSignIn,
  { providers, apiUrl }: Pick<SignInPorts, 'providers' | 'apiUrl'>,
): Promise<Page> {
  const present = now();
  const { state, code, error } = query;
  const browser = state === undefined ? undefined : keptCookie(cookies, state, apiUrl);
  const callback: Callback = {
    provider,
    ...(state === undefined ? {} : { state }),
    ...(code === undefined ? {} : { code }),
    ...(error === undefined ? {} : { error }),
    ...(browser === undefined ? {} : { browser }),
  };
  const note = async (way: OAuthState, { name }: { readonly name: string }): Promise<void> => {
    const { projectId, userId: actor } = way;
    const slug = way.slug as Provider;
    await noteConnected({ projectId, slug, account: name, actor, now: present });
    // What its owner has switched off stays so.
    const isActive = (await getIntegration(projectId, slug))?.active ?? true;
    if (isConnectedSlug(slug) && isActive) await setConnected(projectId, slug, true, actor);
    // Closed in this very moment: what it had was taken back before this came.
    if (!(await getProject(projectId))) await endSignIn({ projectId, slug, actor }, providers);
  };
  const mayStill = async (way: OAuthState) => (await projectOfWay(way)) !== undefined;
  const finished = await finishConnection(callback, providers, present, note, mayStill);
  const html = endPage(finished, names, askedLanguage(undefined, headers['accept-language']));
  const isOver = state !== undefined && browser !== undefined;
  return { html, cookies: isOver ? [endedCookie(state, apiUrl)] : [] };
}
