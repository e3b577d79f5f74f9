import type { Instant } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { MessageId, TurnId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import type { AnswerBurst } from './burst.ts';
import type { Channel } from './channel.ts';
import { claimTurn, type Lease } from './claim-turn.ts';
import { decideTurn } from './decide-turn.ts';
import { DeliveryInterrupted, deliverReply } from './deliver-reply.ts';
import type { Address, ChannelName } from './inbound-message.ts';
import { bySending, type Message } from './message.ts';
import { type ConversationRead, readConversation, readMessages } from './read-conversation.ts';
import { recordOutcome } from './record-outcome.ts';
import { releaseTurn } from './release-turn.ts';
import { requeueTimers } from './requeue-timers.ts';
import type { Reply, Turn } from './turn.ts';
import type { TurnMessage } from './turn-message.ts';

/** What a turn needs from outside this domain. */
export interface TurnPorts {
  readonly answer: AnswerBurst;
  readonly channels: Readonly<Record<ChannelName, Channel>>;
  readonly maxWaitSeconds: number;
  /** Puts a timer on the turn queue again. */
  requeue(timer: TurnMessage, delaySeconds: number): Promise<void>;
  now(): Instant;
  /** On the clock of `performance.now()`: the model has to be done by then. */
  readonly deadline: number;
}

/** The put of a message whose timer came first is over after this, one way or the other. */
const LOOK_AGAIN_SECONDS = 5;
/** A turn keeps what was written for the history of the conversation, not without end. */
const ASKED_CHARACTERS = 12_000;

/**
 * Does what the timers of one conversation ask for: finishes a reply that is still on its way, then answers the burst
 * if one of the timers is its last message's. What meets a live lease or a passing fault is put on the queue again;
 * returning means that every timer is taken care of.
 *
 * @param timers of one conversation, at least one
 * @throws when a timer failed too often: it goes back to the queue, and from there to the parked ones
 */
export async function takeTurns(timers: readonly TurnMessage[], ports: TurnPorts): Promise<void> {
  const [first] = timers;
  if (first === undefined) return;
  const { projectId, conversationId } = first;
  let read: ConversationRead;
  try {
    read = await readConversation(projectId, conversationId);
  } catch (fault) {
    return requeueTimers(timers, ports.requeue, fault);
  }
  const now = ports.now();
  const { messages, answered, state } = read;
  const decided = timers.map((timer) => ({
    timer,
    decision: decideTurn({
      ...timer,
      messages,
      answered,
      now,
      maxWaitSeconds: ports.maxWaitSeconds,
    }),
  }));
  for (const { timer, decision } of decided) {
    if (decision.kind !== 'look_again') continue;
    await ports.requeue({ ...timer, attempt: timer.attempt + 1 }, LOOK_AGAIN_SECONDS);
  }
  const due = decided
    .filter(({ decision }) => decision.kind === 'answer')
    .map(({ timer }) => timer);
  const burst = decided.flatMap(({ decision }) =>
    decision.kind === 'answer' ? [decision.burst] : [],
  )[0];
  const address = state.address ?? messages[0];
  if ((burst === undefined && state.delivery === undefined) || address === undefined) return;
  const turnId = burst && (state.turnId ?? (burst[0]?.messageId as string as TurnId));
  let lease: Lease | undefined;
  try {
    const claim = { projectId, conversationId, state, turnId, address: addressOf(address), now };
    lease = await claimTurn(claim);
    // A timer whose message is answered has nothing to wait for: who holds the lease finishes the delivery.
    if (lease === undefined) return requeueTimers(due, ports.requeue);
    await work({ lease, read, ports, burst, turnId, to: addressOf(address) });
  } catch (fault) {
    const ids = { projectId, conversationId, turnId };
    logger.warn('A turn was interrupted.', { ...ids, ...describeFault(fault) });
    if (lease !== undefined) await giveBack(lease, fault);
    await requeueTimers(due.length > 0 ? due : [first], ports.requeue, fault);
  }
}

interface Work {
  readonly lease: Lease;
  readonly read: ConversationRead;
  readonly ports: TurnPorts;
  readonly burst: readonly Message[] | undefined;
  readonly turnId: TurnId | undefined;
  readonly to: Address;
}

async function work({ lease, read, ports, burst, turnId, to }: Work): Promise<void> {
  const channel = ports.channels[to.channel];
  const { delivery } = read.state;
  if (delivery !== undefined) {
    const { parts } = read.turns.find((turn) => turn.turnId === delivery.turnId) ?? { parts: [] };
    const keep = burst !== undefined;
    const done = await deliverReply({ lease, delivery, parts, to, channel, keep, now: ports.now });
    if (done === 'lost') throw new PassingFault('Another worker took it over.');
  }
  if (burst === undefined || turnId === undefined) return;
  const answered = new Map(burst.map((message) => [message.messageId, message]));
  const foldIn = async (): Promise<Message[]> => {
    const all = await readMessages(lease.projectId, lease.conversationId);
    const late = all.filter(
      ({ messageId }) => !answered.has(messageId) && !read.answered.has(messageId),
    );
    for (const message of late) answered.set(message.messageId, message);
    return late.sort(bySending);
  };
  const silent = (read.state.handedOverUntil ?? '') > ports.now();
  const reply = silent
    ? silence(read.turns[0])
    : await ports.answer({
        projectId: lease.projectId,
        conversationId: lease.conversationId,
        turnId,
        address: to,
        state: read.state,
        messages: [...burst].sort(bySending),
        turns: read.turns,
        receipts: read.receipts.filter((receipt) => receipt.turnId === turnId),
        deadline: ports.deadline,
        foldIn,
      });
  const turn = outcome({ lease, turnId, reply, answered, parts: channel.split(reply.text), ports });
  const named = [...answered.values()].sort(bySending).findLast(({ name }) => name);
  const recorded = await recordOutcome(lease, turn, reply.handedOverUntil, named?.name);
  if (recorded === 'nothing_to_send') return;
  if (recorded === 'lease_lost') throw new PassingFault('Another worker took it over.');
  const { parts } = turn;
  await deliverReply({
    lease,
    delivery: recorded,
    parts,
    to,
    channel,
    keep: false,
    now: ports.now,
  });
}

function outcome(input: {
  readonly lease: Lease;
  readonly turnId: TurnId;
  readonly reply: Reply;
  readonly answered: ReadonlyMap<MessageId, Message>;
  readonly parts: readonly string[];
  readonly ports: TurnPorts;
}): Turn {
  const { lease, turnId, reply, answered, parts } = input;
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
    decidedAt: input.ports.now(),
    kind: reply.kind,
    answered: [...answered.keys()],
    asked,
    parts,
    language: reply.language,
    offers: reply.offers,
    tokens: reply.tokens,
  };
}

function silence(last: Turn | undefined): Reply {
  const language = last?.language ?? '';
  return { kind: 'silent', text: '', language, offers: [], tokens: { input: 0, output: 0 } };
}

async function giveBack(lease: Lease, fault: unknown): Promise<void> {
  try {
    await releaseTurn(lease, fault instanceof DeliveryInterrupted ? fault.delivery : undefined);
  } catch (second) {
    // The lease then simply runs out.
    logger.warn('A conversation could not be given back.', describeFault(second));
  }
}

function addressOf({ channel, service, botId, contactId }: Address): Address {
  return { channel, service, botId, contactId };
}
