import type { AnswerBurst, Reply } from '../conversations/index.ts';
import type { Instant } from '../platform/clock.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import { LANGUAGES, type Project, spokenLanguage } from '../projects/index.ts';
import { type AgentTurn, beginAgentTurn, type FreshBusyTimes } from './agent-turn.ts';
import { chosenModel } from './chosen-model.ts';
import { judgeReply } from './claims.ts';
import { clientWords } from './client-words.ts';
import { history, lastMessage } from './context.ts';
import { Exchange } from './converse.ts';
import { firstLanguage, wordsOf } from './first-language.ts';
import { handOver } from './hand-over.ts';
import { detectIntent } from './intent.ts';
import { languageByLetters } from './language.ts';
import { limitedReply } from './limited-reply.ts';
import { limitOf } from './limits.ts';
import { type Model, type ModelSession, ModelUnavailable } from './model.ts';
import { renderReceipts } from './receipts.ts';
import { TEXTS } from './texts/index.ts';

/** What the agent needs. */
export interface AgentOptions {
  readonly project: Project;
  readonly model: Model;
  /** Model ids. */
  readonly mainModel?: string | undefined;
  readonly smallModel?: string | undefined;
  readonly now: () => Instant;
  /** Asked before times are offered or taken; absent: nobody has anything elsewhere. */
  readonly freshBusyTimes?: FreshBusyTimes;
}

/**
 * Answers bursts: finds out what is wanted, lets the model work with its tools, and decides what may be said. What
 * was booked, moved or cancelled is told by receipts rendered from the committed rows; a text of the model that says
 * so by itself, or says so falsely, never leaves (law 3). When the model cannot answer, the client is told in her
 * language, together with the receipts of what was done before.
 */
export function agent(options: AgentOptions): AnswerBurst {
  return async (burst) => {
    const turn = beginAgentTurn(
      burst,
      options.project,
      firstLanguage(burst, options.project),
      options.now(),
      options.freshBusyTimes,
    );
    const limited = turn.committed.length > 0 ? undefined : await limitOf(turn);
    if (limited !== undefined) return limitedReply(turn, limited);
    const session = options.model.open(burst.conversationId, burst.deadline);
    try {
      const text = await modelText(turn, session, options);
      return text === undefined ? fallback(turn, 'no_answer') : reply(turn, text);
    } catch (fault) {
      if (!(fault instanceof ModelUnavailable)) throw fault;
      const { projectId, conversationId } = burst;
      logger.error('Claude does not answer; the client gets the fallback reply.', {
        projectId,
        conversationId,
        ...describeFault(fault),
      });
      return { ...fallback(turn, 'outage'), alert: 'outage' };
    }
  };
}

/** The model's own words as far as they may leave; `undefined`: it had none. */
async function modelText(
  turn: AgentTurn,
  session: ModelSession,
  options: AgentOptions,
): Promise<string | undefined> {
  const detected = await detectIntent(turn, session, chosenModel(options.smallModel));
  // Where nothing is written, nothing tells a language: it stays what it was.
  if (/\p{L}/u.test(wordsOf(turn.burst))) turn.language = detected?.language ?? turn.language;
  const start = [...history(turn.burst), lastMessage(turn, detected)];
  const exchange = new Exchange(turn, session, chosenModel(options.mainModel), start);
  let answer = await exchange.finalAnswer();
  const late = await turn.burst.foldIn();
  if (late.length > 0) {
    exchange.add(
      `<facts>\nNothing was sent yet. Meanwhile the client wrote more. Answer everything in one final answer.\n</facts>\n${clientWords(late)}`,
    );
    answer = (await exchange.finalAnswer()) ?? answer;
  }
  if (answer === undefined) return undefined;
  const judged = judgeReply(answer, turn);
  if (judged.kind === 'true') return answer.text;
  if (judged.kind === 'receipts_only') return '';
  note(turn, judged.why);
  if (turn.committed.length > 0) return '';
  exchange.add(
    '<facts>\nThat answer states a booking, a change, a cancellation or a free time that no tool confirmed in this turn. Nothing was booked, moved or cancelled. Call the tools you need, or answer without such a statement; every claim needs its code or slot_id.\n</facts>',
  );
  const second = await exchange.finalAnswer();
  if (second === undefined) return neutral(turn);
  const again = judgeReply(second, turn);
  if (again.kind === 'true') return second.text;
  if (again.kind === 'receipts_only' || turn.committed.length > 0) return '';
  note(turn, again.why);
  return neutral(turn);
}

function reply(turn: AgentTurn, text: string): Reply {
  const receipts = renderReceipts(turn.committed, turn.language);
  const said = text.trim();
  // One sentence of our own where we have one; a model may promise more than a person can keep.
  const isOurs = (LANGUAGES as readonly string[]).includes(turn.language);
  // A receipt in English for want of her language stands alone: no reply is in two languages.
  const added = isOurs || receipts === '' || languageByLetters(said) === 'en' ? said : '';
  const own = turn.handedOver && (isOurs || added === '') ? handOverText(turn) : added;
  const whole = [receipts, own].filter((part) => part !== '').join('\n\n');
  const offered = [...turn.offered.values()];
  const { language, tokens, activeBookings } = turn;
  if (turn.handedOver) return handOver(turn, whole);
  // A client is never left without a word.
  const words = whole || neutral(turn);
  return { kind: 'answer', text: words, language, offers: offered, tokens, activeBookings };
}

function fallback(turn: AgentTurn, why: 'outage' | 'no_answer'): Reply {
  count('FallbackReply', { ...ids(turn), why });
  const receipts = renderReceipts(turn.committed, turn.language);
  const offers = [...turn.offered.values()];
  const { language, tokens, activeBookings } = turn;
  const kept = { language, offers, tokens, activeBookings };
  if (receipts !== '') return { kind: 'fallback', text: receipts, ...kept };
  const texts = TEXTS[spokenLanguage(language)];
  const comesLater = why === 'outage' && turn.project.answerLaterMinutes > 0;
  const sorry = comesLater ? texts.fallbackLater : texts.fallback;
  return { kind: 'fallback', text: sorry, ...kept, failed: why };
}

function handOverText(turn: AgentTurn): string {
  return TEXTS[spokenLanguage(turn.language)].handOver;
}

function neutral(turn: AgentTurn): string {
  return TEXTS[spokenLanguage(turn.language)].neutral;
}

function note(turn: AgentTurn, why: string): void {
  count('FalseClaimCaught', { ...ids(turn), why });
}

function ids({ burst }: AgentTurn): Record<string, string> {
  return { projectId: burst.projectId, conversationId: burst.conversationId };
}
