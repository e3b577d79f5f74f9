import type {
  Message,
  MessageCreateParamsNonStreaming,
} from '@anthropic-ai/sdk/resources/messages';
import type { Block, ModelAnswer, ModelMessage, ModelRequest } from '../../agent/index.ts';
import { costOf } from './prices.ts';

/**
 * The wire form of a request.
 *
 * @param withoutThinkingBefore messages before this index lose their thinking: another account made it
 */
export function toWire(
  request: ModelRequest,
  withoutThinkingBefore: number,
): MessageCreateParamsNonStreaming {
  const { model, maxTokens, system, tools, messages, format } = request;
  const wire = {
    model,
    max_tokens: maxTokens,
    system,
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: tools.map((tool) => ({ ...tool, strict: true })),
          tool_choice: { type: 'auto', disable_parallel_tool_use: true },
        }),
    messages: messages.map((message, index) =>
      index < withoutThinkingBefore ? withoutThinking(message) : message,
    ),
    output_config: { effort: 'low', format: { type: 'json_schema', schema: format } },
  };
  return wire as unknown as MessageCreateParamsNonStreaming;
}

function withoutThinking({ role, content }: ModelMessage): ModelMessage {
  const kept = content.filter(({ type }) => type !== 'thinking' && type !== 'redacted_thinking');
  return { role, content: kept.length > 0 ? kept : [{ type: 'text', text: '…' }] };
}

/** What of an answer is used. Blocks are carried verbatim: thinking is bound to its every byte. */
export function fromWire(message: Message): ModelAnswer {
  const { usage } = message;
  return {
    content: message.content as unknown as readonly Block[],
    stopReason: message.stop_reason ?? 'end_turn',
    tokens: {
      input:
        usage.input_tokens +
        (usage.cache_creation_input_tokens ?? 0) +
        (usage.cache_read_input_tokens ?? 0),
      output: usage.output_tokens,
      cost: costOf(message.model, usage),
    },
  };
}
