import { isRecord, type Schema, type Tool } from '../wire.ts';
import { affirmed } from './affirmed.ts';

/** Something with a name that tools take by id or by name: a service, a specialist. */
export interface Entry {
  name: string;
  id?: string;
  /** The line it was read from: prices and lengths are quoted from there. */
  line: string;
}

export interface Catalogue {
  services: Entry[];
  specialists: Entry[];
}

type Kind = keyof Catalogue;

const HEADINGS: [Kind, RegExp][] = [
  ['services', /service|послуг|услуг/iu],
  ['specialists', /specialist|staff|team|master|майст|спеціал|специал|мастер/iu],
];

/** Kinds of service by the stems people use for them, whatever the catalogue's own language. */
const CONCEPTS: [string, RegExp][] = [
  ['manicure', /ман[іи]кюр|manicure|нігт|ногт|(?<!\p{L})nails?(?!\p{L})/iu],
  ['pedicure', /пед[іи]кюр|pedicure/iu],
  ['haircut', /стри[жг]|підстри|подстри|постри|hair\s?cut|trim|(?<!\p{L})cut(?!\p{L})/iu],
  ['coloring', /фарбу|пофарб|окраш|окрас|покрас|красить|colou?r|(?<!\p{L})dye/iu],
  ['massage', /масаж|массаж|massage/iu],
  ['brows', /бров|brow/iu],
  ['lashes', /(?<!\p{L})ві[їй]|ресниц|lash/iu],
  ['styling', /укладк|укладан|зачіск|причес|styling|blow.?dry/iu],
  ['makeup', /мак[іи]яж|make.?up/iu],
  ['facial', /обличч|чистк|facial|лица/iu],
  ['waxing', /епіляц|эпиляц|депіляц|депиляц|wax/iu],
  ['beard', /бород|beard|shav/iu],
  ['consultation', /консульт|consult/iu],
];

/** Reads services and specialists out of the prompt's text and the tools' enums. */
export function readCatalogue(text: string, tools: readonly Tool[], format?: Schema): Catalogue {
  const catalogue: Catalogue = { services: [], specialists: [] };
  let kind: Kind | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const tag = /^<(\/?)([\w-]+)[^>]*>$/u.exec(line);
    if (tag) {
      kind = tag[1] ? undefined : kindOf(tag[2] ?? '');
      continue;
    }
    if (/^[[{]/u.test(line)) {
      readJson(line, kind, catalogue);
      continue;
    }
    const heading = /^(?:#+\s*)?([^:]{2,80}):?\s*(.*)$/u.exec(line);
    const bulleted = /^(?:[-*•–]|\d+[.)])\s+/u.test(line);
    if (
      !bulleted &&
      (line.startsWith('#') || line.endsWith(':') || /^\S[^:.]{1,40}:\s/u.test(line))
    ) {
      const inline = heading?.[2] ?? '';
      const named = kindOf(heading?.[1] ?? '');
      if (named || line.startsWith('#') || line.endsWith(':')) {
        kind = named;
        if (named && inline !== '' && !inline.endsWith('.')) {
          for (const part of inline.split(/,\s*(?![^()]*\))/u))
            add(catalogue[named], entryOf(part));
        }
        continue;
      }
    }
    if (!kind) continue;
    if (bulleted || line.includes('|') || /^\S+\s*[:=—–]/u.test(line)) {
      add(catalogue[kind], entryOf(line));
    } else {
      kind = undefined;
    }
  }
  for (const schema of [...tools.map((tool) => tool.input_schema), ...(format ? [format] : [])]) {
    readEnums(schema, '', catalogue);
  }
  return catalogue;
}

/** The services a text names, in the order in which they are named. */
export function servicesIn(text: string, services: readonly Entry[]): Entry[] {
  const lower = affirmed(text.toLowerCase());
  const found: { at: number; entry: Entry }[] = [];
  for (const entry of services) {
    const at = Math.max(namedAt(lower, entry.name), conceptAt(lower, entry.name));
    if (at >= 0) found.push({ at, entry });
  }
  // «Classic manicure» and «Gel manicure» share a concept: the one whose own words are said stays.
  const exact = found.filter(({ entry }) => namedAt(lower, entry.name) >= 0);
  const sameConcept = (one: Entry, other: Entry) =>
    conceptsOf(one.name).some((concept) => conceptsOf(other.name).includes(concept));
  return found
    .filter(
      ({ entry }) =>
        exact.some((one) => one.entry === entry) ||
        !exact.some((one) => sameConcept(one.entry, entry)),
    )
    .sort((one, other) => one.at - other.at)
    .map(({ entry }) => entry);
}

/** The specialist whose name is said last, in any case and in Cyrillic or Latin letters. */
export function specialistIn(text: string, specialists: readonly Entry[]): Entry | undefined {
  const lower = text.toLowerCase();
  let best: { at: number; entry: Entry } | undefined;
  for (const entry of specialists) {
    const first = (entry.name.split(/\s+/u)[0] ?? '').toLowerCase();
    if (first.length < 2) continue;
    const stems = new Set([stem(first), stem(transliterated(first)), ...(NAMES[first] ?? [])]);
    for (const one of stems) {
      const match = [
        ...lower.matchAll(new RegExp(`(?<!\\p{L})${one}\\p{L}{0,4}(?!\\p{L})`, 'gu')),
      ].at(-1);
      if (match && (!best || match.index > best.at)) best = { at: match.index, entry };
    }
  }
  return best?.entry;
}

