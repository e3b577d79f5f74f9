import * as z from 'zod/mini';
import type { CompressDialogue, Turn } from '../conversations/index.ts';
import { PassingFault } from '../platform/errors.ts';
import type { Project } from '../projects/index.ts';
import { plain } from './client-words.ts';
import { type JsonSchema, type Model, ModelUnavailable } from './model.ts';
import { finalText } from './model-text.ts';
import { compressionSystem } from './prompts.ts';

const Answer = z.object({ summary: z.string() });
const FORMAT: JsonSchema = {
  type: 'object',
  properties: { summary: { type: 'string' } },
  required: ['summary'],
  additionalProperties: false,
};

const MAX_TOKENS = 2_048;
/** Of a long conversation, its end is read. */
const DIALOGUE_CHARACTERS = 40_000;
const TURN_CHARACTERS = 2_000;
/** An outage that lasts is asked about no more often than this. */
const TRY_AGAIN_SECONDS = 900;

/**
 * Compresses a dialogue with the small model and the project's `dialogue_compression` prompt.
 *
 * @param options `deadline` on the clock of `performance.now()`
 */
export function compressDialogue(options: {
  readonly project: Project;
  readonly model: Model;
  readonly smallModel: string;
  readonly deadline: number;
}): CompressDialogue {
  return async ({ conversationId, before, turns }) => {
    const session = options.model.open(conversationId, options.deadline);
    const earlier =
      before === undefined ? '' : `<earlier_summary>\n${plain(before)}\n</earlier_summary>\n`;
    const said = turns.map(spoken).join('\n');
    const words = said.length > DIALOGUE_CHARACTERS ? `…${said.slice(-DIALOGUE_CHARACTERS)}` : said;
    const text = `${earlier}<client_dialogue>\n${words.toWellFormed()}\n</client_dialogue>`;
    try {
      const answer = await session.ask({
        model: options.smallModel,
        maxTokens: MAX_TOKENS,
        system: compressionSystem(options.project),
        messages: [{ role: 'user', content: [{ type: 'text', text }] }],
        format: FORMAT,
      });
      const parsed = Answer.safeParse(finalText(answer));
      const summary = parsed.success ? parsed.data.summary.trim() : '';
      return summary === '' ? undefined : { text: summary, tokens: answer.tokens };
    } catch (fault) {
      if (!(fault instanceof ModelUnavailable)) throw fault;
      const retryAfterSeconds = TRY_AGAIN_SECONDS;
      throw new PassingFault('No model compresses now.', { cause: fault, retryAfterSeconds });
    }
  };
}

function spoken({ decidedAt, asked, parts }: Turn): string {
  const client = plain(asked.join('\n')).slice(0, TURN_CHARACTERS);
  const ours = plain(parts.join('\n')).slice(0, TURN_CHARACTERS);
  return `[${decidedAt.slice(0, 10)}]\nClient: ${client}${ours === '' ? '' : `\nWe: ${ours}`}`;
}
