import * as z from 'zod';
import type { BotEvent, BotPerson } from '../../bots/index.ts';

/** The updates we ask for. Others that come all the same are ignored. */
export const UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

const person = z.object({
  id: z.int(),
  is_bot: z.boolean().default(false),
  first_name: z.string(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
});
const chat = z.object({ id: z.int(), type: z.string() });
const message = z.object({
  message_id: z.int(),
  chat,
  from: person.optional(),
  text: z.string().optional(),
  reply_to_message: z.object({ message_id: z.int(), text: z.string().optional() }).optional(),
});
const tap = z.object({
  id: z.string(),
  from: person,
  message: z.object({ message_id: z.int(), chat }).optional(),
  data: z.string().optional(),
});
const membership = z.object({ chat, new_chat_member: z.object({ status: z.string() }) });

const update = z.object({
  update_id: z.int(),
  message: message.optional(),
  callback_query: tap.optional(),
  my_chat_member: membership.optional(),
});

const IGNORED: BotEvent = { kind: 'ignored' };
const COMMAND = /^\/(\w{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/;

/**
 * What an update of the Bot API says. Only private chats with people count; other chats, other kinds of update and
 * messages without text are ignored.
 *
 * @throws ZodError when it is no update
 */
export function parseUpdate(value: unknown): BotEvent {
  const { update_id: updateId, ...parts } = update.parse(value);
  if (parts.callback_query) return tapOf(updateId, parts.callback_query);
  if (parts.message) return messageOf(updateId, parts.message);
  if (parts.my_chat_member) return membershipOf(updateId, parts.my_chat_member);
  return IGNORED;
}

function tapOf(
  updateId: number,
  { id, from, message: under, data }: z.output<typeof tap>,
): BotEvent {
  if (data === undefined || from.is_bot || (under && under.chat.type !== 'private')) return IGNORED;
  return {
    kind: 'tap',
    updateId,
    // The private chat with a person has the person's id.
    chatId: under?.chat.id ?? from.id,
    from: personOf(from),
    ...(under ? { messageId: String(under.message_id) } : {}),
    tapId: id,
    data,
  };
}

function messageOf(updateId: number, said: z.output<typeof message>): BotEvent {
  const { chat: where, from, text = '', reply_to_message: replied } = said;
  if (where.type !== 'private' || !from || from.is_bot || text.trim() === '') return IGNORED;
  const base = { updateId, chatId: where.id, from: personOf(from) };
  const [, name, argument = ''] = COMMAND.exec(text.trim()) ?? [];
  if (name !== undefined) {
    return { kind: 'command', ...base, name: name.toLowerCase(), argument: argument.trim() };
  }
  const repliesTo = replied && {
    messageId: String(replied.message_id),
    text: replied.text ?? '',
  };
  return { kind: 'text', ...base, text: text.toWellFormed(), ...(repliesTo ? { repliesTo } : {}) };
}

function membershipOf(updateId: number, change: z.output<typeof membership>): BotEvent {
  const { chat: where, new_chat_member: member } = change;
  if (where.type !== 'private') return IGNORED;
  if (member.status === 'member') return { kind: 'reachable', updateId, chatId: where.id };
  if (member.status === 'kicked') return { kind: 'unreachable', updateId, chatId: where.id };
  return IGNORED;
}

function personOf(from: z.output<typeof person>): BotPerson {
  const name = [from.first_name, from.last_name ?? ''].join(' ').toWellFormed().trim();
  return {
    id: from.id,
    name,
    ...(from.language_code ? { languageCode: from.language_code } : {}),
  };
}
