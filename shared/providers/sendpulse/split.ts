/** Where a text may be cut, best first: after a paragraph, a line, a sentence, a word. */
const BREAKS = [/\n\s*\n/g, /\n/g, /(?<=[.!?…。؟])\s+/g, /\s+/g] as const;

/**
 * Cuts a text into parts of at most `limit` UTF-16 units: between paragraphs if it can, else lines, sentences or words,
 * and inside a word only between what a reader sees as characters. White space at the cuts is dropped. A part is never
 * empty; an empty text has no parts.
 */
export function split(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutOf(rest, limit);
    const part = rest.slice(0, cut).trimEnd();
    if (part !== '') parts.push(part);
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function cutOf(text: string, limit: number): number {
  const window = text.slice(0, limit + 1);
  for (const pattern of BREAKS) {
    let cut = 0;
    for (const { index } of window.matchAll(pattern)) if (index > 0) cut = index;
    // A tiny first part reads badly; the next weaker kind of break may do better.
    if (cut >= limit / 3) return cut;
  }
  return graphemeCut(text, limit);
}

function graphemeCut(text: string, limit: number): number {
  // A little more than the limit, so that the character across the limit is seen whole.
  const window = text.slice(0, limit + 64);
  let cut = 0;
  for (const { index, segment } of new Intl.Segmenter(undefined, {
    granularity: 'grapheme',
  }).segment(window)) {
    if (index + segment.length > limit) break;
    cut = index + segment.length;
  }
  if (cut > 0) return cut;
  // One "character" longer than the limit (stacked marks): only a surrogate pair is kept whole.
  const last = text.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff && limit > 1 ? limit - 1 : limit;
}
