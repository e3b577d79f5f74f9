import type { MenuStep } from '../../../conversations/index.ts';

/** What can be asked for by a word instead of a number. */
export const WORDS = ['menu', 'book', 'own', 'cancel', 'operator'] as const;
export type Word = (typeof WORDS)[number];

/** Everything that the numbered choices say. */
export interface ChoiceTexts {
  /** Above the choices of each step. */
  readonly ask: Readonly<Record<MenuStep, string>>;
  /** The choices of the first step. */
  readonly start: Readonly<Record<Exclude<Word, 'menu'>, string>>;
  readonly anyone: string;
  readonly more: string;
  readonly back: string;
  readonly yes: string;
  readonly no: string;
  /** Her answer was none of the numbers. */
  readonly unclear: string;
  readonly noTimes: string;
  readonly nothingToBook: string;
  /** Somebody was quicker, or it is too late for that time. */
  readonly timeGone: string;
  readonly tooManyBookings: string;
  readonly noBookings: string;
  readonly yourBookings: string;
  /** It has begun, is over or is not there any more. */
  readonly notCancellable: string;
  readonly minutes: (count: number) => string;
  /** What she may write for each, lower case, without punctuation. */
  readonly words: Readonly<Record<Word, readonly string[]>>;
}
