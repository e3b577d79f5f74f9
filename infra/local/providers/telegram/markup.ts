import { badRequest } from './errors.ts';

/** One entity of a text; offset and length in UTF-16 units, as everywhere in Telegram. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface FormattedText {
  text: string;
  entities: Entity[];
}

const HTML_TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/**
 * Reads a text in the given parse mode.
 *
 * @returns the text as people see it, without white space around it
 * @throws Refused with Telegram's own words when the markup is wrong
 */
export function formatted(text: string, parseMode: unknown): FormattedText {
  const mode = parseMode === undefined || parseMode === null ? '' : String(parseMode).toLowerCase();
  if (!['', 'html', 'markdown', 'markdownv2'].includes(mode)) {
    throw badRequest('unsupported parse_mode');
  }
  if (mode === 'html') return trimmed(parseHtml(text));
  if (mode === 'markdownv2') return trimmed(parseMarkdownV2(text));
  if (mode === 'markdown') return trimmed(parseMarkdown(text));
  return trimmed({ text, entities: [] });
}

const cannotParse = (problem: string) => badRequest(`can't parse entities: ${problem}`);

function parseHtml(source: string): FormattedText {
  const entities: Entity[] = [];
  const open: { tag: string; entity: Entity }[] = [];
  const offsetOf = (index: number) => Buffer.byteLength(source.slice(0, index));
  let text = '';
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? '';
    if (char === '&') {
      const decoded = decodeEntity(source, at);
      text += decoded?.char ?? char;
      at += decoded?.length ?? 1;
      continue;
    }
    if (char !== '<') {
      text += char;
      at += 1;
      continue;
    }
    const begin = at;
    if (source[at + 1] === '/') {
      const end = /^<\/([^\s>]*)\s*(>?)/.exec(source.slice(at));
      const found = end?.[1] ?? '';
      const last = open.pop();
      if (!last) throw cannotParse(`Unexpected end tag at byte offset ${offsetOf(begin)}`);
      if (!end?.[2]) throw cannotParse(`Unclosed end tag at byte offset ${offsetOf(begin)}`);
      if (found !== '' && found.toLowerCase() !== last.tag) {
        throw cannotParse(
          `Unmatched end tag at byte offset ${offsetOf(begin)}, expected "</${last.tag}>", found "</${found}>"`,
        );
      }
      last.entity.length = text.length - last.entity.offset;
      if (last.entity.length > 0) entities.push(last.entity);
      at += end[0].length;
      continue;
    }
    const { tag, attributes, length } = startTag(source, begin, offsetOf(begin));
    open.push({ tag, entity: entityOf(tag, attributes, text.length, offsetOf(begin)) });
    at += length;
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  }
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function startTag(
  source: string,
  begin: number,
  offset: number,
): { tag: string; attributes: Record<string, string>; length: number } {
  const name = /^<([^\s>]*)/.exec(source.slice(begin));
  const tag = (name?.[1] ?? '').toLowerCase();
  let at = begin + 1 + tag.length;
  if (at >= source.length) throw cannotParse(`Unclosed start tag at byte offset ${offset}`);
  if (!Object.hasOwn(HTML_TAGS, tag)) {
    throw cannotParse(`Unsupported start tag "${tag}" at byte offset ${offset}`);
  }
  const attributes: Record<string, string> = {};
  for (;;) {
    at += /^\s*/.exec(source.slice(at))?.[0].length ?? 0;
    if (source[at] === '>') return { tag, attributes, length: at + 1 - begin };
    const rest = source.slice(at);
    if (rest === '') throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${offset}`);
    const attribute = /^([^\s=>]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?/.exec(rest);
    if (!attribute?.[1]) {
      throw cannotParse(`Empty attribute name in the tag "${tag}" at byte offset ${offset}`);
    }
    const flag = tag === 'blockquote' && attribute[1].toLowerCase() === 'expandable';
    if (attribute[2] === undefined && !flag) {
      throw cannotParse(
        `Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${offset}`,
      );
    }
    const value = (attribute[2] ?? '').replace(/^(["'])(.*)\1$/s, '$2');
    attributes[attribute[1].toLowerCase()] = decoded(value);
    at += attribute[0].length;
  }
}

function entityOf(
  tag: string,
  attributes: Record<string, string>,
  offset: number,
  byteOffset: number,
): Entity {
  if (tag === 'span' && attributes.class !== 'tg-spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset}`);
  }
  const language = /^language-(.+)$/.exec(attributes.class ?? '')?.[1];
  const type =
    tag === 'blockquote' && 'expandable' in attributes
      ? 'expandable_blockquote'
      : (HTML_TAGS[tag] ?? tag);
  return {
    type,
    offset,
    length: 0,
    ...(tag === 'a' ? { url: attributes.href ?? '' } : {}),
    ...(tag === 'tg-emoji' ? { custom_emoji_id: attributes['emoji-id'] ?? '' } : {}),
    ...(language && (tag === 'code' || tag === 'pre') ? { language } : {}),
  };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Named entities are these four only; any other stays as it is written. */
