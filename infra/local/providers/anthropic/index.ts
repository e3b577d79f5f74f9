import { randomUUID } from 'node:crypto';
import {
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type Service,
} from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { checkRequest, type ModelTraits, traitsOf } from './check.ts';
import { control } from './control.ts';
import { BadRequest, failure } from './errors.ts';
import { answerAsReceptionist } from './receptionist/index.ts';
import {
  type Account,
  type AccountLimits,
  AnthropicState,
  type CacheUse,
  inputTokensOf,
  tokensIn,
} from './state.ts';
import type { Block, MessagesRequest, Reply } from './wire.ts';

const VERSIONS = ['2023-06-01', '2026-10-21'];
const THINKING_TOKENS: Record<string, number> = {
  low: 16,
  medium: 48,
  high: 160,
  xhigh: 400,
  max: 800,
};

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
