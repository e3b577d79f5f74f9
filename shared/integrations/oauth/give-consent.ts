import { askedLanguage } from '../../catalogue/index.ts';
import { now } from '../../platform/clock.ts';
import { isProofOf, keptCookie } from './browser-cookie.ts';
import { endPage } from './end-page.ts';
import type { Finished } from './finish-connection.ts';
import { goOn } from './go-on.ts';
import { names } from './names.ts';
import { peekState } from './oauth-state.ts';
import type { Page } from './page.ts';
import { projectOfWay } from './project-of-way.ts';
import type { Consent } from './show-consent.ts';
import type { SignInPorts } from './start-for-caller.ts';

/**
 * A person has read the page and goes on to the provider, in this browser: her return is accepted in no other.
 *
 * @returns the provider's page, or one of our own that says why not
 */
export async function giveConsent(
  { path: { slug }, query: { state = '', proof = '' }, headers, cookies }: Consent,
  { providers, apiUrl }: Pick<SignInPorts, 'providers' | 'apiUrl'>,
): Promise<{ readonly location: string } | Page> {
  const present = now();
  const language = askedLanguage(undefined, headers['accept-language']);
  const page = (end: Finished): Page => ({ html: endPage(end, names, language), cookies: [] });
  const unknown = page({ end: 'unknown' });
  const way = await peekState(state, present);
  if (way?.slug !== slug || !(await projectOfWay(way))) return unknown;
  const elsewhere = page({ end: 'other_browser', way });
  const browser = keptCookie(cookies, state, apiUrl);
  if (browser === undefined || !isProofOf(proof, browser, state)) return elsewhere;
  const location = await goOn({ state, browser, now: present }, providers);
  return location === undefined ? elsewhere : { location };
}
