import type { Finished } from '../finish-connection.ts';

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

/** What the page between us and a provider names. */
export interface ConsentNames {
  /** The integration type. */
  readonly what: string;
  readonly provider: string;
  readonly project: string;
  /** Who asks for it: her name and her address, as far as they are known. */
  readonly owner: readonly string[];
}

/** What the page says that stands before the way to a provider. */
export type ConsentTexts = (of: ConsentNames) => {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
};
