import type { ModelAnswer } from './model.ts';

/** The structured final answer of a model as parsed JSON; `undefined` when there is none or it is cut short. */
export function finalText({ content, stopReason }: ModelAnswer): unknown {
  if (stopReason === 'refusal' || stopReason === 'max_tokens') return undefined;
  const text = content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
