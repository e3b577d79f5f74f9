import {
  type Booking,
  type BookingStatus,
  decide,
  getBooking,
  giveReason,
  undoDecision,
} from '../bookings/index.ts';
import { type BotPorts, botToken, type KnownBotEvent } from '../bots/index.ts';
import type { Instant } from '../platform/clock.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { describeFault, logger } from '../platform/logger.ts';
import type { Project, StaffMember } from '../projects/index.ts';
import { parseTap, type Tap } from './buttons.ts';
import { decisionWords } from './copy.ts';
import { editCopies } from './edit-copies.ts';
import { sentCopies } from './sent-copies.ts';
import { readyReason, receptionTexts } from './texts/index.ts';
import type { ReceptionTexts } from './texts/shape.ts';

type TapEvent = Extract<KnownBotEvent, { kind: 'tap' }>;

/** What the person who tapped is told; `refused`: the button did not do what it says. */
interface Notice {
  readonly text: string;
  readonly refused: boolean;
}

/**
 * Does what a tapped button says and answers it. Nobody but a member of reception changes anything; a button that is
 * not true any more is taken away where it was tapped.
 *
 * @throws PassingFault when it has to be tried again
 */
export async function takeTap(
  event: TapEvent,
  project: Project,
  member: StaffMember | undefined,
  ports: BotPorts,
): Promise<void> {
  const texts = receptionTexts(project.language);
  const tap = parseTap(event.data);
  if (!member) return answer({ text: texts.notStaff(event.chatId), refused: true });
  if (!tap) return answer({ text: texts.unknownButton, refused: true });
  const notice = await take(tap, event, project, member, ports).catch(async (fault) => {
    // What it asked for is done later; the button waits no longer.
    await answer({ text: texts.busy, refused: false });
    throw fault;
  });
  await answer(notice);
  if (notice.refused) await mend(project, tap, event, ports);

  async function answer({ text, refused }: Notice): Promise<void> {
    const token = await botToken(project.projectId, 'reception');
    if (token !== undefined) await ports.api(token).answerTap(event.tapId, text, refused);
  }
}

async function take(
  tap: Tap,
  event: TapEvent,
  project: Project,
  member: StaffMember,
  { now }: BotPorts,
): Promise<Notice> {
  const { projectId } = project;
  const { bookingId } = tap;
  const change = {
    ...{ projectId, bookingId, now },
    actor: { kind: 'staff', id: String(member.chatId) },
    // The same update again is the same tap, whatever has become of the booking.
    idempotencyKey: `reception ${event.updateId}`,
  } as const;
  const said: Said = { texts: receptionTexts(project.language), project, now };
  const asked = 'request' in tap ? { request: tap.request } : {};
  switch (tap.kind) {
    case 'confirm':
    case 'reject': {
      const to = tap.kind === 'confirm' ? 'CONFIRMED' : 'REJECTED';
      const answer = await decide({ ...change, ...asked, to, by: member.name });
      if (isRefusal(answer)) return refusal(tap, answer, said);
      const { status, decision } = answer.booking;
      if (status === to && decision?.by === member.name) return done(said.texts.done[to]);
      // A late copy of a tap whose answer was taken back since.
      return status === 'PENDING' ? no(said.texts.takenBack) : already(answer.booking, said);
    }
    case 'undo': {
      const answer = await undoDecision({ ...change, ...asked });
      if (isRefusal(answer)) return refusal(tap, answer, said);
      return answer.changed ? done(said.texts.done.undone) : already(answer.booking, said);
    }
    case 'reason': {
      const client = (await getBooking(projectId, bookingId))?.language ?? project.language;
      const reason = readyReason(tap.number, client);
      if (reason === undefined) return no(said.texts.unknownButton);
      const answer = await giveReason({ ...change, reason });
      return isRefusal(answer) ? refusal(tap, answer, said) : done(said.texts.done.reason);
    }
  }
}

/** In which words a notice is put. */
interface Said {
  readonly texts: ReceptionTexts;
  readonly project: Project;
  readonly now: Instant;
}

const done = (text: string): Notice => ({ text, refused: false });
const no = (text: string): Notice => ({ text, refused: true });

function already(booking: Booking, { texts, ...spoken }: Said): Notice {
  if (booking.status === 'PENDING') return no(texts.waitsAlready);
  return no(texts.already[booking.status](decisionWords(booking, spoken)));
}

function refusal({ kind }: Tap, { refused, details }: Refusal, { texts }: Said): Notice {
  switch (refused) {
    case 'booking_not_found':
      return no(texts.notFound);
    case 'request_changed':
      return no(texts.requestChanged);
    case 'slot_taken':
      return no(texts.slotTaken);
    case 'undo_too_late':
      return no(kind === 'reason' ? texts.reasonTooLate : texts.undoTooLate);
  }
  // booking_not_changeable: its time has come, or it is something else by now.
  if (kind === 'reason') return no(texts.notRejected);
  const { status } = (details ?? {}) as { readonly status?: BookingStatus };
  switch (status) {
    case 'IN_PROGRESS':
    case 'COMPLETED':
    case 'CANCELLED':
    case 'NO_SHOW':
      return no(texts.already[status]());
    default:
      return no(texts.timeHasCome);
  }
}

/**
 * Makes the copies in one chat true, also the tapped one when there is no record of it: its send was taken and the
 * answer to it got lost. The tap is answered already, so a failure is only worth a line.
 */
async function mend(
  project: Project,
  tap: Tap,
  { chatId, messageId }: TapEvent,
  ports: BotPorts,
): Promise<void> {
  const { bookingId } = tap;
  try {
    const copies = await sentCopies(project.projectId, bookingId, chatId);
    const recorded = copies.some((one) => one.messageId === messageId);
    if (!recorded && messageId !== undefined && 'request' in tap && tap.request !== undefined) {
      copies.push({ chatId, messageId, copy: { alert: 'requested', request: tap.request } });
    }
    await editCopies(project, bookingId, copies, ports);
  } catch (fault) {
    logger.warn('A stale button could not be taken away.', { chatId, ...describeFault(fault) });
  }
}
