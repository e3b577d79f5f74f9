import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideTurn } from '../../../shared/conversations/decide-turn.ts';
import type { Message } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import type { MessageId } from '../../../shared/platform/ids.ts';

const START = '2026-11-23T10:00:00.000Z';
const message = (id: string, seconds: number) =>
  ({ messageId: id, receivedAt: addSeconds(START, seconds), sentAt: START, text: id }) as Message;
const decide = (
  id: string,
  messages: readonly Message[],
  now: number,
  answered: string[] = [],
  attempt = 0,
) =>
  decideTurn({
    messageId: id as MessageId,
    attempt,
    messages,
    answered: new Set(answered),
    maxWaitSeconds: 20,
    now: addSeconds(START, now),
  });

describe('a timer', () => {
  const [a, b] = [message('a', 0), message('b', 3)];

  test('of the last message answers all of the burst', () => {
    expect(decide('b', [b, a], 7)).toEqual({ kind: 'answer', burst: [a, b] });
  });
  test('of an earlier one ends, unless the first has waited too long', () => {
    expect(decide('a', [a, b], 4)).toEqual({ kind: 'end', why: 'newer_message' });
    expect(decide('a', [a, b], 20)).toEqual({ kind: 'end', why: 'newer_message' });
    expect(decide('a', [a, b], 20.001)).toMatchObject({ kind: 'answer' });
  });
  test('of an answered message ends, also when the message itself is swept', () => {
    expect(decide('a', [a], 4, ['a'])).toEqual({ kind: 'end', why: 'answered' });
    expect(decide('a', [], 4, ['a'])).toEqual({ kind: 'end', why: 'answered' });
  });
  test('of a message that is not there looks once more, then ends', () => {
    expect(decide('x', [a], 4)).toEqual({ kind: 'look_again' });
    expect(decide('x', [a], 4, [], 1)).toEqual({ kind: 'end', why: 'never_stored' });
  });
  test('breaks ties of one millisecond by id', () => {
    const twin = message('c', 0);
    expect(decide('a', [a, twin], 4)).toMatchObject({ kind: 'end' });
    expect(decide('c', [a, twin], 4)).toMatchObject({ kind: 'answer' });
  });
});

test('however bursts arrive and timers fire, every message is answered once', () => {
  const arrivals = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
      // Around the edges of the quiet window, and clocks of workers that differ by minutes.
      at: fc.oneof(
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom(3_950, 4_000, 4_050, 20_000, 24_000),
      ),
      skew: fc.oneof(fc.constant(0), fc.integer({ min: -300_000, max: 300_000 })),
      late: fc.integer({ min: 0, max: 30_000 }),
    }),
    { minLength: 1, maxLength: 20, selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(arrivals, (plan) => {
      const answeredTimes = new Map<string, number>();
      const timers = plan
        .map(({ id, at, late }) => ({ id, fires: at + 4_000 + late }))
        .sort((x, y) => x.fires - y.fires);
      for (const { id, fires } of timers) {
        const stored = plan
          .filter(({ at }) => at <= fires)
          .map((one) => message(one.id, (one.at + one.skew) / 1000));
        const decision = decide(id, stored, fires / 1000, [...answeredTimes.keys()], 1);
        if (decision.kind !== 'answer') continue;
        for (const { messageId } of decision.burst) {
          answeredTimes.set(messageId, (answeredTimes.get(messageId) ?? 0) + 1);
        }
      }
      for (const { id } of plan) expect(answeredTimes.get(id)).toBe(1);
    }),
    { numRuns: 3_000 },
  );
});
