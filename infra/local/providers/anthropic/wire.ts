/** The parts of the Messages API the stand-in reads and writes. */

export type Block = { type: string; [field: string]: unknown };

export interface Message {
  role: 'user' | 'assistant' | 'system';
  content: string | Block[];
}

export interface Tool {
  name: string;
  description?: string;
  input_schema: Schema;
  strict?: boolean;
  [field: string]: unknown;
}

/** The subset of JSON Schema that tools and structured answers are written in. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  definitions?: Record<string, Schema>;
  format?: string;
  pattern?: string;
  description?: string;
  minItems?: number;
  [keyword: string]: unknown;
}

export interface MessagesRequest {
  model: string;
  max_tokens: number;
  messages: Message[];
  system?: string | Block[];
  tools?: Tool[];
  tool_choice?: { type: string; name?: string; disable_parallel_tool_use?: boolean };
  thinking?: { type: string; [field: string]: unknown };
  output_config?: { effort?: string; format?: { type: string; schema: Schema } };
  stop_sequences?: string[];
  stream?: boolean;
  cache_control?: { type: string; ttl?: string };
  [field: string]: unknown;
}

/** What a turn of the model comes to, before thinking, ids and limits are put around it. */
export interface Reply {
  content: Block[];
  stop_reason?: string;
  stop_details?: unknown;
}

/** The blocks of a message whatever way it was written. */
export function blocksOf(content: string | Block[]): Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** All text of blocks, joined by line breaks. */
export function textOf(content: string | Block[] | undefined): string {
  if (content === undefined) return '';
  return blocksOf(content)
    .filter((block) => block.type === 'text')
    .map((block) => String(block.text ?? ''))
    .join('\n');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
