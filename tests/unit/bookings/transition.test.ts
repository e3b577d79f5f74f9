import { describe, expect, it } from 'vitest';
import {
  BOOKING_STATUSES,
  type BookingStatus,
  OCCUPYING,
  transition,
  UNDO_SECONDS,
} from '../../../shared/bookings/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';

const DECIDED = '2026-11-21T10:00:00.000Z';

function next(status: BookingStatus, secondsLater = 0): Record<string, string> {
  const now = addSeconds(DECIDED, secondsLater);
  const decision = { by: 'Lukas', at: DECIDED, version: 2 };
  const reached = BOOKING_STATUSES.map(
    (to) => [to, transition({ status, decision }, to, now)] as const,
  );
  return Object.fromEntries(reached.filter(([, effect]) => effect !== undefined)) as Record<
    string,
    string
  >;
}

describe('the way of a booking', () => {
  it('leads where the design says and nowhere else', () => {
    expect(next('PENDING')).toEqual({ CONFIRMED: 'keep', REJECTED: 'free', CANCELLED: 'free' });
    expect(next('CONFIRMED', UNDO_SECONDS + 1)).toEqual({
      ...{ IN_PROGRESS: 'keep', NO_SHOW: 'free', CANCELLED: 'free' },
    });
    expect(next('IN_PROGRESS')).toEqual({ COMPLETED: 'free', CANCELLED: 'free' });
    for (const over of ['COMPLETED', 'CANCELLED', 'NO_SHOW'] as const)
      expect(next(over)).toEqual({});
  });

  it('takes a decision back within five minutes only; a rejection has to take its time again', () => {
    expect(next('CONFIRMED', UNDO_SECONDS)).toMatchObject({ PENDING: 'keep' });
    expect(next('REJECTED', UNDO_SECONDS)).toEqual({ PENDING: 'take' });
    expect(next('REJECTED', UNDO_SECONDS + 1)).toEqual({});
  });

  it('takes back no answer that nobody gave', () => {
    for (const status of ['CONFIRMED', 'REJECTED'] as const) {
      expect(transition({ status }, 'PENDING', DECIDED)).toBeUndefined();
    }
  });

  it('frees the time of a specialist exactly when the booking stops taking it', () => {
    for (const status of BOOKING_STATUSES) {
      for (const [to, effect] of Object.entries(next(status))) {
        const [before, after] = [OCCUPYING.has(status), OCCUPYING.has(to as BookingStatus)];
        expect(effect).toBe(before === after ? 'keep' : after ? 'take' : 'free');
      }
    }
  });
});
