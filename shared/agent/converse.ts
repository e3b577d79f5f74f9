import * as z from 'zod/mini';
import { type AgentTurn, spend } from './agent-turn.ts';
import { Claim } from './claims.ts';
import type { Block, ModelAnswer, ModelMessage, ModelSession, ToolResultBlock } from './model.ts';
import { finalText } from './model-text.ts';
import { mainSystem, REPLY_FORMAT } from './prompts.ts';
import { TOOLS } from './tools/definitions.ts';
import { runTool } from './tools/run-tool.ts';

const FinalAnswer = z.object({ text: z.string(), claims: z.array(Claim) });
export type FinalAnswer = z.output<typeof FinalAnswer>;

/** Requests to the model in one turn, everything included. */
export const MOST_ROUNDS = 8;
/** Tokens of one turn; a model in a loop is stopped here if not by its rounds. */
export const MOST_TOKENS = 120_000;
const MAX_OUTPUT_TOKENS = 4_096;

/** The exchange with the model within one turn: grows only at its end, so that its thinking stays valid. */
export class Exchange {
  readonly #turn: AgentTurn;
  readonly #session: ModelSession;
  readonly #model: string;
  readonly #messages: ModelMessage[];
  #rounds = 0;

  constructor(
    turn: AgentTurn,
    session: ModelSession,
    model: string,
    messages: readonly ModelMessage[],
  ) {
    this.#turn = turn;
    this.#session = session;
    this.#model = model;
    this.#messages = [...messages];
  }

  /** Says something more to the model: what came meanwhile, or what was wrong. */
  add(words: string): void {
    this.#messages.push({ role: 'user', content: [{ type: 'text', text: words }] });
  }

  /**
   * Lets the model work until it has a final answer.
   *
   * @returns `undefined` when it declined, ran out of room or rounds, or answered something else
   * @throws ModelUnavailable when no account answers; faults of the table, which the whole turn repeats
   */
  async finalAnswer(): Promise<FinalAnswer | undefined> {
    while (this.#rounds < MOST_ROUNDS && spent(this.#turn) < MOST_TOKENS) {
      this.#rounds += 1;
      const answer = await this.#ask();
      const calls = answer.content.filter((block) => block.type === 'tool_use');
      if (answer.stopReason === 'refusal') return undefined;
      if (answer.content.length > 0) this.#messages.push(asAssistant(answer));
      if (calls.length > 0 && answer.stopReason !== 'max_tokens') {
        const results: ToolResultBlock[] = [];
        // One after the other: the second may depend on what the first changed.
        for (const call of calls) results.push(await runTool(this.#turn, call));
        this.#messages.push({ role: 'user', content: results });
        continue;
      }
      // A paused turn goes on from where it stands.
      if (answer.stopReason === 'pause_turn') {
        this.add('Go on.');
        continue;
      }
      const parsed = FinalAnswer.safeParse(finalText(answer));
      return parsed.success ? parsed.data : undefined;
    }
    return undefined;
  }

  async #ask(): Promise<ModelAnswer> {
    const answer = await this.#session.ask({
      model: this.#model,
      maxTokens: MAX_OUTPUT_TOKENS,
      system: mainSystem(this.#turn.project),
      tools: TOOLS,
      messages: this.#messages,
      format: REPLY_FORMAT,
    });
    spend(this.#turn, answer);
    return answer;
  }
}

function spent({ tokens }: AgentTurn): number {
  return tokens.input + tokens.output;
}

function asAssistant({ content }: ModelAnswer): ModelMessage {
  return { role: 'assistant', content: content as readonly Block[] };
}
