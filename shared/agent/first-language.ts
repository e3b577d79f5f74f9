import type { Burst } from '../conversations/index.ts';
import type { Project } from '../projects/index.ts';
import { languageByLetters, languageTag } from './language.ts';

/**
 * The language in which a client is answered until a model has read her words: the letters, the last turn, what the
 * messenger says, the project's language. BCP 47.
 */
export function firstLanguage(
  burst: Pick<Burst, 'messages' | 'turns'>,
  project: Pick<Project, 'language'>,
): string {
  return (
    languageByLetters(wordsOf(burst)) ??
    burst.turns.find(({ language }) => language !== '')?.language ??
    languageTag(burst.messages.at(-1)?.languageCode) ??
    project.language
  );
}

/** Everything a burst says. */
export function wordsOf({ messages }: Pick<Burst, 'messages'>): string {
  return messages.map(({ text }) => text).join('\n');
}
