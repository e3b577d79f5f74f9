import { plainText } from './plain-text.ts';

/** A tag, an entity, or one whole character. */
const PIECES = /<\/?([a-z-]+)[^>]*>|&(?:lt|gt|quot|amp|#\d+|#x[0-9a-f]+);|[\s\S]/giu;
const MORE = '…';

/**
 * `html` with at most `limit` UTF-16 units of visible text, counted as Telegram does: after its tags and entities are
 * read. A longer one ends with `…`; no tag, entity or character is cut, and what is open there is closed.
 */
export function cutHtml(html: string, limit: number): string {
  if (plainText(html).length <= limit) return html;
  const open: string[] = [];
  let kept = '';
  let length = 0;
  for (const [piece, tag] of html.matchAll(PIECES)) {
    if (tag === undefined) {
      length += /^&.+;$/.test(piece) ? 1 : piece.length;
      if (length > limit - MORE.length) break;
    } else if (piece.startsWith('</')) {
      open.pop();
    } else {
      open.push(tag);
    }
    kept += piece;
  }
  const closing = open.reverse().map((tag) => `</${tag}>`);
  return `${kept}${MORE}${closing.join('')}`;
}

/** `text` with at most `limit` UTF-16 units, no character cut; a longer one ends with `…`. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - MORE.length);
  const last = kept.charCodeAt(kept.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept}${MORE}`;
}
