import { type Fields, isFields, objectOf } from '../form.ts';
import {
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type Service,
} from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { shownContact } from './contact.ts';
import { control } from './control.ts';
import {
  failure,
  invalid,
  notActive,
  notFound,
  quotaSpent,
  tooFast,
  unauthorized,
} from './errors.ts';
import { type Contact, isStandInCredential, SendpulseState } from './state.ts';

export { type Delivery, emitIncoming, type Incoming, incomingEvent, outgoingEcho } from './emit.ts';

const TEXT_LIMIT = 1024;

/** Channels whose send call takes one `message`, and those that take a list of `messages`. */
const SINGULAR = new Set(['telegram', 'whatsapp', 'messenger']);
const PLURAL = new Set(['instagram', 'live-chat', 'tiktok', 'viber/chatbots']);

/** The SendPulse chatbots API as far as the product uses it. See README.md. */
export function createSendpulse(): Provider {
  const state = new SendpulseState();
  const service: Service = {
    name: 'sendpulse',
    answer: (request) => answer(state, request),
    failure,
    control: (request) => control(state, request),
    reset: () => state.reset(),
  };
  return standIn(service);
}

function answer(state: SendpulseState, request: ProviderRequest): ProviderAnswer {
  const { method, path, now } = request;
  if (path === '/oauth/access_token') {
    return method === 'POST' ? token(state, request) : notFound();
  }
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!state.accepts(bearer, now)) return unauthorized();
  const broken = state.arrive(now);
  if (broken === 'second') return tooFast();
  if (broken === 'minute') return quotaSpent();

  const [, channel = '', call = ''] =
    /^\/(viber\/chatbots|[a-z-]+)\/contacts\/(\w+)$/.exec(path) ?? [];
  if (!SINGULAR.has(channel) && !PLURAL.has(channel)) return notFound();
  if (method === 'GET') return read(state, request, call);
  if (method !== 'POST') return notFound();

  const body = fields(request);
  if (!body) return invalid('body', 'The body must be a JSON object.');
  if (typeof body.contact_id !== 'string' || body.contact_id === '') {
    return invalid('contact_id', 'The contact_id field is required.');
  }
  const contact = state.contact(body.contact_id, now);
  if (call === 'send' || call === 'sendText') {
    const problem = call === 'send' ? sendProblem(channel, body) : textProblem('text', body.text);
    if (problem) return problem;
    if (contact?.status !== 1) return notActive();
    return json(200, { success: true, data: true });
  }
  if (!contact) return notActive();
  return change(contact, call, body, now);
}

function token(state: SendpulseState, request: ProviderRequest): ProviderAnswer {
  const body = fields(request);
  const known =
    body?.grant_type === 'client_credentials' &&
    isStandInCredential(body.client_id) &&
    isStandInCredential(body.client_secret);
  return known ? json(200, state.issueToken(request.now)) : unauthorized();
}

function read(
  state: SendpulseState,
  { query, now }: ProviderRequest,
  call: string,
): ProviderAnswer {
  const found = (contact: Contact | undefined) =>
    contact ? json(200, { success: true, data: shownContact(contact, now) }) : notFound();
  if (call === 'get') {
    const id = query.get('id');
    return id ? found(state.contact(id, now)) : invalid('id', 'The id field is required.');
  }
  if (call === 'getByTelegramId') {
    const wanted = [query.get('bot_id'), query.get('telegram_id')];
    if (wanted.includes(null))
      return invalid('telegram_id', 'bot_id and telegram_id are required.');
    return found(
      [...state.contacts.values()].find(
        ({ botId, telegramId }) => botId === wanted[0] && telegramId === wanted[1],
      ),
    );
  }
  return notFound();
}

