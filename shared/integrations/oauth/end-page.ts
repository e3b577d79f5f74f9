import type { Finished } from './finish-connection.ts';
import { escaped, pageOf } from './page.ts';
import { pageTexts } from './texts/index.ts';

/** The names that a page shows people instead of ids. */
export interface PageNames {
  /** Of an integration type, by its slug. */
  readonly what: (slug: string) => string;
  readonly provider: (name: string) => string;
}

/**
 * The page on which a person's way to a provider and back ends: no script, nothing loaded from elsewhere.
 *
 * @param language of a person of whom nothing is known; else that in which she started
 */
export function endPage(finished: Finished, names: PageNames, language: string): string {
  const { end } = finished;
  const known = end === 'unknown' ? undefined : finished.way;
  const spoken = known?.language ?? language;
  const { title, text } = pageTexts(spoken)[end];
  const said = text({
    what: known ? names.what(known.slug) : '',
    provider: known ? names.provider(known.provider) : '',
    account: end === 'connected' ? finished.account.name : '',
  });
  return pageOf({ language: spoken, title, body: `<p>${escaped(said)}</p>` });
}
