import { type BotPorts, botToken } from '../bots/index.ts';
import type { Instant } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import { describeFault, logger } from '../platform/logger.ts';
import {
  cachedProject,
  getProject,
  type Project,
  type Reception,
  type StaffMember,
} from '../projects/index.ts';
import { alertMember } from './alert-member.ts';
import { undoLeft } from './buttons.ts';
import { editCopies } from './edit-copies.ts';
import { isEscalation } from './escalation.ts';
import type { ReceptionNews } from './news.ts';
import { sentCopies } from './sent-copies.ts';
import { firstTold, receptionOf } from './staff.ts';

/** What telling reception needs from outside. */
export interface ReceptionPorts extends BotPorts {
  /** Puts a message back on reception's queue. */
  readonly again: (message: ReceptionNews, delaySeconds: number) => Promise<void>;
}

/** Before the next try, when nobody asked for a time. */
const PAUSE_SECONDS = 3;

/**
 * Tells the reception of a project what is new about a booking: each member once, by the protocol of every send, from
 * the booking as it is then; a change edits what was said before, in all chats. Everybody is told alone: whoever cannot
 * be told for now gets a message of his own on the queue.
 *
 * @throws PassingFault or another fault when a message of one recipient's own has to be tried again
 */
export async function tellReception(news: ReceptionNews, ports: ReceptionPorts): Promise<void> {
  const { projectId } = news;
  let project = await cachedProject(projectId);
  let reception = project && (await receptionOf(project));
  if (reception?.staff.length === 0) {
    // Who has just listed the first people wants to see them told.
    project = await getProject(projectId);
    reception = project && (await receptionOf(project));
  }
  if (!project || !reception) return;
  if (news.news === 'changed') return tellChange(news, project, reception, ports);
  const failures = await alertAll(news, project, recipientsOf(news, reception, ports.now), ports);
  await handOn(news, failures, ports);
}

/** Edits the copies; when the Undo of a decision has run out, once more, so that no dead button is left. */
async function tellChange(
  news: ReceptionNews,
  project: Project,
  reception: Reception,
  ports: ReceptionPorts,
): Promise<void> {
  const { projectId, bookingId, recipient } = news;
  const copies = await sentCopies(projectId, bookingId, recipient);
  if (copies.length === 0 && !news.reopened) return;
  const { booking, failures } = await editCopies(project, bookingId, copies, ports);
  const missed = new Map(failures);
  if (news.reopened && booking) {
    const have = new Set(
      copies.flatMap((one) => (one.copy.request === booking.request ? [one.chatId] : [])),
    );
    const lacking = recipientsOf(news, reception, ports.now).filter((one) => !have.has(one.chatId));
    const unmet = await alertAll({ ...news, news: 'requested' }, project, lacking, ports);
    for (const [chatId, fault] of unmet) missed.set(chatId, fault);
  }
  await handOn(news, missed, ports);
  const left = booking ? undoLeft(booking, ports.now) : 0;
  if (left > 0 && recipient === undefined) {
    const { reopened: _, ...change } = news;
    await ports.again({ ...change, attempt: 0 }, Math.ceil(left) + 1);
  }
}

/** Whom a piece of news is for; `recipient` names the only one who has not got it yet. */
function recipientsOf(
  news: ReceptionNews,
  reception: Reception,
  now: Instant,
): readonly StaffMember[] {
  const { recipient } = news;
  const told = isEscalation(news, now) ? reception.staff : firstTold(reception);
  return told.filter(({ chatId }) => recipient === undefined || chatId === recipient);
}

/** @returns the chats whose members could not be told, and why */
async function alertAll(
  news: ReceptionNews,
  project: Project,
  members: readonly StaffMember[],
  ports: ReceptionPorts,
): Promise<Map<number, unknown>> {
  // Else each of them, in a container that does not know it yet, would read the token for itself.
  if (members.length > 1) await botToken(project.projectId, 'reception');
  const failures = new Map<number, unknown>();
  await Promise.all(
    members.map(async (member) => {
      try {
        await alertMember(news, project, member, ports);
      } catch (fault) {
        failures.set(member.chatId, fault);
      }
    }),
  );
  return failures;
}

/** Gives each recipient that failed a message of his own; one that is his own already fails as it is. */
async function handOn(
  news: ReceptionNews,
  failures: ReadonlyMap<number, unknown>,
  ports: ReceptionPorts,
): Promise<void> {
  for (const [chatId, fault] of failures) {
    if (news.recipient === chatId) throw fault;
    const { projectId, bookingId } = news;
    logger.warn('A member of reception could not be told and is tried again alone.', {
      ...{ projectId, bookingId, news: news.news, chatId },
      ...describeFault(fault),
    });
    const asked = fault instanceof PassingFault ? fault.retryAfterSeconds : undefined;
    await ports.again({ ...news, recipient: chatId, attempt: 0 }, asked ?? PAUSE_SECONDS);
  }
}