/** Common names in the other alphabet, where spelling letter by letter does not meet usage. */
const NAMES: Record<string, string[]> = {
  anna: ['анн', 'ган', 'ані', 'аню', 'аня'],
  maria: ['марі', 'мари', 'маш'],
  elena: ['елен', 'олен', 'лен'],
  olena: ['олен', 'елен'],
  olga: ['ольг', 'ол[яюі]'],
  kate: ['кат'],
  анна: ['ann'],
  ганна: ['ann', 'han'],
  марія: ['mari'],
  олена: ['elen', 'olen'],
  ольга: ['olga', 'olha'],
};

const LETTERS: Record<string, string> = Object.fromEntries(
  'a:а b:б c:к d:д e:е f:ф g:г h:х i:і j:дж k:к l:л m:м n:н o:о p:п q:к r:р s:с t:т u:у v:в w:в x:кс y:и z:з'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

const transliterated = (name: string) =>
  [...name].map((letter) => LETTERS[letter] ?? letter).join('');

function stem(word: string): string {
  const plain = word.replace(/[^\p{L}]/gu, '');
  return plain.length > 3 ? plain.slice(0, -1) : plain;
}

function namedAt(text: string, name: string): number {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
  if (words.length === 0) return -1;
  const places = words.map((word) => {
    const found = [
      ...text.matchAll(new RegExp(`(?<!\\p{L})${stem(word) || word}\\p{L}{0,4}`, 'gu')),
    ].at(-1);
    return found ? found.index : -1;
  });
  return places.includes(-1) ? -1 : Math.max(...places);
}

function conceptAt(text: string, name: string): number {
  let at = -1;
  for (const [concept, words] of CONCEPTS) {
    if (!conceptsOf(name).includes(concept)) continue;
    const found = [...text.matchAll(new RegExp(words.source, 'giu'))].at(-1);
    if (found) at = Math.max(at, found.index);
  }
  return at;
}

const conceptsOf = (name: string) =>
  CONCEPTS.filter(([, words]) => words.test(name)).map(([concept]) => concept);

const kindOf = (title: string) => HEADINGS.find(([, words]) => words.test(title))?.[0];

function add(entries: Entry[], entry: Entry | undefined): void {
  if (!entry) return;
  const known = entries.find(
    (other) =>
      other.name.toLowerCase() === entry.name.toLowerCase() ||
      (entry.id !== undefined && other.id === entry.id),
  );
  if (!known) entries.push(entry);
  else if (known.id === undefined && entry.id !== undefined) known.id = entry.id;
}

function entryOf(raw: string): Entry | undefined {
  const line = raw.replace(/^(?:[-*•–]|\d+[.)])\s+/u, '').trim();
  const labelled =
    /(?:\b(?:service_id|specialist_id|id)\s*[:=]?\s*["'`«]?)([A-Za-z0-9][\w-]*)["'`»]?/iu.exec(
      line,
    );
  const bracketed = /[[(`]([a-z0-9][\w-]*[\d_-][\w-]*)[\])`]/u.exec(line);
  const leading = /^[`["]?([a-z0-9][\w-]*)[`\]"]?\s*(?:[:|=—–]|->|\s-\s|\s(?=\p{Lu}))/u.exec(line);
  const found = labelled ?? bracketed ?? leading;
  const id = found?.[1];
  const rest = found
    ? `${line.slice(0, found.index)} ${line.slice(found.index + found[0].length)}`
    : line;
  const name = rest
    .split(/[,;:|()[\]—–=`"«»]|\s-\s/u)
    .map((part) => part.trim())
    .find((part) => /\p{L}{2}/u.test(part) && !/^(?:name|id|slots?)$/iu.test(part));
  if (!name) return id === undefined ? undefined : { name: id, id, line };
  return { name, ...(id === undefined ? {} : { id }), line };
}

function readJson(line: string, kind: Kind | undefined, catalogue: Catalogue): void {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/,$/u, ''));
  } catch {
    return;
  }
  collect(value, kind, catalogue);
}

function collect(value: unknown, kind: Kind | undefined, catalogue: Catalogue): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, kind, catalogue);
    return;
  }
  if (typeof value === 'string') {
    if (kind) add(catalogue[kind], { name: value, line: value });
    return;
  }
  if (!isRecord(value)) return;
  const name = value.name ?? value.title;
  const id =
    value.id ?? value.service_id ?? value.serviceId ?? value.specialist_id ?? value.specialistId;
  if (kind && typeof name === 'string') {
    const line = JSON.stringify(value);
    add(catalogue[kind], { name, line, ...(typeof id === 'string' ? { id } : {}) });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const named = kindOf(key);
    if (named && isRecord(inner) && !('name' in inner)) {
      for (const one of Object.keys(inner)) add(catalogue[named], { name: one, line: one });
    } else if (named) collect(inner, named, catalogue);
  }
}

function readEnums(schema: Schema, name: string, catalogue: Catalogue): void {
  const kind = kindOf(name);
  if (kind && schema.enum) {
    for (const value of schema.enum) {
      if (typeof value !== 'string') continue;
      const known = catalogue[kind].some((entry) => entry.id === value || entry.name === value);
      if (!known) add(catalogue[kind], { name: value, line: value });
    }
  }
  for (const [inner, part] of Object.entries(schema.properties ?? {})) {
    readEnums(part, inner, catalogue);
  }
  for (const option of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    readEnums(option, name, catalogue);
  }
  if (schema.items) readEnums(schema.items, name, catalogue);
}
