import type { Block, Model, ModelRequest } from '../../../shared/agent/index.ts';

type Step = (request: ModelRequest) => { content: readonly Block[]; stopReason?: string };

let ids = 0;

/** A model that plays a script of its own: one entry per request of the main loop; the small call gets `intent`. */
export function scriptedModel(
  script: (request: ModelRequest) => ReturnType<Step>,
  intent: object | string = { intent: 'booking', service: 'Haircut', language: 'en' },
): Model & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    requests,
    open: () => ({
      ask: async (request) => {
        const answer =
          request.tools === undefined
            ? { content: [text(typeof intent === 'string' ? intent : JSON.stringify(intent))] }
            : script(request);
        requests.push(structuredClone(request) as ModelRequest);
        return { stopReason: 'end_turn', tokens: { input: 100, output: 10 }, ...answer };
      },
    }),
  };
}

export function text(words: string): Block {
  return { type: 'text', text: words };
}

/** The final answer in its shape. */
export function says(words: string, claims: object[] = []) {
  return { content: [text(JSON.stringify({ text: words, claims }))] };
}

/** A call of one tool. */
export function calls(name: string, input: unknown) {
  ids += 1;
  const use: Block = { type: 'tool_use', id: `toolu_${ids}`, name, input };
  return {
    content: [{ type: 'thinking', thinking: '', signature: `s${ids}` } as Block, use],
    stopReason: 'tool_use',
  };
}

/** The results of the tools so far, parsed, oldest first. */
export function results(request: ModelRequest): Record<string, unknown>[] {
  return request.messages.flatMap(({ content }) =>
    content.flatMap((block) =>
      block.type === 'tool_result' ? [JSON.parse(block.content) as Record<string, unknown>] : [],
    ),
  );
}
