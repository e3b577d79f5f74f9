import { randomUUID } from 'node:crypto';
import {
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type Service,
} from '../provider.ts';
import { refusal, standIn } from '../stand-in.ts';
import { checkRequest, type ModelTraits, traitsOf } from './check.ts';
import { BadRequest, failure, SPEND_CODES } from './errors.ts';
import { answerAsReceptionist } from './receptionist/index.ts';
import {
  type Account,
  type AccountLimits,
  AnthropicState,
  type CacheUse,
  inputTokensOf,
  type Refusal,
  type ScriptedTurn,
  tokensIn,
} from './state.ts';
import { type Block, isRecord, type MessagesRequest, type Reply } from './wire.ts';

const VERSIONS = ['2023-06-01', '2026-10-21'];
const THINKING_TOKENS: Record<string, number> = {
  low: 16,
  medium: 48,
  high: 160,
  xhigh: 400,
  max: 800,
};
const STOP_WORDS = ['refusal', 'max_tokens', 'pause_turn'];

/** The Messages API with a small deterministic receptionist behind it. See README.md. */
export function createAnthropic(): Provider {
  const state = new AnthropicState();
  const service: Service = {
    name: 'anthropic',
    answer: (request) => answer(state, request),
    failure: (status) =>
      failure(status, undefined, status === 429 ? { headers: { 'retry-after': '5' } } : {}),
    control: (request) => control(state, request),
    reset: () => state.reset(),
  };
  return standIn(service);
}

function answer(state: AnthropicState, request: ProviderRequest): ProviderAnswer {
  try {
    return serve(state, request);
  } catch (fault) {
    if (fault instanceof BadRequest) return failure(fault.status, fault.message);
    throw fault;
  }
}

function serve(
  state: AnthropicState,
  { method, path, headers, body, now }: ProviderRequest,
): ProviderAnswer {
  const counting = path === '/v1/messages/count_tokens';
  if (method !== 'POST' || (path !== '/v1/messages' && !counting)) return failure(404);

  const key = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? headers['x-api-key'] ?? '';
  const account = state.accountOf(key);
  if (!account || account.refuses === 401) return failure(401);
  if (account.refuses === 402 || account.refuses === 403) return failure(account.refuses);
  if (account.refuses === 'hang') return { ...failure(504), hang: true };
  const version = headers['anthropic-version'];
  if (version === undefined) throw new BadRequest('anthropic-version: header is required');
  if (!VERSIONS.includes(version)) {
    throw new BadRequest(`anthropic-version: "${version}" is not a valid version`);
  }
  if (!headers['content-type']?.startsWith('application/json')) {
    throw new BadRequest('content-type: must be application/json');
  }
  const sent = checkRequest(parsed(body), version, counting);
  if (counting) return json(200, { input_tokens: inputTokensOf(sent) });

  const traits = traitsOf(sent.model);
  const seen = state.admitThinking(account, sent);
  if (account.refuses === 429) return failure(429, undefined, { headers: { 'retry-after': '30' } });
  if (account.refuses !== null && typeof account.refuses !== 'string') {
    return failure(account.refuses);
  }
  if (account.refuses !== null) {
    // Only the ramp limit heals by waiting; a spend limit says nothing about when.
    const wait = account.refuses === 'ramp_limit_exceeded' ? { 'retry-after': '30' } : {};
    return failure(429, undefined, { code: account.refuses, headers: wait });
  }
  const input = inputTokensOf(seen);
  const wanted = { requests: 1, inputTokens: input, outputTokens: 1 };
  const wait = state.waitSeconds(account, sent.model, wanted, now);
  if (wait > 0) {
    const level = state.level(account, sent.model, now);
    return failure(429, undefined, {
      headers: { ...rateHeaders(account, level, now), 'retry-after': String(wait) },
    });
  }

  const used = state.cache(account, seen, traits.cacheable, now);
  const scripted = sent.max_tokens === 0 ? undefined : state.nextScripted(seen);
  const reply = scripted ?? answerAsReceptionist(seen);
  const message = composed(state, account, traits, sent, reply, used);
  const level = state.spend(
    account,
    sent.model,
    // Cached input does not count against the limit of input tokens.
    { requests: 1, inputTokens: input - used.read, outputTokens: message.usage.output_tokens },
    now,
  );
  const answerHeaders = {
    ...rateHeaders(account, level, now),
    'request-id': `req_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    'anthropic-organization-id': `org-stand-in-${account.label}`,
  };
  const delayMs = scripted?.delayMs ?? state.delayMs;
  const plain = sent.stream
    ? {
        status: 200,
        headers: { 'content-type': 'text/event-stream', ...answerHeaders },
        body: asEvents(message),
      }
    : json(200, message, answerHeaders);
  return delayMs > 0 ? { ...plain, delayMs } : plain;
}

/** Puts thinking, ids, limits and usage around what the model wants to say. */
function composed(
  state: AnthropicState,
  account: Account,
  traits: ModelTraits,
  request: MessagesRequest,
  reply: Reply,
  used: CacheUse,
) {
  const forced = request.tool_choice?.type === 'any' || request.tool_choice?.type === 'tool';
  const kind = request.thinking?.type;
  const thinks = !forced && kind !== 'disabled' && (traits.thinks || kind !== undefined);
  const effort = request.output_config?.effort ?? 'medium';
  const thinkingTokens = thinks ? (THINKING_TOKENS[effort] ?? 48) : 0;

  const said = reply.content.filter(({ type }) => type !== 'thinking').map(withId);
  let stop_reason =
    reply.stop_reason ?? (said.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn');
  let room = request.max_tokens - thinkingTokens;
  const content: Block[] = [];
  if (thinks && stop_reason !== 'refusal') {
    const shown =
      request.thinking?.display === 'summarized' ? 'I read the request and answer it.' : '';
    content.push({
      type: 'thinking',
      thinking: shown,
      signature: state.sign(account, request, shown),
    });
  }
  for (const block of said) {
    const cost =
      block.type === 'text' ? tokensIn(String(block.text)) : tokensIn(JSON.stringify(block));
    if (cost <= room) {
      content.push(block);
      room -= cost;
      continue;
    }
    stop_reason = 'max_tokens';
    if (block.type === 'text' && room > 0) {
      content.push({ ...block, text: [...String(block.text)].slice(0, room * 2).join('') });
    }
    room = 0;
    break;
  }
  const output_tokens = Math.min(
    request.max_tokens,
    thinkingTokens +
      content
        .filter(({ type }) => type !== 'thinking')
        .reduce((sum, block) => sum + tokensIn(JSON.stringify(block)), 0),
  );
  return {
    id: `msg_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    container: null,
    diagnostics: null,
    content,
    stop_reason,
    stop_sequence: null,
    stop_details:
      reply.stop_details ??
      (stop_reason === 'refusal' ? { type: 'refusal', category: null } : null),
    usage: {
      input_tokens: used.fresh,
      cache_creation_input_tokens: used.created5m + used.created1h,
      cache_read_input_tokens: used.read,
      cache_creation: {
        ephemeral_5m_input_tokens: used.created5m,
        ephemeral_1h_input_tokens: used.created1h,
      },
      output_tokens,
      output_tokens_details: { thinking_tokens: Math.min(thinkingTokens, request.max_tokens) },
      server_tool_use: null,
      service_tier: 'standard',
      speed: null,
      inference_geo: null,
    },
  };
}

