import { type Fields, objectOf } from '../form.ts';
import {
  type Alarm,
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type Service,
} from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { control } from './control.ts';
import { Deliveries } from './emit.ts';
import { badRequest, errorAnswer, failure, notFound, Refused, unauthorized } from './errors.ts';
import { perform } from './methods.ts';
import { TelegramState } from './state.ts';

const REAL_TIME: Alarm = {
  now: () => Date.now(),
  at: (due, run) => {
    const timer = setTimeout(run, Math.max(0, due - Date.now())).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

/**
 * The Telegram Bot API as far as the product uses it. See README.md.
 *
 * @param alarm the time of redeliveries; real time when absent
 */
export function createTelegram(alarm: Alarm = REAL_TIME): Provider {
  const state = new TelegramState();
  const deliveries: Deliveries = new Deliveries(
    alarm,
    () => state.limits,
    (bot, method, fields) => {
      try {
        perform(method, { state, bot, fields, now: alarm.now(), deliveries });
      } catch (fault) {
        // Telegram tells nobody how a webhook's answer ended.
        if (!(fault instanceof Refused)) throw fault;
      }
    },
  );
  const service: Service = {
    name: 'telegram',
    answer: (request) => answer(state, deliveries, request),
    failure,
    control: (request) => control(state, deliveries, request),
    seen: (path) => path.replace(/^\/bot(\d*)[^/]*/, '/bot$1'),
    busy: () => deliveries.busy,
    reset: () => {
      state.reset();
      deliveries.reset();
    },
  };
  return standIn(service);
}

function answer(
  state: TelegramState,
  deliveries: Deliveries,
  request: ProviderRequest,
): ProviderAnswer {
  try {
    const [, token = '', method = ''] = /^\/bot([^/]*)\/([^/]+)\/?$/.exec(request.path) ?? [];
    if (!/^\d+:.+$/.test(token) || method === '') throw notFound();
    if (!/^[1-9]\d*:[A-Za-z0-9_-]+$/.test(token) || token.length > 80) {
      throw unauthorized('invalid token specified');
    }
    const bot = state.bot(token);
    if (!bot || bot.token !== token || bot.revoked) throw unauthorized();
    if (!['GET', 'POST'].includes(request.method)) throw notFound();
    const done = perform(method, {
      state,
      bot,
      fields: fieldsOf(request),
      now: request.now.getTime(),
      deliveries,
    });
    return json(200, { ok: true, ...done });
  } catch (fault) {
    if (fault instanceof Refused) return errorAnswer(fault);
    throw fault;
  }
}

/** Parameters come in the query, as a form or as JSON, in any mixture. */
function fieldsOf({ query, headers, body }: ProviderRequest): Fields {
  const fields: Fields = Object.fromEntries(query);
  if (body.length === 0) return fields;
  const text = body.toString('utf8');
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...fields, ...Object.fromEntries(new URLSearchParams(text)) };
  }
  if (!type.startsWith('application/json')) return fields;
  const sent = objectOf(body);
  if (sent) return { ...fields, ...sent };
  throw badRequest("can't parse JSON object in the body");
}
