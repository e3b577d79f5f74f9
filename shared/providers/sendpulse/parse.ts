import { createHash } from 'node:crypto';
import type { InboundEvent, MessageKind } from '../../conversations/inbound.ts';
import type { Instant } from '../../platform/clock.ts';

/** The most of a text that is kept, in UTF-16 units. Telegram itself ends at 4,096. */
const LONGEST_TEXT = 4_000;
const LONGEST_NAME = 200;
/** SendPulse ids are 24 characters; something much longer is none. */
const LONGEST_ID = 200;

/**
 * Parses the JSON of a webhook. Numbers that a double cannot hold keep their digits as text, since two ids that were
 * rounded to the same number would be taken for one message.
 *
 * @throws SyntaxError (or RangeError for absurd nesting) when it is not JSON
 */
export function readBody(text: string): unknown {
  return JSON.parse(text, (_key, value, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && context?.source !== undefined
      ? context.source
      : value,
  );
}

/**
 * The events of a SendPulse webhook: an array of them, or a bare one. Only what a client wrote becomes a message;
 * echoes of our own, comments under posts, titles we do not know and everything without an address is ignored with
 * its reason. Never throws, whatever the value is.
 *
 * @param body as {@link readBody} gave it
 * @param receivedAt stands in for a missing or senseless `date`
 */
export function parseEvents(body: unknown, receivedAt: Instant): InboundEvent[] {
  return (Array.isArray(body) ? body : [body]).map((event) => parseEvent(event, receivedAt));
}

function parseEvent(event: unknown, receivedAt: Instant): InboundEvent {
  const title = words(at(event, 'title'));
  if (title !== 'incoming_message') return ignored(title === '' ? 'no_title' : 'title');
  const service = words(at(event, 'service')).toLowerCase();
  const botId = id(at(event, 'bot', 'id'));
  const contactId = id(at(event, 'contact', 'id'));
  if (!/^[a-z0-9_-]{1,40}$/.test(service) || botId === '' || contactId === '') {
    return ignored('no_address');
  }
  const channelData = at(event, 'info', 'message', 'channel_data');
  const native = at(channelData, 'message');
  if (at(native, 'is_echo') === true || at(channelData, 'is_echo') === true) return ignored('echo');
  if (isComment(native) || isComment(channelData)) return ignored('comment');

  const kind = kindOf(native);
  const text = textOf(event, channelData, native, kind);
  const date = at(event, 'date');
  const name = clean(at(event, 'contact', 'name'), LONGEST_NAME);
  const username = clean(at(event, 'contact', 'username'), LONGEST_NAME);
  const languageCode = clean(
    at(native, 'from', 'language_code') ?? at(event, 'contact', 'language_code'),
    35,
  );
  return {
    kind: 'message',
    providerMessageId: messageIdOf(event, channelData, native, `${words(date)}`, text, receivedAt),
    message: {
      channel: 'sendpulse',
      service,
      botId,
      contactId,
      kind: text !== '' && kind === 'other' ? 'text' : kind,
      text,
      sentAt: instantOf(date) ?? receivedAt,
      ...(name === '' ? {} : { name }),
      ...(username === '' ? {} : { username }),
      ...(languageCode === '' ? {} : { languageCode }),
    },
  };
}

function ignored(why: string): InboundEvent {
  return { kind: 'ignored', why };
}

/** A Facebook or Instagram comment comes under the same title as a direct message, and is none. */
function isComment(native: unknown): boolean {
  return at(native, 'item') === 'comment' || at(native, 'media_product_type') !== undefined;
}

const KIND_BY_FIELD: readonly (readonly [string, MessageKind])[] = [
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['photo', 'photo'],
  ['image', 'photo'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['animation', 'video'],
  ['document', 'document'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['contact', 'contact'],
];

function kindOf(native: unknown): MessageKind {
  const type = words(at(native, 'type')) || words(at(native, 'attachments', '0', 'type'));
  for (const [field, kind] of KIND_BY_FIELD) {
    if (type === field || typeof at(native, field) === 'object') return kind;
  }
  return 'other';
}

function textOf(event: unknown, channelData: unknown, native: unknown, kind: MessageKind): string {
  const candidates = [
    at(native, 'text'),
    at(native, 'text', 'body'),
    at(native, 'interactive', 'button_reply', 'title'),
    at(native, 'interactive', 'list_reply', 'title'),
    at(native, 'button', 'text'),
    at(native, 'title'),
    at(native, 'caption'),
    native,
    at(channelData, 'text'),
    at(channelData, 'callback_query', 'data'),
    // A picture has no words: the contact's last message is then an older one.
    ...(kind === 'other' ? [at(event, 'contact', 'last_message')] : []),
  ];
  for (const candidate of candidates) {
    const text = clean(candidate, LONGEST_TEXT);
    if (text !== '') return text;
  }
  return '';
}

/**
 * What names the message at the provider. The envelope's date differs between two deliveries of one message, so it is
 * used only where there is no id at all, together with the text.
 */
function messageIdOf(
  event: unknown,
  channelData: unknown,
  native: unknown,
  date: string,
  text: string,
  receivedAt: Instant,
): string {
  const candidates: readonly (readonly [string, unknown])[] = [
    ['message_id', at(channelData, 'message_id')],
    ['message_id', at(native, 'message_id')],
    ['mid', at(native, 'mid')],
    ['id', at(native, 'id')],
    ['info', at(event, 'info', 'message', 'id')],
  ];
  for (const [name, value] of candidates) {
    const found = id(value);
    if (found !== '') return `${name}:${found}`;
  }
  const hash = createHash('sha256').update(text).digest('base64url');
  return `date:${date === '' ? receivedAt : date}:${hash}`;
}

/** Epoch milliseconds (or seconds), as a number or digits, within sense. */
function instantOf(date: unknown): Instant | undefined {
  const number = typeof date === 'string' ? Number(date) : date;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const ms = number < 100_000_000_000 ? number * 1000 : number;
  return ms > 946_684_800_000 && ms < 4_102_444_800_000 ? new Date(ms).toISOString() : undefined;
}

/** The value at a path of own properties; `undefined` as soon as something is not there. */
function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) {
      return undefined;
    }
    current = (current as Record<string, unknown>)[name];
  }
  return current ?? undefined;
}

function words(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : '';
}

function id(value: unknown): string {
  const text = words(value).trim().toWellFormed();
  return text.length <= LONGEST_ID ? text : '';
}

/** Text without broken surrogates and outer white space, cut without breaking a pair. */
function clean(value: unknown, longest: number): string {
  if (typeof value !== 'string') return '';
  const text = value.toWellFormed().trim();
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest);
}
