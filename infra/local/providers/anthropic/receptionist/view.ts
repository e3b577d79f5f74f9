import {
  blocksOf,
  type Message,
  type MessagesRequest,
  type Schema,
  type Tool,
  textOf,
} from '../wire.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { readResult, type Told } from './facts.ts';

/** One tool call of the turn that is going on, with its result. */
export interface Call extends Told {
  name: string;
  input: Record<string, unknown>;
}

/** What one reads in a request before thinking about it. */
export interface View {
  tools: Tool[];
  format: Schema | undefined;
  /** What the client wrote, and what was answered, oldest first; the last ones are the burst to answer. */
  said: { who: 'client' | 'us'; text: string }[];
  /** The client's burst: everything after our last words. */
  burst: string;
  /** Everything that is neither the client's nor our own words. */
  context: string;
  /** The part of the context that came with the burst: offers, receipts, the time. */
  present: string;
  calls: Call[];
  catalogue: Catalogue;
  /** `YYYY-MM-DD` where the business is, when the request tells it. */
  today: string | undefined;
}

const CLIENTS_OWN = /client|message|burst|said|wrote|text|user|customer/iu;
const UNSENT = /nothing was sent|not (?:been )?sent|meanwhile the client/iu;
const COMMITS = new Set(['create_booking', 'change_booking', 'cancel_booking']);
const TAGGED = /<([a-z][\w-]*)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/giu;

/** Reads a request. */
export function viewOf(request: MessagesRequest): View {
  const tools = request.tools ?? [];
  const format = request.output_config?.format?.schema;
  const system = textOf(request.system);
  const said: View['said'] = [];
  const contexts: string[] = [system];
  let present: string[] = [];
  let calls: Call[] = [];
  const asked = new Map<string, { name: string; input: Record<string, unknown> }>();

  for (const message of request.messages) {
    if (message.role === 'system') {
      contexts.push(textOf(message.content));
      present.push(textOf(message.content));
      continue;
    }
    if (message.role === 'assistant') {
      const used = blocksOf(message.content).filter(({ type }) => type === 'tool_use');
      for (const block of used) {
        const input = block.input as Record<string, unknown>;
        asked.set(String(block.id), { name: String(block.name), input });
      }
      const text = spoken(textOf(message.content));
      if (used.length === 0) said.push({ who: 'us', text });
      continue;
    }
    const blocks = blocksOf(message.content);
    for (const block of blocks) {
      const call = block.type === 'tool_result' ? asked.get(String(block.tool_use_id)) : undefined;
      if (!call) continue;
      const text = textOf((block.content ?? '') as Message['content']);
      calls.push({ ...call, ...readResult(text, block.is_error === true) });
    }
    const { own, around } = split(textOf(message.content));
    const begins = !blocks.some(({ type }) => type === 'tool_result');
    if (begins && said.at(-1)?.who === 'us') {
      if (own.length > 0 && !UNSENT.test(around)) present = [];
      else {
        // Our last words did not go out: the burst goes on, unless what it asked for is done already.
        said.pop();
        if (calls.some(isCommit)) said.push({ who: 'us', text: '✅' });
      }
      calls = [];
    }
    const replied = /our last reply:\s*"((?:[^"\\]|\\.)*)"/iu.exec(around)?.[1];
    if (replied && said.length === 0) said.push({ who: 'us', text: replied });
    if (around !== '') {
      contexts.push(around);
      present.push(around);
    }
    for (const text of own) said.push({ who: 'client', text });
  }
  const lastOwn = said.findLastIndex(({ who }) => who === 'us');
  const context = contexts.join('\n');
  return {
    tools,
    format,
    said,
    burst: said
      .slice(lastOwn + 1)
      .map(({ text }) => text)
      .join('\n'),
    context,
    present: present.join('\n'),
    calls,
    catalogue: readCatalogue(context, tools, format),
    today: todayIn(present.join('\n')) ?? todayIn(context),
  };
}

/** Whether a call changed a booking. */
export const isCommit = ({ name, refused }: Call) => COMMITS.has(name) && refused === undefined;

/** Our own earlier answer: the text alone, also when it was stored as JSON. */
function spoken(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'text' in value
      ? String(value.text)
      : text;
  } catch {
    return text.trim();
  }
}

/** Parts a user message into the client's own words and what stands around them. */
function split(text: string): { own: string[]; around: string } {
  const own: string[] = [];
  let tagged = false;
  const around = text.replace(TAGGED, (whole, tag: string, inner: string) => {
    tagged = true;
    if (!CLIENTS_OWN.test(tag)) return whole;
    const nested = split(inner);
    own.push(...(nested.own.length > 0 ? nested.own : [inner.trim()]));
    return '';
  });
  if (!tagged) return { own: text.trim() === '' ? [] : [text.trim()], around: '' };
  const bare = around.replace(TAGGED, '').trim();
  // With tags around the facts only, the bare text is what the client wrote.
  if (own.length === 0 && bare !== '') own.push(bare);
  return { own: own.filter((one) => one !== ''), around: around.trim() };
}

function todayIn(text: string): string | undefined {
  const near =
    /(?:today|now|current|сьогодні|зараз|сегодня|сейчас)[^\n]{0,60}?(20\d\d-\d\d-\d\d)/iu.exec(
      text,
    );
  return near?.[1];
}
