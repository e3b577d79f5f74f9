/** A page as it is answered, and what the browser is to keep or to forget. */
export interface Page {
  /** HTML. */
  readonly html: string;
  /** As the header `Set-Cookie` has them. */
  readonly cookies: readonly string[];
}

/**
 * A page of a sign-in: no script, nothing loaded from elsewhere.
 *
 * @param body HTML under the title; what people typed is in it through {@link escaped}
 */
export function pageOf({
  language,
  title,
  body,
}: {
  readonly language: string;
  readonly title: string;
  readonly body: string;
}): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 20vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
  p { overflow-wrap: anywhere; }
  button { font: inherit; padding: 0.6rem 1.4rem; border: 0; border-radius: 0.5rem; background: #1d4ed8; color: #fff; }
  @media (prefers-color-scheme: dark) { body { background: #16181d; color: #e8e8ea; } }
</style>
<main>
  <h1>${escaped(title)}</h1>
  ${body}
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

/** A text as it stands in HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);
