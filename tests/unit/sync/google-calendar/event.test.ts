import { describe, expect, it } from 'vitest';
import { BOOKING_STATUSES } from '../../../../shared/bookings/index.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { eventOf, fingerprintOf, hasEvent } from '../../../../shared/sync/google-calendar/event.ts';
import { calendarTexts } from '../../../../shared/sync/google-calendar/texts/index.ts';
import { aBooking } from './a-booking.ts';

const PROJECT = {
  language: 'uk',
  services: [
    { serviceId: 'haircut', name: 'Стрижка', slots: 2 },
    { serviceId: 'advice', name: 'Консультація', slots: 1, online: true },
  ],
  specialists: [{ specialistId: 'S1', name: 'Анна' }],
  location: 'вул. Садова, 5',
} as unknown as Project;

describe('the event of a booking', () => {
  it('says who comes when, for what and where, by the clock of the wall', () => {
    expect(eventOf(aBooking(), PROJECT)).toEqual({
      summary: 'Олена · Стрижка',
      description: [
        'Клієнт: Олена',
        'Телефон: +380501112233',
        'Послуга: Стрижка',
        'Спеціаліст: Анна',
        'Код запису: K7Q2',
      ].join('\n'),
      location: 'вул. Садова, 5',
      start: { dateTime: '2026-11-21T10:00:00+02:00', timeZone: 'Europe/Kyiv' },
      end: { dateTime: '2026-11-21T11:00:00+02:00', timeZone: 'Europe/Kyiv' },
      privateProperties: {
        projectId: 'salon',
        bookingId: 'BOOKING0000000000001',
        version: '1',
      },
    });
  });

  it('keeps its moment in the night when the clock is set back', () => {
    const night = { startsAt: '2026-10-25T00:30:00.000Z', endsAt: '2026-10-25T01:30:00.000Z' };
    expect(eventOf(aBooking(night), PROJECT)).toMatchObject({
      start: { dateTime: '2026-10-25T03:30:00+03:00' },
      end: { dateTime: '2026-10-25T03:30:00+02:00' },
    });
  });

  it('stands at no place when it is held online, and at the specialist’s own before the business’s', () => {
    const online = aBooking({ serviceId: 'advice' as never });
    expect(eventOf(online, PROJECT).location).toBe('');
    const own = { ...PROJECT, specialists: [{ specialistId: 'S1', location: 'кабінет 2' }] };
    expect(eventOf(aBooking(), own as never).location).toBe('кабінет 2');
  });

  it.each(['uk', 'en', 'ru'] as const)(
    'says in %s that it still waits, or was missed',
    (language) => {
      const texts = calendarTexts(language);
      const said = (status: 'PENDING' | 'NO_SHOW' | 'COMPLETED') =>
        eventOf(aBooking({ status }), { ...PROJECT, language }).summary;
      expect(said('PENDING')).toBe(`${texts.waits}: Олена · Стрижка`);
      expect(said('NO_SHOW')).toBe(`${texts.missed}: Олена · Стрижка`);
      expect(said('COMPLETED')).toBe('Олена · Стрижка');
    },
  );

  it('makes nothing of a client’s name', () => {
    const name = '<a href="http://evil">Click</a>\n\u0007\ud800';
    const { summary, description } = eventOf(aBooking({ clientName: name }), PROJECT);
    expect(summary).toBe('‹a href="http://evil"›Click‹/a› \ufffd · Стрижка');
    expect(description.split('\n')).toHaveLength(5);
  });

  it('is there for every visit that is ahead, was, or was missed', () => {
    expect(BOOKING_STATUSES.filter((status) => !hasEvent({ status }))).toEqual([
      'REJECTED',
      'CANCELLED',
    ]);
  });
});

describe('its fingerprint', () => {
  const draft = eventOf(aBooking(), PROJECT);

  it('is that of the same event as Google tells it, in whatever zone', () => {
    expect(
      fingerprintOf({
        ...draft,
        start: { dateTime: '2026-11-21T08:00:00Z' },
        end: { dateTime: '2026-11-21T04:00:00-05:00' },
      }),
    ).toBe(fingerprintOf(draft));
  });

  it('is another one of whatever people see otherwise', () => {
    const seen = [
      draft,
      { ...draft, summary: 'Олена' },
      { ...draft, description: '' },
      { ...draft, location: 'вдома' },
      { ...draft, end: { dateTime: '2026-11-21T12:00:00+02:00' } },
      { ...draft, start: { date: '2026-11-21' }, end: { date: '2026-11-22' } },
    ].map(fingerprintOf);
    expect(new Set(seen).size).toBe(seen.length);
    const next = eventOf(aBooking({ version: 2 }), PROJECT);
    expect(fingerprintOf(next)).toBe(fingerprintOf(draft));
  });
});
