/** Sentences of a text; a time's colon and a date's point end none. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/\u00a0/g, ' ')
    .split(/(?<=[.!?…\n\p{Extended_Pictographic}])(?!\d)\s*/u)
    .filter((sentence) => sentence.trim() !== '');
}

/** What a sentence states, clause by clause: of a question its last clause only asks. */
export function statedClauses(sentence: string): string[] {
  const clauses = sentence.split(/[,;—–()]|:(?!\d)|\s-\s/u);
  const asks = /\?\s*["»”)]*\s*$/u.test(sentence);
  return asks ? clauses.slice(0, -1) : clauses;
}
