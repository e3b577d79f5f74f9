import type { MessagesRequest, Reply } from '../wire.ts';

export function answerAsReceptionist(_request: MessagesRequest): Reply {
  return { content: [{ type: 'text', text: 'ok' }] };
}
