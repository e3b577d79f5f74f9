import { getProfile } from '../../accounts/index.ts';
import { askedLanguage } from '../../catalogue/index.ts';
import { now } from '../../platform/clock.ts';
import { browserCookie, proofOf } from './browser-cookie.ts';
import { consentPage } from './consent-page.ts';
import { endPage } from './end-page.ts';
import { names } from './names.ts';
import { peekState } from './oauth-state.ts';
import type { Page } from './page.ts';
import { projectOfWay } from './project-of-way.ts';
import type { SignInPorts } from './start-for-caller.ts';

/** A browser's request for the page between us and a provider. */
export interface Consent {
  readonly path: { readonly slug: string };
  readonly query: Readonly<Partial<Record<'state' | 'proof', string | undefined>>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

/**
 * The page that a person sees before she goes on to a provider: to which project she is about to connect what, and who
 * asks for it. Whoever was sent somebody else's link reads here whose it is.
 *
 * @returns the page, and what the browser is to keep
 */
export async function showConsent(
  { path: { slug }, query: { state }, headers, cookies }: Consent,
  { apiUrl }: Pick<SignInPorts, 'apiUrl'>,
): Promise<Page> {
  const way = state === undefined ? undefined : await peekState(state, now());
  const project = way?.slug === slug ? await projectOfWay(way) : undefined;
  if (!state || !way || !project) {
    const language = askedLanguage(undefined, headers['accept-language']);
    return { html: endPage({ end: 'unknown' }, names, language), cookies: [] };
  }
  const profile = await getProfile(way.userId);
  const cookie = browserCookie(cookies, state, apiUrl);
  const html = consentPage({
    language: way.language,
    what: names.what(slug),
    provider: names.provider(way.provider),
    project: project.name,
    owner: [profile?.name, profile?.email ?? way.email].filter((one) => one !== undefined),
    action: `?${new URLSearchParams({ state, proof: proofOf(cookie.value, state) })}`,
  });
  return { html, cookies: [cookie.header] };
}
