import type { Finished } from './finish-connection.ts';
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
  return `<!doctype html>
<html lang="${escaped(spoken)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 20vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; }
  @media (prefers-color-scheme: dark) { body { background: #16181d; color: #e8e8ea; } }
</style>
<main>
  <h1>${escaped(title)}</h1>
  <p>${escaped(said)}</p>
</main>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);
