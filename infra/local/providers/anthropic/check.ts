import { BadRequest } from './errors.ts';
import { strictProblem } from './schema.ts';
import { type Block, blocksOf, isRecord, type MessagesRequest, type Tool } from './wire.ts';

/** What a model accepts. */
export interface ModelTraits {
  maxTokens: number;
  /** Thinks when `thinking` is omitted. */
  thinks: boolean;
  thinking: readonly string[];
  forcedTools: boolean;
  prefill: boolean;
  /** Fewest tokens of a prefix that is cached. */
  cacheable: number;
}

const adaptive = (fields: Partial<ModelTraits> = {}): ModelTraits => ({
  maxTokens: 128_000,
  thinks: true,
  thinking: ['adaptive'],
  forcedTools: false,
  prefill: false,
  cacheable: 1024,
  ...fields,
});
const older = (fields: Partial<ModelTraits> = {}): ModelTraits => ({
  maxTokens: 64_000,
  thinks: false,
  thinking: ['enabled', 'disabled', 'adaptive'],
  forcedTools: true,
  prefill: true,
  cacheable: 1024,
  ...fields,
});

const MODELS: Record<string, ModelTraits> = {
  'claude-haiku-5-5': adaptive({
    thinking: ['adaptive', 'disabled'],
    forcedTools: true,
    cacheable: 512,
  }),
  'claude-sonnet-5-5': adaptive({ thinking: ['adaptive', 'between_tools'] }),
  'claude-opus-5-5': adaptive(),
  'claude-fable-5-2': adaptive(),
  'claude-mythos-5-2': adaptive(),
  'claude-fable-5-1': adaptive(),
  'claude-mythos-5-1': adaptive(),
  'claude-sonnet-5': adaptive({ forcedTools: true }),
  'claude-fable-5': adaptive({ forcedTools: true }),
  'claude-mythos-5': adaptive({ forcedTools: true }),
  'claude-opus-5': adaptive({ forcedTools: true }),
  'claude-opus-4-8': older({ prefill: false }),
  'claude-opus-4-7': older({ prefill: false }),
  'claude-mythos-preview': older({ prefill: false }),
  'claude-opus-4-6': older({ prefill: false }),
  'claude-sonnet-4-6': older({ prefill: false }),
  'claude-haiku-4-5': older({ thinking: ['enabled', 'disabled'] }),
  'claude-haiku-4-5-20251001': older({ thinking: ['enabled', 'disabled'] }),
  'claude-opus-4-5': older(),
  'claude-opus-4-5-20251101': older(),
  'claude-sonnet-4-5': older(),
  'claude-sonnet-4-5-20250929': older(),
};

const FIELDS = new Set([
  'model',
  'max_tokens',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'stop_sequences',
  'stream',
  'cache_control',
  'metadata',
  'service_tier',
  'inference_geo',
  'diagnostics',
  'speed',
  'container',
  'temperature',
  'top_p',
  'top_k',
]);
const SAMPLING = ['temperature', 'top_p', 'top_k'];
const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];

/** The traits of a model, or the 404 of an unknown one. */
export function traitsOf(model: unknown): ModelTraits {
  if (typeof model !== 'string' || model === '') throw new BadRequest('model: Field required');
  const traits = MODELS[model];
  if (!traits) throw new BadRequest(`model: ${model}`, 404);
  return traits;
}

/**
 * Checks a request as the service does before any model sees it.
 * @param counting count_tokens takes no max_tokens
 * @throws BadRequest with the service's status and words
 */
export function checkRequest(body: unknown, version: string, counting = false): MessagesRequest {
  if (!isRecord(body)) throw new BadRequest('The request body is not a JSON object');
  const traits = traitsOf(body.model);
  for (const name of Object.keys(body)) {
    if (!FIELDS.has(name)) throw new BadRequest(`${name}: Extra inputs are not permitted`);
  }
  if (version === '2026-10-21') {
    for (const name of SAMPLING) {
      if (name in body) throw new BadRequest(`${name}: Extra inputs are not permitted`);
    }
  }
  if (!counting) checkMaxTokens(body.max_tokens, traits);
  const request = body as MessagesRequest;
  checkTools(request, traits);
  checkThinking(request, traits);
  checkOutput(request);
  checkMessages(request, traits);
  checkBreakpoints(request);
  return request;
}

