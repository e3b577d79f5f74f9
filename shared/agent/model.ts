/**
 * The port through which this domain speaks to a language model. The shapes are those of the Anthropic Messages API
 * (2026-10-21), cut down to what is used; a provider implements it.
 */
export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
  /** Everything up to here is the same from turn to turn and may be cached. */
  readonly cache_control?: { readonly type: 'ephemeral'; readonly ttl?: '5m' | '1h' };
}

export interface ToolUseBlock {
  readonly type: 'tool_use';
  readonly id: string;
  readonly name: string;
  /** Whatever the model made up: validate. */
  readonly input: unknown;
}

export interface ToolResultBlock {
  readonly type: 'tool_result';
  readonly tool_use_id: string;
  readonly content: string;
  readonly is_error?: boolean;
}

/** A block whose inside is the model's own (thinking): carried along unread, only within one tool loop. */
export interface OpaqueBlock {
  readonly type: 'thinking' | 'redacted_thinking';
  readonly [field: string]: unknown;
}

export type Block = TextBlock | ToolUseBlock | ToolResultBlock | OpaqueBlock;

export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Block[];
}

/** A JSON Schema within what structured output takes: no lengths or bounds, every object closed. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly input_schema: JsonSchema;
}

export interface ModelRequest {
  readonly model: string;
  readonly maxTokens: number;
  readonly system: readonly TextBlock[];
  readonly tools?: readonly ToolDefinition[];
  readonly messages: readonly ModelMessage[];
  /** The final text is JSON of this schema. */
  readonly format: JsonSchema;
}

export interface ModelAnswer {
  readonly content: readonly Block[];
  /** `end_turn`, `tool_use`, `max_tokens`, `refusal`, `pause_turn`, …: an open set. */
  readonly stopReason: string;
  /** `cost` in millionths of a US dollar. */
  readonly tokens: { readonly input: number; readonly output: number; readonly cost?: number };
}

/** One tool loop: all its requests go to one account, since only that account can read its own thinking. */
export interface ModelSession {
  /**
   * @throws ModelUnavailable when no account can answer before the deadline
   */
  ask(request: ModelRequest): Promise<ModelAnswer>;
}

export interface Model {
  /**
   * @param stickyKey the same key goes to the same account while it can, where its prompts are cached
   * @param deadline on the clock of `performance.now()`, over everything the session does
   */
  open(stickyKey: string, deadline: number): ModelSession;
}

/** No account answered, or the request itself was refused; the client gets the fallback reply. */
export class ModelUnavailable extends Error {
  override readonly name = 'ModelUnavailable';
}
