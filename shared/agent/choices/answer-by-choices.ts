import type { AnswerBurst, Burst, Menu, Reply } from '../../conversations/index.ts';
import { type Instant, secondsBetween } from '../../platform/clock.ts';
import { count } from '../../platform/metrics.ts';
import { type Project, spokenLanguage } from '../../projects/index.ts';
import { type AgentTurn, beginAgentTurn, type FreshBusyTimes, NAMELESS } from '../agent-turn.ts';
import { firstLanguage } from '../first-language.ts';
import { handOver } from '../hand-over.ts';
import { limitedReply } from '../limited-reply.ts';
import { rateLimitOf } from '../limits.ts';
import { renderReceipts } from '../receipts.ts';
import { TEXTS } from '../texts/index.ts';
import { cancelBookingTool } from '../tools/cancel-booking.ts';
import { createBookingTool } from '../tools/create-booking.ts';
import { ownBookings } from '../tools/own-bookings.ts';
import { type Arrival, arrive } from './arrive.ts';
import { type Move, nextMove } from './next-move.ts';
import { bookingLabel } from './options-of.ts';
import { nextPage, readChoice } from './read-choice.ts';
import { renderMenu } from './render-menu.ts';
import { CHOICE_TEXTS } from './texts/index.ts';

/** After that the question is forgotten, by the client too. */
const REMEMBERED_SECONDS = 12 * 3600;
/** Messages of one burst that are read as answers. */
const MOST_ANSWERS = 10;
const NOWHERE: Menu = { step: 'start', options: [], page: 0 };

/**
 * Answers bursts without a model: the client books, sees and cancels by numbers, or asks for a person. Every step is an
 * outcome that keeps its menu; what is done is done by the tools the model has, and told from the committed row. A retry
 * of a turn that has committed something tells just that.
 */
export function choices(options: {
  readonly project: Project;
  readonly now: () => Instant;
  readonly freshBusyTimes?: FreshBusyTimes | undefined;
}): AnswerBurst {
  return async (burst) => {
    const { project, now, freshBusyTimes } = options;
    const moment = now();
    let at: Arrival | undefined = lastMenu(burst, moment);
    // An answer to a menu may be a name in any letters: the language stays.
    const known = at && burst.turns.find(({ language }) => language !== '')?.language;
    const language = known ?? firstLanguage(burst, project);
    const turn = beginAgentTurn(burst, project, language, moment, freshBusyTimes);
    if (turn.committed.length > 0) return told(turn);
    const limited = rateLimitOf(turn);
    if (limited !== undefined) return limitedReply(turn, limited);
    count('AnsweredByChoices', { projectId: project.projectId });
    for (const { text } of burst.messages.slice(-MOST_ANSWERS)) {
      const choice = readChoice(at?.menu, text);
      const move = nextMove(at?.menu, choice, turn.client.name === NAMELESS);
      if (move.kind === 'hand_over')
        return handOver(turn, TEXTS[spokenLanguage(turn.language)].handOver);
      at = await moved(turn, at, move);
      if (at === undefined) return told(turn);
    }
    return asked(turn, at ?? (await arrive(turn, { step: 'start' })));
  };
}

/** Where a move leads; `undefined`: something was committed, and that is all there is to say. */
async function moved(
  turn: AgentTurn,
  at: Arrival | undefined,
  move: Move,
): Promise<Arrival | undefined> {
  const texts = CHOICE_TEXTS[spokenLanguage(turn.language)];
  switch (move.kind) {
    case 'ask':
      return arrive(turn, move.place, move.back === true);
    case 'more':
      return at && { menu: nextPage(at.menu), note: '' };
    case 'own': {
      const lines = (await ownBookings(turn)).map((one) => `• ${bookingLabel(one, turn.language)}`);
      const own = lines.length > 0 ? [texts.yourBookings, ...lines].join('\n') : texts.noBookings;
      return { ...(await arrive(turn, { step: 'start' })), note: own };
    }
    case 'book':
      return booked(turn, at, move);
    case 'cancel':
      await cancelBookingTool(turn, { booking_code: move.code });
      if (turn.committed.length > 0) return undefined;
      return { ...(await arrive(turn, { step: 'start' })), note: texts.notCancellable };
    default:
      return at && { ...at, note: texts.unclear };
  }
}

async function booked(
  turn: AgentTurn,
  at: Arrival | undefined,
  { slotId, name }: Move & { kind: 'book' },
): Promise<Arrival | undefined> {
  const texts = CHOICE_TEXTS[spokenLanguage(turn.language)];
  const { content } = await createBookingTool(turn, {
    slot_id: slotId,
    ...(name === undefined ? {} : { client_name: name }),
  });
  if (turn.committed.length > 0) return undefined;
  if ('already_booked' in content) return moved(turn, at, { kind: 'own' });
  if (content.problem === 'too_many_bookings') {
    return { ...(await arrive(turn, { step: 'start' })), note: texts.tooManyBookings };
  }
  const { slotId: _, options: __, page: ___, ...place } = at?.menu ?? NOWHERE;
  const again = await arrive(
    turn,
    place.date === undefined ? { step: 'service' } : { ...place, step: 'time' },
  );
  return { ...again, note: texts.timeGone };
}

/** The question that the client is answering, if it was ours and not long ago. */
function lastMenu({ turns }: Burst, now: Instant): Arrival | undefined {
  const last = turns.find(
    ({ kind }) => kind !== 'silent' && kind !== 'limited' && kind !== 'closed',
  );
  if (last?.menu === undefined) return undefined;
  const isFresh = secondsBetween(last.decidedAt, now) < REMEMBERED_SECONDS;
  return isFresh ? { menu: last.menu, note: '' } : undefined;
}

async function asked(turn: AgentTurn, { menu, note }: Arrival): Promise<Reply> {
  const texts = CHOICE_TEXTS[spokenLanguage(turn.language)];
  // Times that she may still choose stay offers, however often she was asked again.
  for (const slotId of [...menu.options.map(({ value }) => value), menu.slotId ?? '']) {
    const offer = turn.offers.get(slotId);
    if (offer !== undefined) turn.offered.set(slotId, offer);
  }
  const doomed = menu.code === undefined ? undefined : turn.seen.get(menu.code);
  const about = doomed === undefined ? '' : bookingLabel(doomed, turn.language);
  const text = [note, renderMenu(menu, texts, about)].filter((part) => part !== '').join('\n\n');
  return { ...kept(turn), kind: 'answer', text, menu: menu satisfies Menu };
}

function told(turn: AgentTurn): Reply {
  return { ...kept(turn), kind: 'answer', text: renderReceipts(turn.committed, turn.language) };
}

function kept({ language, offered, tokens, activeBookings }: AgentTurn) {
  return { language, offers: [...offered.values()], tokens, activeBookings };
}
