import * as z from 'zod/mini';
import { type AgentTurn, spend } from './agent-turn.ts';
import { clientWords } from './client-words.ts';
import { languageTag } from './language.ts';
import type { JsonSchema, ModelSession } from './model.ts';
import { finalText } from './model-text.ts';
import { intentSystem } from './prompts.ts';
import { lastSaid } from './told-since.ts';

export const INTENTS = [
  'booking',
  'change',
  'cancel',
  'my_bookings',
  'question',
  'greeting',
  'hand_over',
  'other',
] as const;

/** What a burst is about. `service` is the catalogue's name, or empty. */
export interface Detected {
  readonly intent: (typeof INTENTS)[number];
  readonly service: string;
  /** Primary subtag, lower case. */
  readonly language: string | undefined;
}

const Answer = z.object({ intent: z.enum(INTENTS), service: z.string(), language: z.string() });

const FORMAT: JsonSchema = {
  type: 'object',
  properties: {
    intent: { type: 'string', enum: [...INTENTS] },
    service: { type: 'string' },
    language: { type: 'string' },
  },
  required: ['intent', 'service', 'language'],
  additionalProperties: false,
};

/** Thinking counts as output too, so a tight limit would leave no room for the answer. */
const MAX_TOKENS = 1_024;

/**
 * One structured call to the small model: intent, service and language of a burst.
 *
 * @returns `undefined` when the model declined or ran out of room; the main call does without then
 * @throws ModelUnavailable
 */
export async function detectIntent(
  turn: AgentTurn,
  session: ModelSession,
  model: string,
): Promise<Detected | undefined> {
  const last = lastSaid(turn.burst);
  const before =
    last === '' ? '' : `<facts>\nOur last reply: ${JSON.stringify(last.slice(0, 600))}\n</facts>\n`;
  const answer = await session.ask({
    model,
    maxTokens: MAX_TOKENS,
    system: intentSystem(turn.project),
    messages: [
      {
        role: 'user',
        content: [{ type: 'text', text: `${before}${clientWords(turn.burst.messages)}` }],
      },
    ],
    format: FORMAT,
  });
  spend(turn, answer);
  const parsed = Answer.safeParse(finalText(answer));
  if (!parsed.success) return undefined;
  const { intent, service, language } = parsed.data;
  const known = turn.project.services.find(({ name }) => name === service);
  return { intent, service: known?.name ?? '', language: languageTag(language) };
}
