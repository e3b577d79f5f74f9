import type { MessagesRequest, Reply } from '../wire.ts';
import { structured, worded } from './answer.ts';
import { understand } from './dialogue.ts';
import { plan } from './plan.ts';
import { viewOf } from './view.ts';

/**
 * The model's turn: reads the request and nothing else, and answers as a decent receptionist would, the same way every
 * time.
 */
export function answerAsReceptionist(request: MessagesRequest): Reply {
  if (request.max_tokens === 0) return { content: [], stop_reason: 'max_tokens' };
  const view = viewOf(request);
  const wish = understand(view);
  if (view.tools.length === 0) {
    const text = view.format ? structured(view, wish, view.format) : summary(view.burst);
    return { content: [{ type: 'text', text }] };
  }
  const choice = request.tool_choice;
  const step = plan(view, wish);
  if ('tool' in step && choice?.type !== 'none') {
    return { content: [{ type: 'tool_use', name: step.tool, input: step.input }] };
  }
  if (choice?.type === 'tool' && choice.name) {
    return { content: [{ type: 'tool_use', name: choice.name, input: {} }] };
  }
  const said = 'tool' in step ? { text: '…', claims: [] } : step;
  return { content: [{ type: 'text', text: worded(view, wish, said.text, said.claims) }] };
}

/** A plain call without tools or schema: the dialogue, shortened. */
function summary(text: string): string {
  const short = text.replace(/\s+/gu, ' ').trim();
  return short === '' ? '…' : [...short].slice(0, 600).join('');
}
