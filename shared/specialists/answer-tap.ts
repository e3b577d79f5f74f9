import { type BotEvent, botToken, editInChat, escapeHtml } from '../bots/index.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { askAmount } from './ask-amount.ts';
import { card } from './card.ts';
import type { Outcome } from './outcome.ts';
import { pay } from './pay.ts';
import { runSession, type SessionAct } from './run-session.ts';
import { placeOf, reply, type SpecialistPorts, type SpecialistTalk, textsOf } from './talk.ts';

export type Tap = Extract<BotEvent, { kind: 'tap' }>;

/** What our buttons carry. */
const SESSION = /^(start|complete|noshow)_([0-9A-Z]{8,51})$/;
const PAID = /^paid_([0-9A-Z]{8,51})_(cash|card)$/;
const PART = /^part_([0-9A-Z]{8,51})$/;

/**
 * Does what a tapped button says, with a booking of her own only; the button stops waiting as soon as that is settled,
 * and the tapped card shows how the booking stands now. A stale or forged button changes nothing and is told why.
 */
export async function answerTap(talk: SpecialistTalk, tap: Tap): Promise<void> {
  const { notices } = textsOf(talk);
  const bot = { projectId: talk.project.projectId, ports: talk.ports };
  let outcome: Outcome | undefined;
  try {
    outcome = await outcomeOf(talk, tap.data);
  } catch (fault) {
    await endTap(bot, tap, notices.busy);
    throw fault;
  }
  await endTap(bot, tap, outcome?.notice ?? notices.unknownButton, outcome?.refused ?? true);
  if (outcome) await showTruth(talk, tap, outcome);
}

/** Ends the waiting circle of a tapped button with a notice; with `alert` it has to be read away. */
export async function endTap(
  { projectId, ports }: { readonly projectId: ProjectId; readonly ports: SpecialistPorts },
  { tapId }: Tap,
  notice: string,
  alert = false,
): Promise<void> {
  const token = await botToken(projectId, 'specialist');
  if (token !== undefined) await ports.api(token).answerTap(tapId, notice, alert);
}

async function outcomeOf(talk: SpecialistTalk, data: string): Promise<Outcome | undefined> {
  const [, act, ofSession] = SESSION.exec(data) ?? [];
  if (ofSession) return runSession(talk, act as SessionAct, ofSession as BookingId);
  const [, paidFor, method] = PAID.exec(data) ?? [];
  if (paidFor) {
    const bookingId = paidFor as BookingId;
    return pay(talk, { bookingId, amount: 'rest', method: method as 'cash' | 'card' });
  }
  const [, partOf] = PART.exec(data) ?? [];
  return partOf ? askAmount(talk, partOf as BookingId) : undefined;
}

/** The tapped card becomes the booking as it stands, or loses its buttons when the booking is not hers any more. */
async function showTruth(talk: SpecialistTalk, tap: Tap, outcome: Outcome): Promise<void> {
  const { notice, booking } = outcome;
  const message = booking ? card(booking, placeOf(talk)) : { html: escapeHtml(notice) };
  const { messageId, chatId } = tap;
  const { projectId } = talk.project;
  const edited =
    messageId === undefined
      ? 'refused'
      : await editInChat(
          { ...{ projectId, role: 'specialist', chatId }, messageId, message },
          talk.ports,
        );
  // A card too old to be edited is followed by a fresh one.
  if (edited === 'refused' && booking) await reply(talk, async () => message, 'card');
}
