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

/** The slot's day or hour is in doubt: not in this turn. */
export function askFirst(): ToolResult {
  return problem(
    'ask_first',
    'The day or hour of this slot is in doubt. Nothing was booked. Ask the client what is meant; book after the answer.',
  );
}