function checkMaxTokens(value: unknown, traits: ModelTraits): void {
  if (value === undefined) throw new BadRequest('max_tokens: Field required');
  if (!Number.isInteger(value) || (value as number) < 0) {
    throw new BadRequest('max_tokens: Input should be a valid integer');
  }
  if ((value as number) > traits.maxTokens) {
    throw new BadRequest(
      `max_tokens: ${value} > ${traits.maxTokens}, which is the maximum allowed number of output tokens`,
    );
  }
}

function checkTools({ tools, tool_choice, model }: MessagesRequest, traits: ModelTraits): void {
  const names = new Set<string>();
  for (const [index, tool] of (tools ?? []).entries()) {
    if (!isRecord(tool) || typeof tool.name !== 'string') {
      throw new BadRequest(`tools.${index}.name: Field required`);
    }
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name)) {
      throw new BadRequest(
        `tools.${index}.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`,
      );
    }
    if (names.has(tool.name)) throw new BadRequest('tools: Tool names must be unique.');
    names.add(tool.name);
    const { input_schema: schema, strict } = tool as Tool;
    if (!isRecord(schema) || schema.type !== 'object') {
      throw new BadRequest(`tools.${index}.input_schema.type: Input should be 'object'`);
    }
    const problem = strict ? strictProblem(schema, `tools.${index}.input_schema`) : undefined;
    if (problem) throw new BadRequest(problem);
  }
  if (!tool_choice) return;
  const { type, name } = tool_choice;
  if (!['auto', 'any', 'none', 'tool'].includes(type)) {
    throw new BadRequest(`tool_choice.type: Input should be 'auto', 'any', 'none' or 'tool'`);
  }
  if (names.size === 0 && type !== 'none') {
    throw new BadRequest('tool_choice: may only be specified while providing tools');
  }
  if (type === 'tool' && !names.has(String(name))) {
    throw new BadRequest(`tool_choice: Tool '${name}' not found in provided tools`);
  }
  if ((type === 'any' || type === 'tool') && !traits.forcedTools) {
    throw new BadRequest(`tool_choice.type: '${type}' is not supported by ${model}`);
  }
}

function checkThinking({ thinking, model }: MessagesRequest, traits: ModelTraits): void {
  if (thinking && !traits.thinking.includes(thinking.type)) {
    throw new BadRequest(`thinking.type: '${thinking.type}' is not supported by ${model}`);
  }
}

function checkOutput({ output_config: output }: MessagesRequest): void {
  if (!output) return;
  if (output.effort !== undefined && !EFFORTS.includes(output.effort)) {
    throw new BadRequest(`output_config.effort: Input should be one of ${EFFORTS.join(', ')}`);
  }
  if (!output.format) return;
  if (output.format.type !== 'json_schema' || !isRecord(output.format.schema)) {
    throw new BadRequest("output_config.format: Input should be a 'json_schema' with a schema");
  }
  const problem = strictProblem(output.format.schema, 'output_config.format.schema');
  if (problem) throw new BadRequest(problem);
}

function checkMessages({ messages, model }: MessagesRequest, traits: ModelTraits): void {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new BadRequest('messages: at least one message is required');
  }
  for (const [index, message] of messages.entries()) {
    checkContent(message, index);
    if (index === 0 && message.role !== 'user') {
      throw new BadRequest('messages: first message must use the "user" role');
    }
  }
  checkToolIds(messages);
  if (messages.at(-1)?.role === 'assistant' && !traits.prefill) {
    throw new BadRequest(
      `This model does not support assistant message prefill. The conversation must end with a user message. (${model})`,
    );
  }
}

