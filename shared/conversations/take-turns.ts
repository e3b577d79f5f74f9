import { type Instant, secondsBetween } from '../platform/clock.ts';
import { derivedId, type TurnId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { armWake } from './arm-wake.ts';
import { claimTurn, type Lease } from './claim-turn.ts';
import type { Conversation } from './conversation.ts';
import { decideLater } from './decide-later.ts';
import { decideOpening, decideTurn } from './decide-turn.ts';
import { DeliveryInterrupted } from './deliver-reply.ts';
import type { Address } from './inbound-message.ts';
import { isSilent } from './is-silent.ts';
import type { Message } from './message.ts';
import { type ConversationRead, readConversation } from './read-conversation.ts';
import { releaseTurn } from './release-turn.ts';
import { requeueTimers } from './requeue-timers.ts';
import type { TurnMessage } from './turn-message.ts';
import type { TurnPorts } from './turn-ports.ts';
import { workTurn } from './work-turn.ts';
import { type Closed, closedAt } from './working-hours.ts';

/** The put of a message whose timer came first is over after this, one way or the other. */
const LOOK_AGAIN_SECONDS = 5;

/**
 * Does what the timers of one conversation ask for: finishes a reply that is still on its way, then answers the burst
 * if one of the timers is its last message's; outside working hours it only says so. What meets a live lease or a passing fault is put on the queue again;
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
  const { maxWaitSeconds } = ports;
  const decided = timers
    .filter(({ later }) => later === undefined)
    .map((timer) => ({
      timer,
      decision:
        timer.opening === undefined
          ? decideTurn({ ...timer, messages, answered, now, maxWaitSeconds })
          : decideOpening({ messages, answered }),
    }));
  for (const { timer, decision } of decided) {
    if (decision.kind !== 'look_again') continue;
    await ports.requeue({ ...timer, attempt: timer.attempt + 1 }, LOOK_AGAIN_SECONDS);
  }
  const due = decided
    .filter(({ decision }) => decision.kind === 'answer')
    .map(({ timer }) => timer);
  const unanswered = decided.flatMap(({ decision }) =>
    decision.kind === 'answer' ? [decision.burst] : [],
  )[0];
  const again = unanswered === undefined ? secondTry(timers, read, now) : undefined;
  const address = state.address ?? messages[0];
  if (address === undefined) return;
  if (again !== undefined) due.push(again.timer);
  let lease: Lease | undefined;
  let turnId: TurnId | undefined;
  try {
    const to = addressOf(address);
    const closed = unanswered && (await closedFor(read, to, ports, now));
    const work = closed === undefined ? (unanswered ?? again?.burst) : undefined;
    const notice =
      closed && unanswered && isDue(closed, state) ? { closed, burst: unanswered } : undefined;
    if (closed !== undefined && notice === undefined) {
      await armWake(first, read.summary, closed, now);
      await wakeInTime(timers, ports, now);
    }
    if (work === undefined && notice === undefined && state.delivery === undefined) return;
    turnId = work && (state.turnId ?? again?.turnId ?? (work[0]?.messageId as string as TurnId));
    // Where a person answers, nothing is answered by us, and nothing counts.
    const quota = isSilent(state, now) ? undefined : ports.quota?.of;
    lease = await claimTurn({ projectId, conversationId, state, turnId, address: to, quota, now });
    // A timer whose message is answered has nothing to wait for: who holds the lease finishes the delivery.
    if (lease === undefined) return requeueTimers(due, ports.requeue);
    await workTurn({ lease, read, ports, burst: work, turnId, to, later: again?.timer, notice });
  } catch (fault) {
    const ids = { projectId, conversationId, turnId };
    logger.warn('A turn was interrupted.', { ...ids, ...describeFault(fault) });
    if (lease !== undefined) await giveBack(lease, fault);
    await requeueTimers(due.length > 0 ? due : [first], ports.requeue, fault);
  }
}

/** Whether this is no hour to begin a turn at; one that was begun before is brought to its end. */
async function closedFor(
  { state }: ConversationRead,
  to: Address,
  { hours }: TurnPorts,
  now: Instant,
): Promise<Closed | undefined> {
  if (hours === undefined || state.turnId !== undefined || isSilent(state, now)) return undefined;
  return closedAt(await hours.of(to), now);
}

/** Whether the client still has to be told: once in each time that it is closed. */
function isDue({ since }: Closed, { closedNoticeAt }: Conversation): boolean {
  return closedNoticeAt === undefined || (since !== undefined && closedNoticeAt < since);
}

/** By this worker's clock a timer may come before its opening; it is the only one, so it has to come again. */
async function wakeInTime(
  timers: readonly TurnMessage[],
  { requeue }: TurnPorts,
  now: Instant,
): Promise<void> {
  const early = timers.find(({ opening = now }) => opening > now);
  if (early?.opening !== undefined) await requeue(early, secondsBetween(now, early.opening));
}

/** The burst of a second try that still makes sense, under an id that every repetition of it has too. */
function secondTry(
  timers: readonly TurnMessage[],
  read: ConversationRead,
  now: string,
): { timer: TurnMessage; burst: readonly Message[]; turnId: TurnId } | undefined {
  for (const timer of timers) {
    const spoilt = timer.later && decideLater(timer.later, read, now);
    const burst = read.messages.filter(({ messageId }) => spoilt?.answered.includes(messageId));
    if (spoilt === undefined || burst.length === 0) continue;
    return { timer, burst, turnId: derivedId([spoilt.turnId, 'later']) as TurnId };
  }
  return undefined;
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
