import { objectOf } from '../form.ts';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { control } from './control.ts';
import { failure, refuse, tooMany } from './errors.ts';
import { ResendState } from './state.ts';

const MOST_RECIPIENTS = 50;
const LONGEST_KEY = 256;

/** The mail API of Resend as far as the product uses it. See README.md. */
export function createResend(): Provider {
  const state = new ResendState();
  return standIn({
    name: 'resend',
    answer: (request) => answer(state, request),
    failure,
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}

function answer(state: ResendState, request: ProviderRequest): ProviderAnswer {
  const { method, path, headers, now } = request;
  const key = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (key === undefined) return refuse(401, 'missing_api_key', 'Missing API Key');
  if (!key.startsWith('re_stand_in')) return refuse(403, 'invalid_api_key', 'API key is invalid');
  if (state.tooMany(now.getTime())) return tooMany();
  const [, id] = /^\/emails\/([^/]+)$/.exec(path) ?? [];
  if (method === 'GET' && id !== undefined) {
    const mail = state.mails.find((one) => one.id === id);
    return mail
      ? json(200, { object: 'email', ...mail, created_at: mail.at, last_event: 'delivered' })
      : refuse(404, 'not_found', 'Email not found');
  }
  if (path !== '/emails') return refuse(404, 'not_found', 'The requested endpoint does not exist');
  if (method !== 'POST') return refuse(405, 'method_not_allowed', 'Method is not allowed');
  return send(state, request);
}

function send(state: ResendState, { body, headers, now }: ProviderRequest): ProviderAnswer {
  const fields = objectOf(body);
  if (!fields) return refuse(400, 'validation_error', 'The body is not valid JSON.');
  const { from, to, subject, html, text } = fields;
  for (const [name, value] of Object.entries({ from, to, subject })) {
    if (value === undefined) {
      return refuse(422, 'missing_required_field', `Missing \`${name}\` field.`);
    }
  }
  if (html === undefined && text === undefined) {
    return refuse(422, 'missing_required_field', 'Missing `html` or `text` field.');
  }
  const sender = address(from);
  if (sender === undefined) {
    return refuse(422, 'invalid_from_address', 'Invalid `from` field.');
  }
  const domain = sender.split('@')[1] ?? '';
  if (state.verified && !state.verified.includes(domain)) {
    return refuse(403, 'validation_error', `The ${domain} domain is not verified.`);
  }
  const recipients = Array.isArray(to) ? to : [to];
  if (recipients.length > MOST_RECIPIENTS || !recipients.every((one) => address(one))) {
    return refuse(422, 'validation_error', 'Invalid `to` field.');
  }
  const key = headers['idempotency-key'];
  if (key !== undefined && (key === '' || key.length > LONGEST_KEY)) {
    return refuse(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
  }
  const bodyText = body.toString();
  const known = key === undefined ? undefined : state.known(key, bodyText, now.getTime());
  if (known === 'other') {
    return refuse(409, 'invalid_idempotent_request', 'Same key, another payload.');
  }
  if (known) return json(200, known);
  const mail = {
    from: String(from),
    to: recipients.map(String),
    subject: String(subject),
    text: typeof text === 'string' ? text : null,
    html: typeof html === 'string' ? html : null,
    at: now.toISOString(),
  };
  return json(200, { id: state.take(mail, key, bodyText, now.getTime()) });
}

/** The address in `a@b.c` or `Name <a@b.c>`. */
function address(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, inner = value] = /<([^<>]+)>\s*$/.exec(value) ?? [];
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(inner.trim()) ? inner.trim() : undefined;
}
