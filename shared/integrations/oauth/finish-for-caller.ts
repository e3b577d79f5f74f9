import { askedLanguage, integrationType } from '../../catalogue/index.ts';
import { now } from '../../platform/clock.ts';
import { isConnectedSlug, type Provider, setConnected } from '../../projects/index.ts';
import { getIntegration } from '../get-integration.ts';
import { noteConnected } from '../note-connected.ts';
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
  { providers }: Pick<SignInPorts, 'providers'>,
): Promise<string> {
  const present = now();
  const { state, code, error } = query;
  const callback: Callback = {
    provider,
    ...(state === undefined ? {} : { state }),
    ...(code === undefined ? {} : { code }),
    ...(error === undefined ? {} : { error }),
  };
  const finished = await finishConnection(callback, providers, present, async (way, { name }) => {
    const { projectId, userId: actor } = way;
    const slug = way.slug as Provider;
    await noteConnected({ projectId, slug, account: name, actor, now: present });
    // What its owner has switched off stays so.
    const isActive = (await getIntegration(projectId, slug))?.active ?? true;
    if (isConnectedSlug(slug) && isActive) await setConnected(projectId, slug, true, actor);
  });
  const names = {
    what: (slug: string) => integrationType(slug)?.name ?? slug,
    provider: (name: string) => PROVIDER_NAMES[name] ?? name,
  };
  return endPage(finished, names, askedLanguage(undefined, headers['accept-language']));
}
