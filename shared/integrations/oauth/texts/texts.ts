import type { Finished } from '../finish-connection.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

/** What a text may name. */
export interface Named {
  /** The integration type. */
  readonly what: string;
  readonly provider: string;
  readonly account: string;
}

/** What the page says at which a person arrives when she comes back from a provider. */
export type PageTexts = Readonly<
  Record<Finished['end'], { readonly title: string; readonly text: (named: Named) => string }>
>;

const TEXTS: Readonly<Record<string, PageTexts>> = { uk, en, ru };

/** The texts in a language; in English when there are none. */
export const textsIn = (language: string): PageTexts => TEXTS[language] ?? en;
