import type { Message } from '../conversations/index.ts';

/** Of a burst, the model reads this much: the end of it, where a client says what counts. */
const BURST_CHARACTERS = 6_000;

/** What the client wrote, with the tag that sets it apart from facts. A client cannot write the tag. */
export function clientWords(messages: readonly Message[]): string {
  const texts = messages.map(({ text, kind }) =>
    text === '' ? `[the client sent a ${kind} without words]` : plain(text),
  );
  let all = texts.join('\n');
  if (all.length > BURST_CHARACTERS) all = `…${all.slice(-BURST_CHARACTERS).toWellFormed()}`;
  return `<client_messages>\n${all}\n</client_messages>`;
}

/** Text that cannot be taken for a tag. */
export function plain(words: string): string {
  return words.replaceAll('<', '‹').replaceAll('>', '›');
}