function change(contact: Contact, call: string, body: Fields, now: Date): ProviderAnswer {
  switch (call) {
    case 'setPauseAutomation': {
      const { minutes } = body;
      if (!Number.isInteger(minutes) || (minutes as number) < 1) {
        return invalid('minutes', 'The minutes field must be a positive integer.');
      }
      contact.pausedUntil = new Date(now.getTime() + (minutes as number) * 60_000);
      break;
    }
    case 'deletePauseAutomation':
      contact.pausedUntil = null;
      break;
    case 'enable':
      contact.status = 1;
      break;
    case 'disable':
      contact.status = 3;
      break;
    case 'openChat':
    case 'closeChat':
      contact.chatOpened = call === 'openChat';
      break;
    case 'setTag':
    case 'deleteTag': {
      const tags = Array.isArray(body.tags) ? body.tags : [body.tag];
      if (!tags.every((tag) => typeof tag === 'string')) return invalid('tags', 'Tags are texts.');
      contact.tags = contact.tags.filter((tag) => !tags.includes(tag));
      if (call === 'setTag') contact.tags.push(...tags);
      break;
    }
    case 'setVariable':
      if (typeof body.variable_name !== 'string') {
        return invalid('variable_name', 'The variable_name field is required.');
      }
      contact.variables[body.variable_name] = body.variable_value;
      break;
    default:
      return notFound();
  }
  return json(200, { success: true, data: true });
}

function sendProblem(channel: string, body: Fields): ProviderAnswer | undefined {
  const [right, wrong] = SINGULAR.has(channel) ? ['message', 'messages'] : ['messages', 'message'];
  if (wrong in body || !(right in body)) return invalid(right, `The ${right} field is required.`);
  if (channel === 'telegram') return telegramProblem(body.message);
  if (channel === 'messenger') {
    const message = isFields(body.message) ? body.message : {};
    const known = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'].includes(String(message.type));
    if (!known) return invalid('message.type', 'The selected message.type is invalid.');
    return textProblem('message.text', message.text);
  }
  const items = right === 'message' ? [body.message] : body.messages;
  if (!Array.isArray(items) || items.length === 0) {
    return invalid(right, `The ${right} field must be a list.`);
  }
  for (const item of items) {
    if (!isFields(item) || item.type !== 'text')
      return invalid(right, 'Only text is understood here.');
    const holder = channel === 'instagram' ? item.message : item.text;
    const text = isFields(holder)
      ? channel === 'whatsapp'
        ? holder.body
        : holder.text
      : undefined;
    const problem = textProblem(`${right}.text`, text);
    if (problem) return problem;
  }
  return undefined;
}

function telegramProblem(message: unknown): ProviderAnswer | undefined {
  if (!isFields(message)) return invalid('message', 'The message field must be an object.');
  if (message.reply_markup !== undefined) {
    const problem = keyboardProblem(message.reply_markup);
    if (problem) return invalid('message.reply_markup', problem);
  }
  switch (message.type) {
    case 'text':
      return textProblem('message.text', message.text);
    case 'action':
      return message.action === 'typing'
        ? undefined
        : invalid('message.action', 'The selected message.action is invalid.');
    case 'carousel':
      return undefined;
    case 'photo':
    case 'document':
    case 'audio':
    case 'voice':
    case 'video':
      return typeof message[message.type] === 'string'
        ? undefined
        : invalid(`message.${message.type}`, 'A public URL is required.');
    default:
      return invalid('message.type', 'The selected message.type is invalid.');
  }
}

function keyboardProblem(markup: unknown): string | undefined {
  const rows = isFields(markup) ? markup.inline_keyboard : undefined;
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    return 'inline_keyboard must be rows of buttons.';
  for (const button of rows.flat() as unknown[]) {
    if (!isFields(button) || typeof button.text !== 'string') return 'A button needs a text.';
    if (button.type !== 'web_url' && button.type !== 'postback') {
      return 'A button is a web_url or a postback to a flow; there is no callback_data.';
    }
  }
  return undefined;
}

function textProblem(field: string, text: unknown): ProviderAnswer | undefined {
  if (typeof text !== 'string' || text.trim() === '') {
    return invalid(field, `The ${field} field is required.`);
  }
  return [...text].length > TEXT_LIMIT
    ? invalid(field, `The ${field} may not be greater than ${TEXT_LIMIT} characters.`)
    : undefined;
}

function fields(request: ProviderRequest): Fields | undefined {
  const text = request.body.toString('utf8');
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  return objectOf(request.body);
}
