import { PassingFault } from '../platform/errors.ts';
import { derivedId, type TurnId } from '../platform/ids.ts';
import { count } from '../platform/metrics.ts';
import { wakeTime } from './arm-wake.ts';
import { deliverReply } from './deliver-reply.ts';
import { bySending } from './message.ts';
import { raiseAlert } from './raise-alert.ts';
import { recordOutcome } from './record-outcome.ts';
import type { Turn } from './turn.ts';
import type { Work } from './turn-ports.ts';

/**
 * Tells a client that nobody answers at this hour, and people that she waits; what she wrote stays unanswered, and a
 * timer wakes the turn that answers it. An outcome like any other, so a retry says it once.
 *
 * @throws PassingFault when another worker took the conversation over, or the channel says "not now"
 */
export async function tellClosed(
  { lease, read, ports, to }: Work,
  { closed, burst }: NonNullable<Work['notice']>,
): Promise<void> {
  const { projectId, conversationId } = lease;
  const { hours, now } = ports;
  const own = await hours?.of(to);
  if (hours === undefined || own === undefined)
    throw new PassingFault('The hours were taken away.');
  const messages = [...burst].sort(bySending);
  const opening = { at: closed.until, timeZone: own.timeZone };
  const { text, language } = hours.say({ messages, turns: read.turns }, opening);
  await raiseAlert({ projectId, kind: 'written_when_closed', subject: conversationId, now: now() });
  const decidedAt = now();
  const channel = ports.channels[to.channel];
  const turn: Turn = {
    projectId,
    conversationId,
    turnId: derivedId([conversationId, 'closed', decidedAt]) as TurnId,
    decidedAt,
    kind: 'closed',
    answered: [],
    asked: [],
    parts: channel.split(text),
    language,
    offers: [],
    tokens: { input: 0, output: 0 },
  };
  const clientName = messages.findLast(({ name }) => name)?.name;
  const wakeAt = wakeTime(closed, read.summary, decidedAt);
  const more = { clientName, summary: read.summary, closed: { wakeAt } };
  const recorded = await recordOutcome(lease, turn, more);
  if (recorded === 'lease_lost') throw new PassingFault('Another worker took it over.');
  count('ToldClosed', { projectId, conversationId });
  if (recorded === 'nothing_to_send') return;
  const { parts } = turn;
  await deliverReply({ lease, delivery: recorded, parts, to, channel, keep: false, now });
}