function checkContent(message: unknown, index: number): void {
  const at = `messages.${index}`;
  if (!isRecord(message) || !['user', 'assistant', 'system'].includes(String(message.role))) {
    throw new BadRequest(`${at}.role: Input should be 'user', 'assistant' or 'system'`);
  }
  const { role, content } = message;
  if (typeof content === 'string') {
    if (content === '') throw new BadRequest(`${at}: all messages must have non-empty content`);
    return;
  }
  if (!Array.isArray(content)) throw new BadRequest(`${at}.content: Field required`);
  if (content.length === 0) throw new BadRequest(`${at}: all messages must have non-empty content`);
  for (const [place, block] of content.entries()) {
    const here = `${at}.content.${place}`;
    if (!isRecord(block)) throw new BadRequest(`${here}: Input should be an object`);
    switch (block.type) {
      case 'text':
        if (typeof block.text !== 'string' || block.text === '') {
          throw new BadRequest(`${here}: text content blocks must be non-empty`);
        }
        if (role === 'user' && 'citations' in block) {
          throw new BadRequest(`${here}.citations: Extra inputs are not permitted`);
        }
        break;
      case 'tool_use':
      case 'thinking':
      case 'redacted_thinking':
        if (role !== 'assistant')
          throw new BadRequest(`${here}: ${block.type} is for the assistant`);
        if (block.type === 'tool_use' && !isRecord(block.input)) {
          throw new BadRequest(`${here}.input: Input should be a valid dictionary`);
        }
        break;
      case 'tool_result':
        if (role !== 'user') throw new BadRequest(`${here}: tool_result is for the user`);
        break;
      case 'image':
        break;
      case 'document':
        if (role === 'assistant') throw new BadRequest(`${here}: document is not permitted here`);
        break;
      default:
        throw new BadRequest(`${here}.type: Input tag '${block.type}' was not found`);
    }
  }
}

function checkToolIds(messages: MessagesRequest['messages']): void {
  const seen = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const blocks = blocksOf(message.content);
    if (message.role === 'assistant') {
      for (const id of ids(blocks, 'tool_use', 'id')) {
        if (seen.has(id)) throw new BadRequest('messages: `tool_use` ids must be unique');
        seen.add(id);
      }
    }
    if (message.role !== 'user') continue;
    const previous = messages[index - 1];
    const asked =
      previous?.role === 'assistant' ? ids(blocksOf(previous.content), 'tool_use', 'id') : [];
    for (const id of ids(blocks, 'tool_result', 'tool_use_id')) {
      if (!asked.includes(id)) {
        throw new BadRequest(
          `messages.${index}.content: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
        );
      }
    }
  }
  for (const [index, message] of messages.entries()) {
    const asked =
      message.role === 'assistant' ? ids(blocksOf(message.content), 'tool_use', 'id') : [];
    if (asked.length === 0) continue;
    const next = messages[index + 1];
    // Only the blocks before the first text count: results come first.
    const answers = next?.role === 'user' ? blocksOf(next.content) : [];
    const first = answers.findIndex((block) => block.type !== 'tool_result');
    const leading = ids(
      first < 0 ? answers : answers.slice(0, first),
      'tool_result',
      'tool_use_id',
    );
    const missing = asked.filter((id) => !leading.includes(id));
    if (missing.length > 0) {
      throw new BadRequest(
        `messages.${index + 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}.`,
      );
    }
  }
}

function ids(blocks: Block[], type: string, field: string): string[] {
  return blocks.filter((block) => block.type === type).map((block) => String(block[field]));
}

function checkBreakpoints(request: MessagesRequest): void {
  const marked = [
    request,
    ...(request.tools ?? []),
    ...(Array.isArray(request.system) ? request.system : []),
    ...request.messages.flatMap((message) => blocksOf(message.content)),
  ].filter((part) => isRecord(part) && part.cache_control);
  if (marked.length > 4) {
    throw new BadRequest(
      `A maximum of 4 blocks with cache_control may be provided. Found ${marked.length}.`,
    );
  }
  for (const { cache_control: control } of marked) {
    const { type, ttl } = control as { type?: string; ttl?: string };
    if (type !== 'ephemeral' || !['5m', '1h', undefined].includes(ttl)) {
      throw new BadRequest("cache_control: Input should be 'ephemeral' with ttl '5m' or '1h'");
    }
  }
}
