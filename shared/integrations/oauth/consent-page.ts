import { escaped, pageOf } from './page.ts';
import { consentTexts } from './texts/index.ts';
import type { ConsentNames } from './texts/shape.ts';

/**
 * The page with the one button that leads to a provider. It is a form, since a browser sends no cookie of ours with a
 * form of another site: nobody goes on who has not seen the page.
 *
 * @param page `action`: where the form leads
 */
export function consentPage({
  language,
  action,
  ...said
}: ConsentNames & { readonly language: string; readonly action: string }): string {
  const { title, paragraphs, button } = consentTexts(language)(said);
  const body = [
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    `<form method="post" action="${escaped(action)}"><button>${escaped(button)}</button></form>`,
  ].join('\n  ');
  return pageOf({ language, title, body });
}
