import type { AlertKind } from '../../../conversations/index.ts';

/** What an alert is about, as far as it is known. Plain text. */
export interface AlertAbout {
  /** The client, by her name and messenger. */
  readonly client?: string;
  /** A service, bot, place or person, by its name. */
  readonly what?: string;
  /** The service did not say what it shows. */
  readonly unread?: boolean;
  /** The service takes the account, but does not let it do what it is for. */
  readonly notAllowed?: boolean;
  /** Answered turns that the package holds in a month. */
  readonly limit?: number;
  /** What exactly, in the project's language. */
  readonly details?: string;
}

/** What people are told; a title of one line, and what it means for them. Plain text. */
export interface AlertWords {
  readonly title: string;
  readonly text: string;
}

/** How alerts are worded in one language. */
export interface AlertTexts {
  readonly words: Readonly<Record<AlertKind, (about: AlertAbout) => AlertWords>>;
  /** The mail around it, for an owner of the project of this name. */
  readonly mail: (words: AlertWords, project: string) => { subject: string; text: string };
}
