import { describe, expect, it } from 'vitest';
import type { BookingId, ProjectId } from '../../../../shared/platform/ids.ts';
import { bookingIdOf, meetingOf } from '../../../../shared/sync/zoom/meeting.ts';
import { aBooking } from '../google-calendar/a-booking.ts';

const BOOKING = aBooking();

describe('the meeting of a booking', () => {
  it('says whose visit it is and which, and when', () => {
    expect(meetingOf(BOOKING)).toEqual({
      topic: 'Олена · Стрижка',
      agenda: 'K7Q2\nfrontdesk salon/BOOKING0000000000001',
      startsAt: BOOKING.startsAt,
      timeZone: 'Europe/Kyiv',
      minutes: 60,
    });
  });

  it('does not tell her phone, her id or a link', () => {
    const known = aBooking({ meetingUrl: 'https://zoom.example/j/1', meetingBy: 'zoom' });
    const told = JSON.stringify(meetingOf(known));
    expect(told).not.toContain('380501112233');
    expect(told).not.toContain('client-1');
    expect(told).not.toContain('zoom.example');
  });

  it('takes any name: line breaks, emoji, half a character, and one that has no end', () => {
    const strange = 'Ол\u0000ена\r\n‹Яна› 👩‍🦰\ud83d';
    expect(meetingOf(aBooking({ clientName: strange })).topic).toBe(
      'Ол ена ‹Яна› 👩‍🦰\ufffd · Стрижка',
    );
    const { topic } = meetingOf(aBooking({ clientName: '👩'.repeat(500) }));
    expect([...topic]).toHaveLength(200);
    expect(topic.isWellFormed()).toBe(true);
  });

  it('lasts the hour that clocks are put back over', () => {
    const night = { startsAt: '2026-10-25T00:30:00.000Z', endsAt: '2026-10-25T01:30:00.000Z' };
    expect(meetingOf(aBooking(night))).toMatchObject({ startsAt: night.startsAt, minutes: 60 });
  });
});

describe('the mark in an agenda', () => {
  const { agenda } = meetingOf(BOOKING);
  const salon = 'salon' as ProjectId;

  it('names its booking, whatever people write above it', () => {
    expect(bookingIdOf({ agenda }, salon)).toBe(BOOKING.bookingId);
    expect(bookingIdOf({ agenda: `Принесіть фото\n${agenda} \n` }, salon)).toBe(BOOKING.bookingId);
  });

  it('is that of this project only, and nothing else', () => {
    expect(bookingIdOf({ agenda }, 'other' as ProjectId)).toBeUndefined();
    for (const other of [
      '',
      'K7Q2',
      'frontdesk',
      'frontdesk salon/',
      'frontdesk salon/a b',
      'x frontdesk salon/B',
    ]) {
      expect(bookingIdOf({ agenda: other }, salon)).toBeUndefined();
    }
  });

  it('is whole in a list, which cuts agendas', () => {
    const longest = aBooking({
      projectId: 'p'.repeat(60) as ProjectId,
      bookingId: 'B'.repeat(40) as BookingId,
      code: 'K7Q2K7Q2',
    });
    expect(meetingOf(longest).agenda.length).toBeLessThanOrEqual(250);
  });
});
