import type { Usage } from '@anthropic-ai/sdk/resources/messages';

/** US dollars for a million tokens, which is millionths of a dollar for one. */
interface Price {
  readonly input: number;
  readonly output: number;
}

/** November 2026. Whose price is not known here counts as the dearest. */
const PRICES: readonly (readonly [model: RegExp, price: Price])[] = [
  [/^claude-haiku-5-5/, { input: 0.1, output: 0.5 }],
  [/^claude-haiku/, { input: 1, output: 5 }],
  [/^claude-sonnet-5-5/, { input: 2, output: 10 }],
  [/^claude-sonnet/, { input: 3, output: 15 }],
];
const DEAREST: Price = { input: 15, output: 75 };

/** Prompts beyond this cost five times as much on Haiku 5.5. */
const LONG_PROMPT_TOKENS = 100_000;
const LONG_PROMPT: Price = { input: 0.5, output: 2.5 };

/** What an answer cost, in millionths of a US dollar: cached input is cheap to read and dear to write. */
export function costOf(model: string, usage: Usage): number {
  const read = usage.cache_read_input_tokens ?? 0;
  const written = usage.cache_creation_input_tokens ?? 0;
  const prompt = usage.input_tokens + read + written;
  const listed = PRICES.find(([name]) => name.test(model))?.[1] ?? DEAREST;
  const isLong = prompt > LONG_PROMPT_TOKENS && model.startsWith('claude-haiku-5-5');
  const price = isLong ? LONG_PROMPT : listed;
  // We write for an hour, at twice the price.
  const input = usage.input_tokens + 0.1 * read + 2 * written;
  return input * price.input + usage.output_tokens * price.output;
}