function withId(block: Block): Block {
  if (block.type !== 'tool_use') return block;
  const id = `toolu_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  return { id, ...block, caller: { type: 'direct' } };
}

function rateHeaders(account: Account, level: AccountLimits, now: Date): Record<string, string> {
  const headers: Record<string, string> = {};
  const put = (name: string, limit: number, left: number) => {
    const full = new Date(now.getTime() + Math.max(0, ((limit - left) / limit) * 60_000));
    const rounded = name === 'requests' ? Math.floor(left) : Math.round(left / 1000) * 1000;
    headers[`anthropic-ratelimit-${name}-limit`] = String(limit);
    headers[`anthropic-ratelimit-${name}-remaining`] = String(Math.max(0, rounded));
    headers[`anthropic-ratelimit-${name}-reset`] = full.toISOString().replace(/\.\d+Z$/, 'Z');
  };
  const { limits } = account;
  put('requests', limits.requests, level.requests);
  put('input-tokens', limits.inputTokens, level.inputTokens);
  put('output-tokens', limits.outputTokens, level.outputTokens);
  const tighter =
    level.inputTokens / limits.inputTokens < level.outputTokens / limits.outputTokens
      ? ('inputTokens' as const)
      : ('outputTokens' as const);
  put('tokens', limits[tighter], level[tighter]);
  return headers;
}

function asEvents(message: ReturnType<typeof composed>): string {
  const event = (type: string, fields: Record<string, unknown> = {}) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const { content, stop_reason, stop_sequence, stop_details, usage } = message;
  const blocks = content.map((block, index) => {
    const delta = (fields: Record<string, unknown>) =>
      event('content_block_delta', { index, delta: fields });
    if (block.type === 'tool_use') {
      const start = event('content_block_start', { index, content_block: { ...block, input: {} } });
      return start + delta({ type: 'input_json_delta', partial_json: JSON.stringify(block.input) });
    }
    if (block.type === 'thinking') {
      const empty = { type: 'thinking', thinking: '', signature: '' };
      const start = event('content_block_start', { index, content_block: empty });
      return start + delta({ type: 'signature_delta', signature: block.signature });
    }
    const start = event('content_block_start', {
      index,
      content_block: { type: 'text', text: '' },
    });
    return start + delta({ type: 'text_delta', text: block.text });
  });
  return [
    event('message_start', {
      message: {
        ...message,
        content: [],
        stop_reason: null,
        usage: { ...usage, output_tokens: 1 },
      },
    }),
    ...blocks.map((text, index) => text + event('content_block_stop', { index })),
    event('message_delta', { delta: { stop_reason, stop_sequence, stop_details }, usage }),
    event('message_stop'),
  ].join('');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new BadRequest('The request body is not valid JSON');
  }
}

function control(
  state: AnthropicState,
  { method, path, body }: ProviderRequest,
): ProviderAnswer | undefined {
  const call = `${method} ${path}`;
  if (call === 'GET /script') return json(200, { turns: state.script });
  if (call === 'DELETE /script') {
    state.script = [];
    return json(200, { cleared: true });
  }
  if (call === 'GET /accounts') {
    return json(200, { accounts: [...state.accounts.values()], droppedThinking: state.dropped });
  }
  if (method !== 'POST' || !['/script', '/accounts', '/pace'].includes(path)) return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(body.toString('utf8'));
  } catch {
    return refusal(400, 'bad_json', 'The body is not JSON.');
  }
  if (!isRecord(fields)) return refusal(400, 'bad_json', 'The body must be a JSON object.');
  if (path === '/script') return addScript(state, fields);
  if (path === '/accounts') return setAccount(state, fields);
  const { delayMs } = fields;
  if (!Number.isInteger(delayMs) || (delayMs as number) < 0) {
    return refusal(400, 'bad_pace', 'delayMs must be a whole number of real milliseconds.');
  }
  state.delayMs = delayMs as number;
  return json(200, { delayMs });
}

function addScript(state: AnthropicState, fields: Record<string, unknown>): ProviderAnswer {
  const kind = fields.for;
  if (kind !== undefined && kind !== 'main' && kind !== 'structured') {
    return refusal(400, 'bad_script', "for must be 'main' or 'structured'.");
  }
  if (!Array.isArray(fields.turns) || fields.turns.length === 0) {
    return refusal(400, 'bad_script', 'turns must be a list with at least one turn.');
  }
  const turns: ScriptedTurn[] = [];
  for (const turn of fields.turns as unknown[]) {
    const read = scriptedTurn(turn);
    if (!read) {
      return refusal(
        400,
        'bad_script',
        'A turn is a list of content blocks, an object {content, stop_reason?, delayMs?, for?}, or one of refusal, max_tokens, pause_turn.',
      );
    }
    turns.push(kind === undefined || read.for ? read : { ...read, for: kind });
  }
  state.script.push(...turns);
  return json(200, { waiting: state.script.length });
}

function scriptedTurn(turn: unknown): ScriptedTurn | undefined {
  if (typeof turn === 'string') {
    return STOP_WORDS.includes(turn) ? { content: [], stop_reason: turn } : undefined;
  }
  const fields = Array.isArray(turn) ? { content: turn } : turn;
  if (!isRecord(fields) || !Array.isArray(fields.content)) return undefined;
  const sound = fields.content.every((block) => isRecord(block) && typeof block.type === 'string');
  return sound ? (fields as unknown as ScriptedTurn) : undefined;
}

function setAccount(state: AnthropicState, fields: Record<string, unknown>): ProviderAnswer {
  const { account: label, limits, refuses } = fields;
  if (typeof label !== 'string' || !/^[A-Za-z0-9]+$/.test(label)) {
    return refusal(400, 'bad_account', 'account must be the label in sk-stand-in-<label>.');
  }
  const modes: unknown[] = [null, 401, 402, 403, 429, 500, 529, 'hang', ...SPEND_CODES];
  if (refuses !== undefined && !modes.includes(refuses)) {
    return refusal(400, 'bad_account', `refuses must be one of ${JSON.stringify(modes)}.`);
  }
  const account = state.account(label);
  if (limits !== undefined) {
    const names = Object.keys(account.limits);
    const sound =
      isRecord(limits) &&
      Object.entries(limits).every(
        ([name, value]) => names.includes(name) && Number.isInteger(value) && (value as number) > 0,
      );
    if (!sound) {
      return refusal(400, 'bad_account', `limits are positive integers: ${names.join(', ')}.`);
    }
    account.limits = { ...account.limits, ...(limits as Partial<AccountLimits>) };
  }
  if (refuses !== undefined) account.refuses = refuses as Refusal | null;
  return json(200, account);
}
