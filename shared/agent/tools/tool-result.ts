/** What a tool tells the model: JSON, and whether it did what was asked. */
export interface ToolResult {
  readonly content: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** What was asked for was done or found. */
export function done(content: Readonly<Record<string, unknown>>): ToolResult {
  return { content, isError: false };
}

/** It was not; `problem` is a code, `advice` says what to do instead. */
export function problem(
  code: string,
  advice: string,
  more: Readonly<Record<string, unknown>> = {},
): ToolResult {
  return { content: { problem: code, advice, ...more }, isError: true };
}
