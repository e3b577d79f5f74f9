import { askedLanguage, integrationType } from '../../catalogue/index.ts';
import { now } from '../../platform/clock.ts';
import { isSignInSlug, noteSignIn, type Provider } from '../../projects/index.ts';
import { saveCredentials } from '../save-credentials.ts';
import { endPage } from './end-page.ts';
import { type Callback, finishConnection } from './finish-connection.ts';
import type { SignInPorts } from './start-for-caller.ts';

export interface FinishSignIn {
  readonly path: { readonly provider: string };
  readonly query: Readonly<Partial<Record<'state' | 'code' | 'error', string | undefined>>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** As people know them. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  google: 'Google',
  zoom: 'Zoom',
  calendly: 'Calendly',
  square: 'Square',
  meta: 'Facebook',
  instagram: 'Instagram',
};

/**
 * A provider sends a person back: connects what she signed in for.
 *
 * @returns the page (HTML) on which that ends, whatever happened
 */
export async function finishForCaller(
  { path: { provider }, query, headers }: FinishSignIn,
  { providers, connected }: Pick<SignInPorts, 'providers' | 'connected'>,
): Promise<string> {
  const present = now();
  const { state, code, error } = query;
  const callback: Callback = {
    provider,
    ...(state === undefined ? {} : { state }),
    ...(code === undefined ? {} : { code }),
    ...(error === undefined ? {} : { error }),
  };
  const finished = await finishConnection(callback, providers, present, async (way, account) => {
    const { projectId, slug, userId } = way;
    if (isSignInSlug(slug)) await noteSignIn(projectId, slug, true, userId);
    await saveCredentials({
      ...{ projectId, slug: slug as Provider, account: account.name, actor: userId, now: present },
      // The tokens stand in a row of their own, which changes by the hour.
      credentials: { sign_in: way.provider },
    });
    await connected(way);
  });
  const names = {
    what: (slug: string) => integrationType(slug)?.name ?? slug,
    provider: (name: string) => PROVIDER_NAMES[name] ?? name,
  };
  return endPage(finished, names, askedLanguage(undefined, headers['accept-language']));
}