function decodeEntity(source: string, at: number): { char: string; length: number } | undefined {
  const match = /^&(?:#(?:x([0-9a-f]{1,6})|(\d{1,7}))|(lt|gt|amp|quot));?/i.exec(
    source.slice(at, at + 12),
  );
  if (!match) return undefined;
  const [whole, hex, decimal, name] = match;
  if (name !== undefined) {
    const char = whole.endsWith(';') ? NAMED[name] : undefined;
    return char === undefined ? undefined : { char, length: whole.length };
  }
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code === 0 || code > 0x10ffff) return undefined;
  return { char: String.fromCodePoint(code), length: whole.length };
}

function decoded(value: string): string {
  let text = '';
  for (let at = 0; at < value.length; ) {
    const entity = value[at] === '&' ? decodeEntity(value, at) : undefined;
    text += entity?.char ?? value[at];
    at += entity?.length ?? 1;
  }
  return text;
}

const RESERVED = new Set('_*[]()~`>#+-=|{}.!');
const MARKS: readonly (readonly [mark: string, type: string])[] = [
  ['```', 'pre'],
  ['`', 'code'],
  ['__', 'underline'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['||', 'spoiler'],
  ['[', 'text_link'],
];

function parseMarkdownV2(source: string): FormattedText {
  const entities: Entity[] = [];
  const open: { mark: string; entity: Entity; at: number }[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (char === '\\' && next !== '' && next.charCodeAt(0) < 127) {
      text += next;
      at += 2;
      continue;
    }
    const inside = open.at(-1);
    const verbatim = inside?.mark === '`' || inside?.mark === '```';
    if (verbatim ? char !== '`' : !RESERVED.has(char)) {
      text += char;
      at += 1;
      continue;
    }
    if (inside && ends(inside.mark, source, at)) {
      open.pop();
      inside.entity.length = text.length - inside.entity.offset;
      at += inside.mark.length;
      if (inside.mark === '[') {
        const target = /^\(((?:\\.|[^\\)])*)\)/.exec(source.slice(at));
        if (!target)
          throw cannotParse(`Can't find end of a URL at byte offset ${bytes(source, at)}`);
        inside.entity.url = (target[1] ?? '').replace(/\\(.)/g, '$1');
        at += target[0].length;
      }
      if (inside.entity.length > 0) entities.push(inside.entity);
      continue;
    }
    const mark = verbatim ? undefined : MARKS.find(([one]) => source.startsWith(one, at));
    if (mark) {
      open.push({ mark: mark[0], entity: { type: mark[1], offset: text.length, length: 0 }, at });
      at += mark[0].length;
      continue;
    }
    if (char === '>' && (at === 0 || source[at - 1] === '\n')) {
      at += 1;
      continue;
    }
    if (char === '!' && next === '[') {
      at += 1;
      continue;
    }
    if (verbatim) {
      text += char;
      at += 1;
      continue;
    }
    throw cannotParse(
      `Character '${char}' is reserved and must be escaped with the preceding '\\'`,
    );
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    throw cannotParse(
      `Can't find end of ${named(unclosed.entity.type)} entity at byte offset ${bytes(source, unclosed.at)}`,
    );
  }
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const bytes = (source: string, at: number): number => Buffer.byteLength(source.slice(0, at));
const named = (type: string): string =>
  type
    .split('_')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join('');

function ends(mark: string, source: string, at: number): boolean {
  if (mark === '[') return source[at] === ']';
  if (mark === '_' && source.startsWith('__', at)) return false;
  return source.startsWith(mark, at);
}

/** The old mode: entities do not nest, and nothing is reserved but the four marks. */
function parseMarkdown(source: string): FormattedText {
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (char === '\\' && ['_', '*', '`', '['].includes(next)) {
      text += next;
      at += 2;
      continue;
    }
    if (!['_', '*', '`', '['].includes(char)) {
      text += char;
      at += 1;
      continue;
    }
    const mark = source.startsWith('```', at) ? '```' : char;
    const closing = mark === '[' ? ']' : mark;
    const end = source.indexOf(closing, at + mark.length);
    if (end < 0) {
      throw cannotParse(
        `Can't find end of the entity starting at byte offset ${bytes(source, at)}`,
      );
    }
    const inner = source.slice(at + mark.length, end);
    const type = MARKS.find(([one]) => one === mark)?.[1] ?? 'bold';
    const entity: Entity = { type, offset: text.length, length: inner.length };
    text += inner;
    at = end + closing.length;
    if (mark === '[') {
      const target = /^\(([^)]*)\)/.exec(source.slice(at));
      if (!target) continue;
      entity.url = target[1] ?? '';
      at += target[0].length;
    }
    if (inner !== '') entities.push(entity);
  }
  return { text, entities };
}

function trimmed({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length;
  const whole = text.trim();
  const kept = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(whole.length, entity.offset - start + entity.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: whole, entities: kept };
}
