import { addSeconds } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { MessageId, TurnId } from '../platform/ids.ts';
import type { Channel } from './channel.ts';
import { deliverReply } from './deliver-reply.ts';
import { isSilent } from './is-silent.ts';
import { bySending, type Message } from './message.ts';
import { raiseAlert } from './raise-alert.ts';
import { readNewMessages } from './read-conversation.ts';
import { recordOutcome } from './record-outcome.ts';
import { releaseTurn } from './release-turn.ts';
import { tellClosed } from './tell-closed.ts';
import type { Reply, Turn } from './turn.ts';
import type { TurnMessage } from './turn-message.ts';
import type { TurnPorts, Work } from './turn-ports.ts';
import { warnOfQuota } from './warn-of-quota.ts';

/** A turn keeps what was written for the history of the conversation, not without end. */
const ASKED_CHARACTERS = 12_000;
/** The first second try comes soon, the next ones ever later. */
const LATER_SECONDS = 60;
const LONGEST_LATER_SECONDS = 600;

/**
 * Delivers what is still on its way, then answers the burst: asks the agent, records the outcome, delivers it.
 *
 * @throws PassingFault when another worker took the conversation over, or something has to be tried again
 */
export async function workTurn(work: Work): Promise<void> {
  const { lease, read, ports, burst, turnId, to, later, notice } = work;
  const channel = ports.channels[to.channel];
  const { delivery } = read.state;
  if (delivery !== undefined) {
    const { parts } = read.turns.find((turn) => turn.turnId === delivery.turnId) ?? { parts: [] };
    const keep = burst !== undefined || notice !== undefined;
    const done = await deliverReply({ lease, delivery, parts, to, channel, keep, now: ports.now });
    if (done === 'lost') throw new PassingFault('Another worker took it over.');
  }
  if (notice !== undefined) return tellClosed(work, notice);
  if (burst === undefined || turnId === undefined) return;
  const answered = new Map(burst.map((message) => [message.messageId, message]));
  const reply = isSilent(read.state, ports.now())
    ? silence(read.turns[0])
    : await ask(work, burst, turnId, answered);
  // The client has one apology already.
  if (later !== undefined && (reply.failed !== undefined || reply.kind === 'silent')) {
    await releaseTurn(lease);
    if (reply.failed === 'outage') await tryLater(later, ports);
    return;
  }
  const { projectId, conversationId } = lease;
  if (reply.alert !== undefined) {
    const isProjects = reply.alert === 'outage' || reply.alert === 'project_budget';
    const subject = isProjects ? {} : { subject: conversationId };
    await raiseAlert({ projectId, kind: reply.alert, ...subject, now: ports.now() });
  }
  if (reply.failed === 'outage' && ports.answerLaterSeconds > 0) {
    // Before the outcome: a timer too many finds nothing to do, one too few would never be missed.
    const until = addSeconds(ports.now(), ports.answerLaterSeconds);
    const messageId = burst[0]?.messageId ?? (turnId as string as MessageId);
    const ids = { projectId, conversationId, messageId };
    await tryLater({ ...ids, attempt: 0, later: { turnId, until } }, ports);
  }
  if (ports.quota !== undefined) await warnOfQuota(ports.quota.of, ports.now());
  const turn = outcome(work, turnId, reply, answered, channel);
  const named = [...answered.values()].sort(bySending).findLast(({ name }) => name);
  const recorded = await recordOutcome(lease, turn, {
    handedOverUntil: reply.handedOverUntil,
    activeBookings: reply.activeBookings,
    clientName: named?.name,
    summary: read.summary,
    answers: lease.quotaSpent !== true && isAnswer(reply),
  });
  if (recorded === 'nothing_to_send') return;
  if (recorded === 'lease_lost') throw new PassingFault('Another worker took it over.');
  const { parts } = turn;
  const { now } = ports;
  await deliverReply({ lease, delivery: recorded, parts, to, channel, keep: false, now });
}

/** Whether it is what a project pays for: an apology, a refusal or silence is none. */
function isAnswer({ kind, failed }: Reply): boolean {
  return kind === 'answer' || kind === 'hand_over' || (kind === 'fallback' && !failed);
}

function silence(last: Turn | undefined): Reply {
  const language = last?.language ?? '';
  return { kind: 'silent', text: '', language, offers: [], tokens: { input: 0, output: 0 } };
}

function ask(
  { lease, read, ports, to, later }: Work,
  burst: readonly Message[],
  turnId: TurnId,
  answered: Map<MessageId, Message>,
): Promise<Reply> {
  const foldIn = async (): Promise<Message[]> => {
    const seen = (id: MessageId) => answered.has(id) || read.answered.has(id);
    const late = await readNewMessages(lease.projectId, lease.conversationId, seen);
    for (const message of late) answered.set(message.messageId, message);
    return late.sort(bySending);
  };
  const answer = lease.quotaSpent ? (ports.quota?.beyond ?? ports.answer) : ports.answer;
  return answer({
    projectId: lease.projectId,
    conversationId: lease.conversationId,
    turnId,
    address: to,
    state: read.state,
    messages: [...burst].sort(bySending),
    // An apology is no answer: the second try speaks as if it were the first.
    turns: later === undefined ? read.turns : read.turns.slice(1),
    ...(read.summary === undefined ? {} : { summary: read.summary }),
    receipts: read.receipts.filter((receipt) => receipt.turnId === turnId),
    notices: read.notices.toSorted((a, b) => (a.saidAt < b.saidAt ? -1 : 1)),
    deadline: ports.deadline,
    foldIn,
  });
}

function tryLater(timer: TurnMessage, { requeue, now }: TurnPorts): Promise<void> {
  const delay = Math.min(LATER_SECONDS * 2 ** timer.attempt, LONGEST_LATER_SECONDS);
  const over = timer.later !== undefined && addSeconds(now(), delay) > timer.later.until;
  return over ? Promise.resolve() : requeue({ ...timer, attempt: timer.attempt + 1 }, delay);
}

function outcome(
  { lease, read, ports }: Work,
  turnId: TurnId,
  reply: Reply,
  answered: ReadonlyMap<MessageId, Message>,
  channel: Channel,
): Turn {
  let left = ASKED_CHARACTERS;
  const asked = [...answered.values()].sort(bySending).flatMap(({ text, kind }) => {
    const kept = (text === '' ? `[${kind}]` : text).slice(0, left);
    left -= kept.length;
    return kept === '' ? [] : [kept];
  });
  return {
    projectId: lease.projectId,
    conversationId: lease.conversationId,
    turnId,
    decidedAt: ports.now(),
    kind: reply.kind,
    // A second try answers again what its apology answered; each message is counted once.
    answered: [...answered.keys()].filter((id) => !read.answered.has(id)),
    asked,
    parts: channel.split(reply.text),
    language: reply.language,
    offers: reply.offers,
    tokens: reply.tokens,
    ...(reply.menu === undefined ? {} : { menu: reply.menu }),
  };
}
