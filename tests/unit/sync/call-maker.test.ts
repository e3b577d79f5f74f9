import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../shared/bookings/index.ts';
import type { ServiceId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { callMakerOf } from '../../../shared/sync/call-maker.ts';
import { dirtyFor } from '../../../shared/sync/index.ts';
import { aBooking } from './google-calendar/a-booking.ts';

const ADVICE = 'advice' as ServiceId;
const MEET = { meetingUrl: 'https://meet.google.com/abc-defg-hij' } as const;
const ZOOM = { meetingUrl: 'https://us05web.zoom.us/j/1', meetingBy: 'zoom' } as const;

const maker = (booking: Partial<Booking>, connected: Project['connected'] = []) =>
  callMakerOf(
    { services: [{ serviceId: ADVICE, name: 'Advice', slots: 1, online: true }], connected },
    aBooking({ serviceId: ADVICE, ...booking }),
  );

describe('the link of an online booking', () => {
  it('is Zoom’s when the project is connected to it, else Google Meet’s', () => {
    expect(maker({})).toBe('google-meet');
    expect(maker({}, ['google-meet', 'google-calendar'])).toBe('google-meet');
    expect(maker({}, ['google-meet', 'zoom'])).toBe('zoom');
  });

  it('is made by whoever made the one it has, as long as it has one', () => {
    // Rows from before Zoom do not say whose link they have.
    expect(maker(MEET, ['zoom'])).toBe('google-meet');
    expect(maker({ ...MEET, meetingBy: 'google-meet' }, ['zoom'])).toBe('google-meet');
    expect(maker(ZOOM)).toBe('zoom');
  });

  it('is nobody’s when the service is not held online, unless the client was told one', () => {
    const haircut = { serviceId: 'haircut' as ServiceId };
    expect(maker(haircut, ['zoom'])).toBeUndefined();
    expect(maker({ ...haircut, ...ZOOM }, ['zoom'])).toBe('zoom');
  });
});

describe('a link that was written down', () => {
  const before = aBooking({ serviceId: ADVICE });

  it('of Zoom is news for calendars alone, and one of Meet, which stands there already, for nobody', () => {
    const message = { projectId: before.projectId, bookingId: before.bookingId, attempt: 0 };
    expect(dirtyFor({ ...before, ...ZOOM, version: 2 }, before)).toEqual({
      ...{ ...message, destination: 'google-calendar' },
    });
    expect(dirtyFor({ ...before, ...MEET, meetingBy: 'google-meet' }, before)).toBeUndefined();
  });

  it('together with something else is news for all', () => {
    const moved = { ...before, ...ZOOM, startsAt: '2026-11-21T09:00:00.000Z' };
    expect(dirtyFor(moved, before)).not.toHaveProperty('destination');
  });
});
